"""How an entry of somebody's calendar repeats, taken over with it: rule, days left out and added,
instances moved and cancelled. What the record does not keep is named, never guessed.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.changes.refusal import Refused
from monitor.events.models import Event
from monitor.events.operations import (
    Placing,
    add_instance,
    cancel_instance,
    leave_out_instance,
    move_instance,
    repeat_event,
    restore_instance,
    stop_repeating,
)
from monitor.events.recurring import Recurrence
from monitor.ical.recurrence import Rule, RuleRefused, parse_rule
from monitor.intake.calendars.said import DAY, Said
from monitor.intake.models import CalendarEntry

# Days left out and added that are taken over of one entry.
MOST_DAYS = 200


def recurring_event_of(entry: CalendarEntry) -> Event | None:
    """The recurring event of which a changed instance is one, where it was taken over before."""
    if not entry.recurrence_id:
        return None
    rows = CalendarEntry.objects.filter(calendar=entry.calendar_id, uid=entry.uid, recurrence_id="")
    master = rows.exclude(event=None).select_related("event").first()
    if master is None or not Recurrence.objects.filter(event=master.event).exists():
        return None
    return master.event


def rule_of(said: Said) -> Rule | None:
    """The entry's one rule, ending on the last day that UNTIL leaves at the place; None for none,
    for several, and for one that is no rule of ours.
    """
    if len(said.rules) != 1:
        return None
    try:
        rule = parse_rule(said.rules[0])
    except RuleRefused:
        return None
    begins = said.times[0]
    if rule.until is None:
        return rule
    if begins is None:
        day = rule.until.date() if isinstance(rule.until, datetime) else rule.until
        return replace(rule, until=day)
    return replace(rule, until=_last_day(rule.until, begins, said.zone))


def repeat_as_said(event: Event, said: Said, *, by: User, at: datetime, via: Door) -> list[str]:
    """Let the event repeat as the entry says; what was left out, in words, empty for nothing."""
    acts: dict[str, Any] = {"by": by, "at": at, "via": via}
    rule = rule_of(said)
    if rule is None:
        return [_words_of_rules(said)] if said.rules or said.added else []
    try:
        with transaction.atomic():
            repeat_event(event=event, rule=rule, edition=_edition(event), **acts)
    except Refused as refused:
        return [f"{_words_of_rules(said)}: {refused.message}"]
    left_out: list[str] = []
    why = pgettext("calendar entry", "The calendar leaves this day out.")
    for day in _days(said, said.left_out, left_out):
        _tried(leave_out_instance, event, {"original_on": day, "reason": why, **acts})
    for day in _days(said, said.added, left_out):
        refused_words = _tried(add_instance, event, {"on": day, **acts})
        if refused_words:
            left_out.append(f"{day.isoformat()}: {refused_words}")
    return left_out


def repeats_as(event: Event, said: Said) -> bool:
    """Whether the event still repeats as the entry said, and nobody gave it another rule."""
    kept, rule = Recurrence.objects.filter(event=event).first(), rule_of(said)
    return (kept.rule if kept else None) == (rule.text() if rule else None)


def forget_rule(
    event: Event, before: Said, said: Said, *, by: User, at: datetime, via: Door
) -> None:
    """Make room for what the entry says now: days that it no longer leaves out, and its rule."""
    acts: dict[str, Any] = {"by": by, "at": at, "via": via}
    for text in sorted(set(before.left_out) - set(said.left_out))[:MOST_DAYS]:
        _tried(restore_instance, event, {"original_on": date.fromisoformat(text[:10]), **acts})
    if before.rules != said.rules or before.start != said.start:
        _tried(stop_repeating, event, acts)


def change_instance(
    entry: CalendarEntry, event: Event, said: Said, *, by: User, at: datetime, via: Door
) -> None:
    """Move or cancel the instance that the entry changes, by the calendar's word.

    Raises RecurrenceRefused or MoveRefused: the record wants a notice, so only an official calendar
    moves anything.
    """
    given: dict[str, Any] = {
        "event": event,
        "original_on": _original_day(entry, event),
        "document": entry.calendar.document,
        "by": by,
        "at": at,
        "via": via,
    }
    if said.status == "CANCELLED":
        cancel_instance(edition=_edition(event), **given)
        return
    start, end = said.times
    if end is not None and start is not None and said.first_on == said.last_on and end <= start:
        end = None
    row = event.occurrences.filter(original_on=given["original_on"]).first()
    to = Placing(said.first_on, said.last_on, start, end, said.zone)
    if row is not None and row.as_ruled is False and _as_ruled(event, row.original_on, said):
        restore_instance(edition=_edition(event), **given)
    else:
        move_instance(edition=_edition(event), to=to, **given)


def _as_ruled(event: Event, day: date, said: Said) -> bool:
    claim = event.current_claim
    start = claim.start_time if claim else None
    return said.first_on == day and said.times[0] == start


def _tried(act: Callable[..., Any], event: Event, given: dict[str, Any]) -> str:
    """Do it; why it was refused, or ""."""
    try:
        with transaction.atomic():
            act(event=event, edition=_edition(event), **given)
    except Refused as refused:
        return refused.message
    return ""


def _days(said: Said, texts: tuple[str, ...], left_out: list[str]) -> list[date]:
    """The days meant; those that name another time of day, or a length of their own, are not ours
    to keep.
    """
    if len(texts) > MOST_DAYS:
        left_out.append(
            pgettext("calendar entry", "all but %(most)d of %(all)d days left out or added")
            % {"most": MOST_DAYS, "all": len(texts)}
        )
    days = []
    for text in texts[:MOST_DAYS]:
        if len(text) == len("2026-03-10") or text[11:] == said.start[11:]:
            days.append(date.fromisoformat(text[:10]))
        else:
            left_out.append(text)
    return days


def _last_day(until: date, begins: time, zone: str) -> date:
    """The day of the last start that an UNTIL allows; one that is a day ends at its midnight."""
    local = datetime(until.year, until.month, until.day)  # noqa: DTZ001 - a clock on the wall has no zone
    if isinstance(until, datetime):
        local = until.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if until.tzinfo else until
    return local.date() if local.time() >= begins else local.date() - DAY


def _original_day(entry: CalendarEntry, event: Event) -> date:
    """The day of the instance at the place of the event."""
    text, claim = entry.recurrence_id, event.current_claim
    if text.endswith("Z") and claim is not None and claim.zone:
        moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
        return moment.astimezone(ZoneInfo(claim.zone)).date()
    return date.fromisoformat(text[:10])


def _words_of_rules(said: Said) -> str:
    return " ".join(said.rules) or ", ".join(said.added[:5])


def _edition(event: Event) -> int:
    return Event.objects.values_list("edition", flat=True).get(pk=event.pk)
