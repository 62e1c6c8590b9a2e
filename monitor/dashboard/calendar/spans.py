"""On which days of a page's clock an event is drawn, never finer than its date. Pure; no Django."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from monitor.dates import Precision, parse
from monitor.ical import zone as ical_zone

DAY = timedelta(days=1)
DAYS_OF_A_WEEK = 7


class Placing(StrEnum):
    """How a date is drawn."""

    DAYS = "days"  # known days, filled
    TIMED = "timed"  # one known day, with its time
    WEEK = "week"  # some day of a few: a hatched bar over all of them
    OPEN = "open"  # anything wider: in the lane of dates not fixed
    NONE = "none"  # nothing places it


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day by the clock of a page, None where that end is open.

    `starts` and `ends` are moments by that clock, where a time is known: aware, but naive where the
    page shows each event's own.
    """

    placing: Placing
    first: date | None
    last: date | None
    starts: datetime | None = None
    ends: datetime | None = None

    @property
    def fixed(self) -> bool:
        """Whether the days are known."""
        return self.placing in {Placing.DAYS, Placing.TIMED}

    @property
    def in_grid(self) -> bool:
        """Whether it is drawn among the days, not in the lane of dates not fixed."""
        return self.fixed or self.placing is Placing.WEEK

    @property
    def days(self) -> int:
        """How many days it covers; 0 where an end is open."""
        if self.first is None or self.last is None:
            return 0
        return (self.last - self.first).days + 1

    def touches(self, first: date, last: date) -> bool:
        """Whether any of its days lies from `first` to `last`, both included."""
        if self.placing is Placing.NONE:
            return False
        begins = self.first is None or self.first <= last
        return begins and (self.last is None or self.last >= first)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time a source gives, in the zone (IANA name) it gives it in."""

    start: time
    end: time | None
    zone: str


def span_of(
    *,
    edtf: str,
    earliest: date | None,
    latest: date | None,
    exact: bool,
    clock: Clock | None,
    zone: tzinfo | None,
) -> Span:
    """Where a date is drawn. `clock` counts only for an exact date: any other has no day.

    A moment is converted to `zone` and may fall on the day before or after there; without a zone it
    stays as the source has it.
    """
    if earliest is None and latest is None:
        return Span(Placing.NONE, None, None)
    if exact and earliest is not None and latest is not None:
        return _exact(earliest, latest, clock, zone)
    if earliest is not None and latest is not None and parse(edtf).precision is Precision.WITHIN:
        within_a_week = (latest - earliest).days < DAYS_OF_A_WEEK
        return Span(Placing.WEEK if within_a_week else Placing.OPEN, earliest, latest)
    return Span(Placing.OPEN, earliest, latest)


def _exact(earliest: date, latest: date, clock: Clock | None, zone: tzinfo | None) -> Span:
    if clock is None:
        return Span(Placing.DAYS, earliest, latest)
    starts = _moment(earliest, clock.start, clock.zone, zone)
    ends = None
    if clock.end is not None:
        past_midnight = earliest == latest and clock.end <= clock.start
        ends_on = latest + DAY if past_midnight else latest
        ends = _moment(ends_on, clock.end, clock.zone, zone)
    if earliest == latest:
        return Span(Placing.TIMED, starts.date(), starts.date(), starts, ends)
    shift = starts.date() - earliest
    return Span(Placing.DAYS, starts.date(), latest + shift, starts, ends)


def _moment(day: date, at: time, there: str, zone: tzinfo | None) -> datetime:
    if zone is None:
        return datetime.combine(day, at)
    # The rules of the package, as in the feeds: those of the machine may be of another year.
    return datetime.combine(day, at, ical_zone(there)).astimezone(zone)
