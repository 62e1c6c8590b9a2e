"""Recurring events for clients, in six zones, with instances of every kind; and what our own rows
say of them.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from monitor.events.models import Event
from monitor.events.operations import Placing
from monitor.events.operations.occurrences import top_up_event
from monitor.events.recurring import Occurrence, OccurrenceSource
from monitor.events.repeating import DAY, occurrence_on
from monitor.subscriptions.instances import place_occurrence
from tests.factories.recurring import act, repeat
from tests.subscriptions.record import Record

ZONES = (
    "UTC",
    "Africa/Casablanca",
    "America/New_York",
    "Europe/Paris",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
)
# Every clock of these changes within the days of the rule but two: twice elsewhere, and in
# Casablanca around Ramadan (15 February to 22 March 2026) and in autumn.
FIRST = date(2026, 2, 1)
EVERY_OTHER_DAY = "FREQ=DAILY;INTERVAL=2;COUNT=165"
SINCE, UNTIL = "2026-01-01", "2035-06-01"
# In the hours that are lost and gained, in the day, and across midnight.
HOURS = (1, 2, 10, 23)


def fill_recurring(record: Record) -> dict[str, Any]:
    """What a client must show, as rows of UID, start and end.

    "standing": every instance where it takes place. "ruled": those that the rule names, where it
    has them, for readers of the recurring entry alone; "added": those that it does not name.
    "other": as "standing", but of a local time that comes twice or never the other reading.
    "zones": the zone by UID, "" for days.
    """
    made = [_in_zone(record, zone, hour) for zone in ZONES for hour in HOURS]
    made += _ahead(record)
    rows = [(event, row) for event in made for row in _rows(event)]
    ruled = [(event, row) for event, row in rows if row.source == OccurrenceSource.RULE]
    return {
        "standing": sorted(_row(event, row) for event, row in rows),
        "added": sorted(_row(event, row) for event, row in rows if (event, row) not in ruled),
        "ruled": sorted(_row(event, occurrence_on(event, row.original_on)) for event, row in ruled),
        "other": sorted(_row(event, row, fold=1) for event, row in rows),
        "zones": {str(event.uuid): occurrence_on(event, FIRST).zone for event in made},
    }


def _in_zone(record: Record, zone: str, hour: int) -> Event:
    clock = {"start_time": time(hour, 30), "end_time": time((hour + 1) % 24, 45), "zone": zone}
    days = f"{FIRST}/{FIRST + timedelta(days=1)}" if hour == 23 else f"{FIRST}"
    title = f"Every other day at {hour}:30, {zone}"
    made = _repeated(record, days, EVERY_OTHER_DAY, title=title, **clock)
    _change(record, made, FIRST + timedelta(days=4), step=2)
    return made


def _ahead(record: Record) -> list[Event]:
    """Without an end, and in the window of every personal feed."""
    days = _repeated(
        record, "2034-03-20/2034-03-22", "FREQ=MONTHLY;BYDAY=3MO", title="Three days a month"
    )
    last = _repeated(record, "2034-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1", title="Last day")
    morning = {"start_time": time(10), "end_time": time(13), "zone": "America/New_York"}
    weekly = _repeated(record, "2034-02-07", "FREQ=WEEKLY", title="مجموعة العمل", **morning)
    _change(record, weekly, date(2034, 2, 21), step=7)
    return [days, last, weekly]


def _change(record: Record, made: Event, day: date, *, step: int) -> None:
    """Of the instances from `day` on, `step` days apart: one moved to the next day, one left out,
    one moved back and to other hours, one cancelled; and one added the day after that.
    """
    by, notice = record.officer, record.notice()
    moved, left_out, back, off = (day + timedelta(days=step * n) for n in range(4))
    act("move", made, f"{moved}", to=Placing(moved + DAY), by=by, document=notice)
    act("leave_out", made, f"{left_out}", by=by)
    zone = occurrence_on(made, day).zone
    away = Placing(back - DAY, start_time=time(9), end_time=time(11), zone=zone)
    act("move", made, f"{back}", to=away, by=by, document=notice)
    act("cancel", made, f"{off}", by=by, document=notice)
    act("add", made, f"{off + DAY}", by=by)


def _repeated(record: Record, days: str, rule: str, **fields: Any) -> Event:
    return repeat(record.event(days, **fields), rule, by=record.officer)


def _rows(event: Event) -> list[Occurrence]:
    top_up_event(event=event, until=date.fromisoformat(UNTIL))
    return list(Occurrence.objects.standing().filter(event=event, starts_on__lt=UNTIL))


def _row(event: Event, occurrence: Occurrence, *, fold: int = 0) -> list[str]:
    placed = place_occurrence(occurrence)
    assert placed is not None
    span = (placed.start, placed.end)
    if fold:
        span = tuple(each.replace(fold=1) if isinstance(each, datetime) else each for each in span)
    return [str(event.uuid), *map(written, span)]


def written(when: date | datetime) -> str:
    """As the readers write it: a day, or a moment in UTC."""
    if isinstance(when, datetime):
        return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{when:%Y%m%d}"
