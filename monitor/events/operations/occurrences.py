"""Each time of a recurring event as a row: written when its rule or first date changes.

Rows that somebody moved, cancelled, left out or added are never dropped: what no longer fits is
marked, and listed apart.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from monitor.changes.clock import office_day
from monitor.events.models import Event
from monitor.events.recurring import (
    Occurrence,
    OccurrenceSource,
    OccurrenceState,
    Recurrence,
)
from monitor.events.repeating import (
    DAY,
    checked_rule,
    days_named,
    horizon,
    occurrence_on,
    rule_of,
)
from monitor.ical.recurrence import Rule

BATCH = 500
# What a row of the event's own date and times is made of.
_OWN = ("starts_on", "ends_on", "start_time", "end_time", "zone")


def write_occurrences(event: Event, rule: Rule | None, *, until: date) -> None:
    """Make the rows of `event` say what `rule` does up to `until`; None where none repeats it."""
    decided = list(Occurrence.objects.select_for_update().filter(event=event).decided())
    last = max([until, *(row.original_on for row in decided)])
    first = event.earliest
    named: list[date] = []
    if rule is not None and first is not None:
        named = days_named(rule, first, first, last)
    _fit(event, decided, named if rule is not None else None)
    undecided = Occurrence.objects.filter(
        event=event, state=OccurrenceState.SCHEDULED, source=OccurrenceSource.RULE
    )
    undecided.delete()
    taken = {row.original_on for row in decided if not row.as_ruled}
    _create(event, (day for day in named if day <= until and day not in taken))


def follow_date(event: Event, *, at: datetime) -> None:
    """Write the rows anew after the event's date or times changed.

    Raises RecurrenceRefused where the new date is not exact, or is no day that the rule names.
    """
    recurrence = Recurrence.objects.select_for_update().filter(event=event).first()
    if recurrence is None:
        return
    rule = checked_rule(rule_of(recurrence), event)
    recurrence.written_until = max(recurrence.written_until, horizon(office_day(at)))
    recurrence.save(update_fields=["written_until"])
    write_occurrences(event, rule, until=recurrence.written_until)


@transaction.atomic
def top_up_event(*, event: Event, until: date) -> int:
    """Write the rows that are missing up to `until`; how many. No edit: nothing said changes."""
    recurrence = (
        Recurrence.objects.select_for_update(of=("self",))
        .select_related("event__current_claim")
        .filter(event=event)
        .first()
    )
    if recurrence is None or recurrence.written_until >= until:
        return 0
    whole, since = recurrence.event, recurrence.written_until + DAY
    days: list[date] = []
    if whole.earliest is not None:
        days = days_named(rule_of(recurrence), whole.earliest, since, until)
    taken = set(
        Occurrence.objects.filter(event=whole, original_on__gte=since).values_list(
            "original_on", flat=True
        )
    )
    made = _create(whole, (day for day in days if day not in taken))
    recurrence.written_until = until
    recurrence.save(update_fields=["written_until"])
    return made


def top_up(*, at: datetime) -> tuple[int, int]:
    """Write for every recurring event what is missing up to three years ahead.

    Answers with how many events were looked at and how many rows were written. One transaction an
    event, so that a stop loses nothing and holds nobody up.
    """
    until = horizon(office_day(at))
    behind = Recurrence.objects.filter(written_until__lt=until).select_related("event")
    events = [recurrence.event for recurrence in behind.order_by("pk")]
    return len(events), sum(top_up_event(event=event, until=until) for event in events)


def _fit(event: Event, decided: list[Occurrence], named: list[date] | None) -> None:
    """Say of the rows that people decided on which still fit. None: nothing repeats the event."""
    days, first = set(named or ()), event.earliest
    for row in decided:
        by_rule = row.original_on in days
        if by_rule:
            row.source = OccurrenceSource.RULE
        extra = row.source == OccurrenceSource.EXTRA and named is not None
        row.fits = by_rule or (extra and first is not None and row.original_on > first)
        if row.state != OccurrenceState.MOVED:
            own = occurrence_on(event, row.original_on)
            for name in _OWN:
                setattr(row, name, getattr(own, name))
    Occurrence.objects.bulk_update(decided, [*_OWN, "source", "fits"], batch_size=BATCH)


def _create(event: Event, days: Iterable[date]) -> int:
    rows = [occurrence_on(event, day) for day in days]
    Occurrence.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
