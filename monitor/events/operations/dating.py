"""What sources say of an event's date, and which of them stands."""

from datetime import date as day
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Door
from monitor.changes.operations import differences
from monitor.changes.refusal import ChangedMeanwhile
from monitor.changes.wording import line, lines
from monitor.dates import DateRefused, PartialDate, parse
from monitor.events import claims
from monitor.events.date_history import clock
from monitor.events.models import DateClaim, Event
from monitor.events.operations.locking import check_source, locked, log
from monitor.events.operations.occurrences import follow_date
from monitor.events.refusals import ClaimRefused
from monitor.ical import known_zones
from monitor.sources.models import Document, Passage

WORDS_LENGTH = 300


@transaction.atomic
def claim_date(
    *,
    event: Event,
    words: str,
    edtf: str | None = None,
    date: PartialDate | None = None,
    how: str = "",
    needs: str = "",
    start_time: time | None = None,
    end_time: time | None = None,
    zone: str = "",
    document: Document | None = None,
    passage: Passage | None = None,
    official: bool | None = None,
    note: str = "",
    said_on: day | None = None,
    by: User,
    at: datetime,
    via: Door,
) -> DateClaim:
    """Keep one source's word on when; the rule then says which claim stands.

    The date is `date`, or is read from `edtf`; with neither, only the words are kept and `needs`
    says what would resolve them. `official` None takes the document's mark, `said_on` None its
    date where that is one day. Raises ClaimRefused, WordingRefused, OpennessRefused, PowerRefused.
    """
    require(by, Power.DRAFT)
    event = locked(event, by=by)
    source = passage.version.document if passage else document
    _check_rests(source, note, official=official)
    check_source(event, source, by=by)
    dated = date or _read(edtf or "")
    check_times(dated, start_time, end_time, zone)
    if said_on is None and source and source.published_earliest == source.published_latest:
        said_on = source.published_latest
    claim = DateClaim.objects.create(
        event=event,
        words=line(words, field="words", at_most=WORDS_LENGTH),
        edtf=dated.edtf if dated else "",
        earliest=dated.earliest if dated else None,
        latest=dated.latest if dated else None,
        exact=bool(dated and dated.is_exact),
        how=line(how, field="how", at_most=200, required=False),
        needs=line(needs, field="needs", at_most=120, required=False),
        start_time=start_time,
        end_time=end_time,
        zone=zone,
        document=source,
        passage=passage,
        official=official if official is not None else bool(source and source.official),
        note=lines(note, field="note"),
        said_on=said_on,
        recorded_by=by,
        recorded_at=at,
    )
    if not event.claim_chosen:
        _stand(event, claims.current(event.claims.all()))
    _close(event, claim, "claim_date", by=by, at=at, via=via)
    return claim


@transaction.atomic
def choose_claim(
    *,
    event: Event,
    claim: DateClaim | None,
    edition: int,
    by: User,
    at: datetime,
    via: Door,
) -> Event:
    """Let a person's choice stand, whatever the rule says; None gives it back to the rule.

    Raises ChangedMeanwhile when `edition` is no longer the one that was read.
    """
    require(by, Power.DRAFT)
    event = locked(event, by=by)
    if event.edition != edition:
        raise ChangedMeanwhile(
            pgettext("refusal", "Somebody changed this after you opened it."),
            current={"edtf": event.edtf, "edition": event.edition},
        )
    if claim is not None and claim.event_id != event.pk:
        raise ClaimRefused(
            pgettext("refusal", "This date is of another event."), code="unknown", field="claim"
        )
    event.claim_chosen = claim is not None
    _stand(event, claim or claims.current(event.claims.all()))
    _close(event, event.current_claim, "choose_date", by=by, at=at, via=via)
    return event


def _stand(event: Event, claim: DateClaim | None) -> None:
    """Copy the standing claim to the event; a change of date counts in SEQUENCE."""
    if claim is None:
        return
    before = event.current_claim
    event.current_claim = claim
    event.edtf, event.exact = claim.edtf, claim.exact
    event.earliest, event.latest = claim.earliest, claim.latest
    event.sequence += _when(before) != _when(claim)


def _when(claim: DateClaim | None) -> tuple[object, ...]:
    if claim is None:
        return "", None, None, ""
    return claim.edtf, claim.start_time, claim.end_time, claim.zone


def _close(
    event: Event, claim: DateClaim | None, act: str, *, by: User, at: datetime, via: Door
) -> None:
    before = Event.objects.select_related("current_claim").get(pk=event.pk)
    event.edition += 1
    event.save()
    follow_date(event, at=at)
    was = {"date": before.edtf, "time": clock(before.current_claim)}
    now = {"date": event.edtf, "time": clock(event.current_claim)}
    fields = differences(was, now)
    log(event, act, by=by, at=at, via=via, fields=fields, note=claim.words if claim else "")


def _read(edtf: str) -> PartialDate | None:
    """A value, or None for an empty one. Raises ClaimRefused saying what to write instead."""
    if not edtf.strip():
        return None
    try:
        return parse(edtf)
    except DateRefused as refused:
        raise ClaimRefused(str(refused), code="date", field="edtf") from refused


def _check_rests(source: Document | None, note: str, *, official: bool | None) -> None:
    if source is None and not note.strip():
        raise ClaimRefused(
            pgettext("refusal", "Say who says so: choose a document, or write in the note."),
            code="rests_on_nothing",
            field="document",
        )
    if official and source is None:
        raise ClaimRefused(
            pgettext("refusal", "An official word has a document: choose it."),
            code="official_without_document",
            field="document",
        )


def check_times(dated: PartialDate | None, start: time | None, end: time | None, zone: str) -> None:
    """Raise ClaimRefused for times of day that do not go with the date, or without a zone."""
    if zone and zone not in known_zones():
        raise ClaimRefused(
            pgettext("refusal", "“%(zone)s” is no time zone; write for example Africa/Casablanca.")
            % {"zone": zone[:60]},
            code="zone",
            field="zone",
        )
    if end and not start:
        raise ClaimRefused(
            pgettext("refusal", "An end needs a start."),
            code="end_without_start",
            field="start_time",
        )
    if start is None:
        return
    if not zone:
        raise ClaimRefused(
            pgettext("refusal", "A time of day needs its zone."), code="no_zone", field="zone"
        )
    if dated is None or not dated.is_exact:
        raise ClaimRefused(
            pgettext("refusal", "A time of day needs a known day."),
            code="time_without_day",
            field="start_time",
        )
    if end and dated.one_day and end <= start:
        raise ClaimRefused(
            pgettext("refusal", "The end comes before the start."),
            code="end_before_start",
            field="end_time",
        )
