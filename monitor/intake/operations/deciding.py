"""What a person makes of a proposal from somebody's calendar."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.actors.models import Place
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.changes.refusal import ChangedMeanwhile, Refused
from monitor.changes.wording import lines
from monitor.dates import display, parse
from monitor.events.models import Event
from monitor.events.operations import claim_date, create_event, edit_event
from monitor.events.recurring import Recurrence
from monitor.events.workflow import EventStatus
from monitor.intake.calendars.said import Said, differing, said_from
from monitor.intake.models import CalendarEntry, CalendarSource, Decision, Since
from monitor.intake.operations.repeating import (
    change_instance,
    forget_rule,
    recurring_event_of,
    repeat_as_said,
    repeats_as,
)
from monitor.intake.refusals import EntryRefused

# Direction marks that a calendar may carry and a title of the record may not.
_MARKS = re.compile("[\u061c\u200e\u200f]")


@transaction.atomic
def accept_entry(
    *, entry: CalendarEntry, seen: str, kind: str = "", by: User, at: datetime, via: Door
) -> Event:
    """Take a proposal over as an event of the record, dated as the calendar has it.

    `seen` is the digest of what the person saw: another one by now raises ChangedMeanwhile.
    Confirmed only where the calendar is official and says so. It repeats as the entry does, with
    the instances that the calendar changed; what the record does not keep stands in the entry's
    reason. A changed instance of an event taken over before changes that event. Raises
    EntryRefused, or what entering an event raises.
    """
    require(by, Power.DRAFT)
    entry = _locked(entry, seen, by)
    _check_pending(entry)
    said = said_from(entry.said)
    acts: dict[str, Any] = {"by": by, "at": at, "via": via}
    recurring = recurring_event_of(entry)
    if recurring is not None:
        change_instance(entry, recurring, said, **acts)
        _decide(entry, Decision.ACCEPTED, event=recurring, by=by, at=at)
        return Event.objects.get(pk=recurring.pk)
    if said.status == "CANCELLED":
        raise EntryRefused(
            pgettext("refusal", "The calendar says that this does not take place: reject it."),
            code="cancelled",
        )
    source = entry.calendar
    event = create_event(
        kind=kind or source.kind,
        title=_title(said),
        status=_status(said, source),
        visibility=source.document.visibility,
        desks=source.document.desks.all(),
        summary=_summary(said),
        place=_place(said),
        documents=[source.document],
        by=by,
        at=at,
        via=via,
    )
    _claim(event, said, source, **acts)
    event = Event.objects.get(pk=event.pk)
    left_out = [*repeat_as_said(event, said, **acts), *_take_changes(entry, event, **acts)]
    reason = _left_out(left_out)
    _decide(entry, Decision.ACCEPTED, event=event, reason=reason, by=by, at=at)
    return Event.objects.get(pk=event.pk)


@transaction.atomic
def mark_duplicate(
    *, entry: CalendarEntry, event: Event, seen: str, by: User, at: datetime, via: Door
) -> Event:
    """The event stands in the record already: the calendar's date becomes a further claim of it."""
    require(by, Power.DRAFT)
    entry = _locked(entry, seen, by)
    _check_pending(entry)
    if not Event.objects.visible_to(by).filter(pk=event.pk).exists():
        raise EntryRefused(
            pgettext("refusal", "There is no such event."), code="unknown", field="event"
        )
    _claim(event, said_from(entry.said), entry.calendar, by=by, at=at, via=via)
    _decide(entry, Decision.DUPLICATE, event=event, by=by, at=at)
    return Event.objects.get(pk=event.pk)


@transaction.atomic
def reject_entry(
    *, entry: CalendarEntry, reason: str, seen: str, by: User, at: datetime
) -> CalendarEntry:
    """Leave a proposal out, with the reason; it does not come back by itself."""
    require(by, Power.DRAFT)
    entry = _locked(entry, seen, by)
    _check_pending(entry)
    reason = lines(reason, field="reason", at_most=2000)
    if not reason:
        raise EntryRefused(
            pgettext("refusal", "Say in a few words why."), code="needs_reason", field="reason"
        )
    return _decide(entry, Decision.REJECTED, reason=reason, by=by, at=at)


@transaction.atomic
def take_back(*, entry: CalendarEntry, by: User, at: datetime) -> CalendarEntry:
    """Make a rejected entry a proposal again."""
    require(by, Power.DRAFT)
    entry = _locked(entry, None, by)
    if entry.decision != Decision.REJECTED:
        raise EntryRefused(
            pgettext("refusal", "Only what was rejected can be taken back."), code="not_rejected"
        )
    return _decide(entry, Decision.PENDING, by=by, at=at)


@transaction.atomic
def follow_entry(
    *, entry: CalendarEntry, seen: str, by: User, at: datetime, via: Door
) -> tuple[Event, list[str]]:
    """Let the event follow what its calendar now says; fields that a person edited are kept.

    Answers with the event and the names of the fields kept. A date becomes a further claim, which
    the rule weighs against the others; a rule of recurrence follows where nobody set another. That
    something is called off is a move with its notice, not made here.
    """
    require(by, Power.DRAFT)
    entry = _locked(entry, seen, by)
    if entry.since != Since.CHANGED or entry.event is None or entry.taken is None:
        raise EntryRefused(
            pgettext("refusal", "The calendar says what it said before."), code="as_it_was"
        )
    before, said = said_from(entry.taken), said_from(entry.said)
    changed = differing(before, said)
    event = entry.event
    kept: list[str] = []
    if recurring_event_of(entry) == event:
        change_instance(entry, event, said, by=by, at=at, via=via)
        changed = []
    elif entry.decision == Decision.ACCEPTED:
        event, kept = _edited(event, before, said, by=by, at=at, via=via)
    rules = "rules" in changed and entry.decision == Decision.ACCEPTED
    if rules and not repeats_as(event, before):
        rules = False
        kept.append("rules")
    if rules:
        forget_rule(event, before, said, by=by, at=at, via=via)
    if "date" in changed:
        _claim(event, said, entry.calendar, by=by, at=at, via=via)
    if rules:
        event = Event.objects.get(pk=event.pk)
        entry.reason = _left_out(repeat_as_said(event, said, by=by, at=at, via=via))
    entry.taken, entry.since = entry.said, Since.NOTHING
    entry.save(update_fields=["taken", "since", "reason"])
    return Event.objects.get(pk=event.pk), kept


@transaction.atomic
def leave_as_is(*, entry: CalendarEntry, seen: str, by: User, at: datetime) -> CalendarEntry:
    """The calendar changed or dropped it, and the record is right as it stands."""
    require(by, Power.DRAFT)
    entry = _locked(entry, seen, by)
    if entry.since == Since.NOTHING:
        raise EntryRefused(
            pgettext("refusal", "The calendar says what it said before."), code="as_it_was"
        )
    if entry.event is not None:
        entry.taken = entry.said
    entry.since = Since.NOTHING
    entry.decided_by, entry.decided_at = by, at
    entry.save(update_fields=["taken", "since", "decided_by", "decided_at"])
    return entry


def _take_changes(
    entry: CalendarEntry, event: Event, *, by: User, at: datetime, via: Door
) -> list[str]:
    """Take the changed instances over with the entry that repeats; those that stay proposals."""
    waiting: list[str] = []
    changes = CalendarEntry.objects.select_for_update(of=("self",)).filter(
        calendar=entry.calendar_id, uid=entry.uid, decision=Decision.PENDING
    )
    if not Recurrence.objects.filter(event=event).exists():
        return waiting
    for change in changes.exclude(recurrence_id="").exclude(pk=entry.pk).order_by("first_on", "pk"):
        change.calendar = entry.calendar
        try:
            with transaction.atomic():
                change_instance(change, event, said_from(change.said), by=by, at=at, via=via)
        except Refused as refused:
            waiting.append(f"{change.recurrence_id}: {refused.message}")
        else:
            _decide(change, Decision.ACCEPTED, event=event, by=by, at=at)
    return waiting


def _left_out(words: list[str]) -> str:
    if not words:
        return ""
    said = pgettext("calendar entry", "Not taken over: %(what)s") % {"what": "; ".join(words)}
    return said[:2000]


def _edited(
    event: Event, before: Said, said: Said, *, by: User, at: datetime, via: Door
) -> tuple[Event, list[str]]:
    """Title, summary and place as the calendar has them now, where nobody else set them."""
    pairs = {
        "title": (_title(before), _title(said)),
        "summary": (_summary(before), _summary(said)),
        "place": (_place(before), _place(said)),
    }
    wanted: dict[str, Any] = {name: new for name, (old, new) in pairs.items() if old != new}
    by_people = _set_by_people(event)
    kept = [name for name in wanted if name in by_people]
    fields = {name: value for name, value in wanted.items() if name not in kept}
    if fields:
        event = edit_event(event=event, edition=event.edition, by=by, at=at, via=via, **fields)
    return event, kept


def _set_by_people(event: Event) -> frozenset[str]:
    """Fields whose last change came through another door than an import."""
    last: dict[str, str] = {}
    changes = Change.objects.filter(item=event.uuid).order_by("n")
    for fields, via in changes.values_list("fields", "via"):
        last.update(dict.fromkeys(fields, via))
    return frozenset(name for name, via in last.items() if via != Door.IMPORT)


def _claim(
    event: Event, said: Said, source: CalendarSource, *, by: User, at: datetime, via: Door
) -> None:
    start, end = said.times
    one_day = said.first_on == said.last_on
    if start is not None and end is not None and one_day and end <= start:
        end = None
    claim_date(
        event=event,
        words=display(parse(said.edtf), get_language() or "en"),
        edtf=said.edtf,
        start_time=start,
        end_time=end,
        zone=said.zone,
        how=pgettext("date claim", "As the calendar “%(name)s” has it")[:160]
        % {"name": source.name[:30]},
        document=source.document,
        said_on=at.date(),
        by=by,
        at=at,
        via=via,
    )


def _status(said: Said, source: CalendarSource) -> str:
    if said.status == "CONFIRMED" and source.document.official:
        return EventStatus.CONFIRMED
    return EventStatus.TENTATIVE


def _title(said: Said) -> str:
    return _MARKS.sub("", said.title).strip() or pgettext("calendar entry", "Without a title")


def _summary(said: Said) -> str:
    """Its description, and the place in its own words where the record has no such place."""
    parts = [_MARKS.sub("", said.description)]
    if said.location and _place(said) is None:
        parts.append(
            pgettext("calendar entry", "Place, as the calendar has it: %(place)s")
            % {"place": _MARKS.sub("", said.location)}
        )
    if said.url:
        parts.append(said.url)
    return "\n\n".join(part for part in parts if part)


def _place(said: Said) -> Place | None:
    """The one place of the record that is called so, if there is exactly one."""
    words = said.location.strip()
    if not words:
        return None
    found = list(Place.objects.filter(name_en__iexact=words, venue="")[:2])
    return found[0] if len(found) == 1 else None


def _decide(
    entry: CalendarEntry,
    decision: str,
    *,
    event: Event | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> CalendarEntry:
    entry.decision, entry.event, entry.reason = decision, event, reason
    entry.decided_by, entry.decided_at = by, at
    entry.taken = entry.said if event is not None else None
    entry.since = Since.NOTHING
    entry.save()
    return entry


def _check_pending(entry: CalendarEntry) -> None:
    if entry.decision != Decision.PENDING:
        raise ChangedMeanwhile(
            pgettext("refusal", "%(who)s decided on this after you opened it: %(decision)s.")
            % {"who": entry.decided_by, "decision": entry.get_decision_display()},
            current={"decision": entry.decision},
        )


def _locked(entry: CalendarEntry, seen: str | None, by: User) -> CalendarEntry:
    """The row, held. Raises EntryRefused where it may not be seen, ChangedMeanwhile."""
    held = (
        CalendarEntry.objects.select_for_update(of=("self",))
        .select_related("calendar__document", "event", "decided_by")
        .get(pk=entry.pk)
    )
    if not CalendarSource.objects.visible_to(by).filter(pk=held.calendar_id).exists():
        raise EntryRefused(pgettext("refusal", "There is no such calendar."), code="unknown")
    if seen is not None and held.digest != seen:
        raise ChangedMeanwhile(
            pgettext("refusal", "The calendar changed this after you opened it. Look again."),
            current={"digest": held.digest},
        )
    return held
