"""A recurring event as entries: its rule on the one that recurs, and one entry for each instance
that was moved or cancelled, under the same UID (RFC 5545, 3.8.4.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import override

from monitor.dates import display, parse
from monitor.events.models import Event
from monitor.events.recurring import Occurrence, OccurrenceSource, OccurrenceState, Recurrence
from monitor.events.repeating import rule_of
from monitor.ical import EventEntry, recurrence
from monitor.ical.recurrence import Pattern, Rule
from monitor.ical.recurrence.rule import LARGEST_COUNT
from monitor.sources.models import Document
from monitor.subscriptions.placing import DAY, MARKED, Placed, place_times
from monitor.subscriptions.wording import (
    cancelled_summary,
    instance_cancelled_line,
    instance_moved_line,
    joined,
)

Wall = date | datetime


@dataclass(frozen=True, slots=True)
class Repeated:
    """What the recurring entry carries besides its own date."""

    rule: Rule | None = None
    rdates: tuple[Wall, ...] = ()
    exdates: tuple[Wall, ...] = ()


def recurrence_of(event: Event) -> Recurrence | None:
    """How the event recurs; None where it takes place once."""
    return getattr(event, "recurrence", None)


def decided_of(event: Event) -> list[Occurrence]:
    """The instances that somebody decided on and that fit, by their original day.

    Reads what `queries.events_to_render` has fetched.
    """
    rows = [row for row in event.occurrences.all() if row.fits]
    return sorted(rows, key=lambda row: row.original_on)


def repeated(event: Event, placed: Placed) -> Repeated:
    """The rule and what departs from it, on the clock of the event's own start."""
    kept = recurrence_of(event)
    if kept is None:
        return Repeated()
    rows = decided_of(event)
    left_out = [row for row in rows if row.state == OccurrenceState.LEFT_OUT]
    return Repeated(
        _ending(rule_of(kept), placed.start),
        tuple(
            start_on(placed, row.original_on)
            for row in rows
            if row.source == OccurrenceSource.EXTRA and row not in left_out
        ),
        tuple(
            start_on(placed, row.original_on)
            for row in left_out
            if row.source == OccurrenceSource.RULE
        ),
    )


def start_on(placed: Placed, day: date) -> Wall:
    """The start that the rule gives on `day`: the event's own time, there and then."""
    if isinstance(placed.start, datetime):
        return datetime.combine(day, placed.start.time(), placed.start.tzinfo)
    return day


def place_occurrence(row: Occurrence) -> Placed | None:
    """Start and end of one instance, as those of an event on these days."""
    return place_times(parse(row.edtf), row.start_time, row.end_time, row.zone, MARKED)


def override_entries(
    event: Event, entry: EventEntry, placed: Placed, language: str, shown: set[Document]
) -> tuple[EventEntry, ...]:
    """The instances that were moved or cancelled. `shown`: the documents that may be named."""
    found = []
    with override(language):
        for row in decided_of(event):
            there = place_occurrence(row)
            if row.state not in {OccurrenceState.MOVED, OccurrenceState.CANCELLED} or not there:
                continue
            source = row.document if row.document in shown else None
            once = replace(
                entry,
                rule=None,
                rdates=(),
                exdates=(),
                recurrence_id=start_on(placed, row.original_on),
                start=_in_zone_of(placed, there.start),
                end=_in_zone_of(placed, there.end),
                edtf=row.edtf,
            )
            found.append(
                _cancelled(once, source)
                if row.state == OccurrenceState.CANCELLED
                else _moved(once, row, source, language)
            )
    return tuple(found)


def _in_zone_of(placed: Placed, when: Wall) -> Wall:
    """In UTC where the instance is in another zone: an entry and its instances share one."""
    if not isinstance(when, datetime):
        return when
    own = placed.start.tzinfo if isinstance(placed.start, datetime) else None
    return when if when.tzinfo == own else when.astimezone(UTC)


def last_day_of(entry: EventEntry, instances: Sequence[EventEntry]) -> date | None:
    """The last day that any time of a recurring entry touches; None without an end."""
    rule = entry.rule
    if rule is None or (rule.until is None and rule.count is None):
        return None
    first = _day(entry.start)
    length = _last_on(entry) - first
    within = Pattern(first, first + DAY, (_by_day(rule, entry.start),))
    named = recurrence.instances([within], first, date.max, most=LARGEST_COUNT)
    starts = [_day(each.start) for each in named[-1:]] or [first]
    starts += [_day(each) for each in entry.rdates]
    last = [*(start + length for start in starts), *map(_last_on, instances)]
    return max(last)


def _by_day(rule: Rule, start: Wall) -> Rule:
    """The rule for the days alone, at the place."""
    if not isinstance(rule.until, datetime) or not isinstance(start, datetime):
        return rule
    return replace(rule, until=rule.until.astimezone(start.tzinfo).date())


def _last_on(entry: EventEntry) -> date:
    if isinstance(entry.end, datetime):
        return _day(entry.end - timedelta(seconds=1))
    return entry.end - DAY


def _day(when: Wall) -> date:
    return when.date() if isinstance(when, datetime) else when


def last_day(event: Event) -> date | None:
    """The last day of a cancelled event that is worth keeping in calendars."""
    kept = recurrence_of(event)
    until = rule_of(kept).until if kept is not None else None
    if until is None or event.latest is None or isinstance(until, datetime):
        return event.latest
    return max(event.latest, until)


def _moved(once: EventEntry, row: Occurrence, source: Document | None, language: str) -> EventEntry:
    day = display(parse(row.original_on.isoformat()), language)
    line = instance_moved_line(day, source)
    return replace(once, description=joined([line, once.description]))


def _cancelled(once: EventEntry, source: Document | None) -> EventEntry:
    line = instance_cancelled_line(source)
    return replace(
        once,
        summary=once.summary if once.status == "CANCELLED" else cancelled_summary(once.summary),
        description=joined([line, once.description]),
        status="CANCELLED",
        opaque=False,
        busy="FREE",
    )


def _ending(rule: Rule, start: Wall) -> Rule:
    """UNTIL in the form that goes with the start: the last moment of that day at the place."""
    if rule.until is None or not isinstance(start, datetime) or isinstance(rule.until, datetime):
        return rule
    ends = datetime.combine(rule.until, time.max, start.tzinfo).replace(microsecond=0)
    return replace(rule, until=ends.astimezone(UTC))
