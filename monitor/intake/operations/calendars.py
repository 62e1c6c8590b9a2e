"""Other people's calendars: adding one, and looking at what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import Desk, User, Visibility
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Door, ItemKind
from monitor.changes.operations import next_number, record
from monitor.changes.wording import line
from monitor.events.models import EventKind
from monitor.ical import known_zones
from monitor.ical.incoming import Incoming, fingerprint, read_calendar
from monitor.intake.calendars.schedule import after_a_good_look, after_trouble
from monitor.intake.fetching import Fetched, FetchRefused, fetch, plain_address
from monitor.intake.models import CalendarSource
from monitor.intake.operations.taking_in import Taken, nothing_new, take_in
from monitor.intake.refusals import CalendarRefused
from monitor.sources.models import DocumentKind
from monitor.sources.operations import create_document

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Look:
    """What came of a look. `trouble`: why nothing was read, in words, or ""."""

    source: CalendarSource
    taken: Taken | None = None
    trouble: str = ""


@transaction.atomic
def add_calendar(
    *,
    name: str,
    publisher: str,
    address: str = "",
    official: bool = False,
    zone: str = "",
    kind: str = EventKind.MEETING,
    visibility: str = Visibility.STAFF,
    desks: Iterable[Desk] = (),
    by: User,
    at: datetime,
    via: Door,
) -> CalendarSource:
    """A calendar to look at, with the document that what is taken over from it will rest on.

    `zone`: where times stand that name none; the office's if empty. Nothing is fetched yet. Raises
    CalendarRefused, FetchRefused (no web address), DocumentRefused, WordingRefused, PowerRefused.
    """
    require(by, Power.COORDINATE)
    address = plain_address(address) if address.strip() else ""
    if address and CalendarSource.objects.filter(address=address).exists():
        raise CalendarRefused(
            pgettext("refusal", "This address is followed already."), code="twice", field="address"
        )
    name = line(name, field="name", at_most=NAME_LENGTH)
    document = create_document(
        kind=DocumentKind.WEB_PAGE,
        title=name,
        language=settings.LANGUAGE_CODE,
        publisher=publisher,
        official=official,
        visibility=visibility,
        desks=desks,
        by=by,
        at=at,
        via=via,
    )
    source = CalendarSource(
        number=next_number("calendar"),
        name=name,
        document=document,
        address=address,
        zone=_zone(zone),
        kind=_kind(kind),
        next_look_at=at if address else None,
        created_by=by,
        created_at=at,
    )
    source.save()
    _log(source, "add_calendar", by=by, at=at, via=via)
    return source


@transaction.atomic
def set_paused(
    *, source: CalendarSource, paused: bool, by: User, at: datetime, via: Door
) -> CalendarSource:
    """Stop looking at a calendar, or begin again; what came from it stays."""
    require(by, Power.COORDINATE)
    source = _locked(source)
    if source.paused != paused:
        source.paused = paused
        source.next_look_at = at if source.address and not paused else None
        source.save(update_fields=["paused", "next_look_at"])
        _log(source, "pause_calendar" if paused else "resume_calendar", by=by, at=at, via=via)
    return source


def upload(*, source: CalendarSource, data: bytes, by: User, at: datetime, via: Door) -> Look:
    """Read a file that a person brings. Raises CalendarRefused where it is no calendar at all."""
    require(by, Power.COORDINATE)
    incoming = _read(source, data, "")
    if not incoming.events and not incoming.whole:
        words = incoming.findings[0].sentence if incoming.findings else ""
        raise CalendarRefused(
            pgettext("refusal", "Nothing was read: %(why)s") % {"why": words},
            code="no_calendar",
            field="file",
        )
    with transaction.atomic():
        source = _locked(source)
        taken = take_in(source, incoming, at=at)
        source.looked_at = source.good_at = at
        source.save(update_fields=["looked_at", "good_at"])
        _log(source, "upload_calendar", by=by, at=at, via=via)
    return Look(source, taken)


def look(*, source: CalendarSource, at: datetime) -> Look:
    """Fetch what stands at the calendar's address and take it in; a failure is noted and waits.

    The network is asked outside any transaction. Of two that look at once, one takes it in.
    """
    if not source.address:
        raise CalendarRefused(
            pgettext("refusal", "An uploaded calendar has no address: upload a newer file."),
            code="no_address",
        )
    try:
        fetched = fetch(
            source.address,
            etag=source.etag,
            last_modified=source.last_modified,
            allowed=settings.FETCH_ALLOW,
        )
    except FetchRefused as refused:
        return _failed(source, refused.message, refused.retry_after, at)
    if fetched.body is None or fingerprint(fetched.body) == source.fingerprint:
        return _same(source, fetched, at)
    incoming = _read(source, fetched.body, fetched.charset)
    if not incoming.events and not incoming.whole:
        words = incoming.findings[0].sentence if incoming.findings else ""
        return _failed(source, words, None, at)
    return _new(source, fetched, incoming, at)


def look_at_those_due(*, at: datetime, most: int = 100) -> Iterable[Look]:
    """Look at each calendar whose time has come, the longest waiting first."""
    due = CalendarSource.objects.filter(paused=False, next_look_at__lte=at).exclude(address="")
    for source in list(due.order_by("next_look_at", "pk")[:most]):
        yield look(source=source, at=at)


@transaction.atomic
def _new(source: CalendarSource, fetched: Fetched, incoming: Incoming, at: datetime) -> Look:
    held = _locked(source)
    if held.looked_at != source.looked_at:
        return Look(held)
    taken = take_in(held, incoming, at=at)
    held.fingerprint = fingerprint(fetched.body or b"")
    _good(held, fetched, at)
    return Look(held, taken)


@transaction.atomic
def _same(source: CalendarSource, fetched: Fetched, at: datetime) -> Look:
    held = _locked(source)
    if held.looked_at != source.looked_at:
        return Look(held)
    taken = nothing_new(held)
    _good(held, fetched, at)
    return Look(held, taken)


def _good(held: CalendarSource, fetched: Fetched, at: datetime) -> None:
    held.etag = fetched.etag or (held.etag if fetched.body is None else "")
    held.last_modified = fetched.last_modified or (
        held.last_modified if fetched.body is None else ""
    )
    held.looked_at = held.good_at = at
    held.failures, held.trouble = 0, ""
    held.next_look_at = None if held.paused else after_a_good_look(at, _refresh(held))
    held.save()


@transaction.atomic
def _failed(source: CalendarSource, why: str, retry_after: int | None, at: datetime) -> Look:
    held = _locked(source)
    if held.looked_at == source.looked_at:
        held.looked_at = at
        held.failures += 1
        held.trouble = why[:300]
        held.next_look_at = (
            None
            if held.paused
            else after_trouble(at, _refresh(held), failures=held.failures, retry_after=retry_after)
        )
        held.save()
    return Look(held, trouble=why)


def _read(source: CalendarSource, data: bytes, charset: str) -> Incoming:
    return read_calendar(data, charset=charset, floating=ZoneInfo(source.zone))


def _refresh(source: CalendarSource) -> timedelta | None:
    seconds = source.refresh_seconds
    return None if seconds is None else timedelta(seconds=seconds)


def _locked(source: CalendarSource) -> CalendarSource:
    return CalendarSource.objects.select_for_update().get(pk=source.pk)


def _log(source: CalendarSource, act: str, *, by: User, at: datetime, via: Door) -> None:
    """In the history of the calendar's document; the address may be a secret and is left out."""
    host = urlsplit(source.address).hostname or ""
    record(
        kind=ItemKind.DOCUMENT,
        item=source.document.uuid,
        act=act,
        by=by.username,
        via=via,
        at=at,
        note=f"{source.ref} {host}".strip(),
    )


def _zone(name: str) -> str:
    name = name.strip() or settings.TIME_ZONE
    if name not in known_zones():
        raise CalendarRefused(
            pgettext("refusal", "“%(zone)s” is no time zone; write for example Africa/Casablanca.")
            % {"zone": name[:60]},
            code="zone",
            field="zone",
        )
    return name


def _kind(kind: str) -> str:
    if kind not in EventKind.values:
        raise CalendarRefused(
            pgettext("refusal", "There is no kind of event called “%(kind)s”.") % {"kind": kind},
            code="unknown_kind",
            field="kind",
        )
    return kind
