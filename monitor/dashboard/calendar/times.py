"""Each time of a recurring event as a calendar shows it."""

from copy import copy
from dataclasses import replace
from datetime import date, tzinfo

from django.db.models import QuerySet
from django.utils.translation import pgettext

from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.items import Item, event_item
from monitor.events.models import DateClaim, Event
from monitor.events.queries import occurrences_between
from monitor.events.recurring import Occurrence, OccurrenceState
from monitor.events.workflow import EventStatus


def time_items(
    events: QuerySet[Event],
    first: date,
    last: date,
    *,
    most: int,
    today: date,
    clock_of: tzinfo | None,
) -> list[Item]:
    """The times of the recurring ones among `events` from `first` to `last`, by day; at most
    `most`. `events` have the columns of `queries.with_columns`.
    """
    rows = occurrences_between(events, first, last, most=most)
    return [time_item(row, today=today, clock_of=clock_of) for row in rows]


def time_item(row: Occurrence, *, today: date, clock_of: tzinfo | None) -> Item:
    """One time, drawn as an event on its days would be; called off where it alone is."""
    once = copy(row.event)
    once.edtf, once.exact = row.edtf, True
    once.earliest, once.latest = row.starts_on, row.ends_on
    once.current_claim = DateClaim(
        start_time=row.start_time, end_time=row.end_time, zone=row.zone, words=""
    )
    if row.state == OccurrenceState.CANCELLED:
        once.status = EventStatus.CANCELLED
    item = event_item(once, today=today, clock_of=clock_of, asks=False)
    notes = list(item.notes)
    label = item.label
    if row.state == OccurrenceState.MOVED:
        moved = pgettext("calendar", "moved from %(day)s") % {
            "day": wording.day_and_month(row.original_on)
        }
        notes, label = [*notes, moved], f"{label}, {moved}"
    return replace(item, key=f"{item.ref}.{row.original_on.isoformat()}", notes=notes, label=label)
