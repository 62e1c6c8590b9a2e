"""Whether an event begins about now: a change then reaches people on their way."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

from monitor.events.models import Event
from monitor.events.recurring import Occurrence
from monitor.ical import zone as zone_of

SOON = timedelta(hours=72)


def begins_about(event: Event, at: datetime) -> bool:
    """Whether its known day, or a time of a recurring one, begins within 72 hours of `at`."""
    claim, day = event.current_claim, event.earliest
    if (event.exact and claim is not None and day is not None) and begins_at(
        day, claim.start_time, claim.zone, at
    ):
        return True
    # A day more at each end, for the zones.
    wide = SOON + timedelta(days=1)
    near = event.occurrences.standing().filter(
        starts_on__range=((at - wide).date(), (at + wide).date())
    )
    return any(instance_begins_about(row, at) for row in near)


def instance_begins_about(row: Occurrence, at: datetime) -> bool:
    """The same of one time of a recurring event."""
    return begins_at(row.starts_on, row.start_time, row.zone, at)


def begins_at(day: date, clock: time | None, zone: str, at: datetime) -> bool:
    """Whether it begins within 72 hours of `at`; a day without a time begins at the office's."""
    tz = zone_of(zone or settings.TIME_ZONE)
    start = datetime.combine(day, clock or time.min, tz).astimezone(UTC)
    return abs(start - at) <= SOON
