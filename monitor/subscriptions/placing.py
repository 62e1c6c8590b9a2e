"""Where a date stands on a calendar that knows only days and moments."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from monitor.dates import PartialDate, Precision
from monitor.ical import zone

DAY = timedelta(days=1)
# Clients draw an entry without length as a line or not at all. The description says so.
LENGTH_WITHOUT_END = timedelta(hours=1)
# A range of possible days longer than a month is no finer than one.
LONGEST_RANGE = 31

_OVER_ITS_DAYS = frozenset(
    {Precision.DAY, Precision.INTERVAL, Precision.WITHIN, Precision.THIRD},
)


@dataclass(frozen=True, slots=True)
class OpenDates:
    """What a feed makes of dates that are no day: `span` fills all possible days of a month or
    more, where otherwise the first one is marked; `years` shows what is coarser than a month.
    """

    span: bool = False
    years: bool = False


MARKED = OpenDates()


@dataclass(frozen=True, slots=True)
class Placed:
    """Start and end of an entry, the end exclusive; both days, or both moments in a zone."""

    start: date | datetime
    end: date | datetime
    end_stated: bool = True

    @property
    def first_on(self) -> date:
        return _day(self.start)

    @property
    def last_on(self) -> date:
        """The last day it touches."""
        if isinstance(self.end, datetime):
            return _day(self.end - timedelta(seconds=1))
        return self.end - DAY


def place_days(partial: PartialDate, shown: OpenDates = MARKED) -> Placed | None:
    """The days of a date no coarser than a month; None for a year, a bound or an unknown date.

    Days, intervals and ranges of possible days fill their days. A month is one day, its first: a
    calendar has no shape for a window. What is coarser stands only where `shown` asks for it.
    """
    first, last = partial.earliest, partial.latest
    if first is None or last is None or last == date.max:
        return None
    month = partial.precision is Precision.MONTH
    open_days = partial.precision in {Precision.WITHIN, Precision.THIRD}
    coarse = not month and partial.precision not in _OVER_ITS_DAYS
    coarse = coarse or (open_days and (partial.possible_days or 0) > LONGEST_RANGE)
    if coarse and not shown.years:
        return None
    if (month or coarse) and not shown.span:
        return Placed(first, first + DAY)
    return Placed(first, last + DAY)


def place_times(
    partial: PartialDate,
    start: time | None,
    end: time | None,
    zone_name: str,
    shown: OpenDates = MARKED,
) -> Placed | None:
    """The moments of an exact date with times of day in an IANA zone; else what `place_days` says.

    Over several days an end is needed: the times then bound the whole. An end not after its start
    is on the next day.
    """
    days = place_days(partial, shown)
    if days is None or start is None or not partial.is_exact or partial.earliest is None:
        return days
    if partial.latest != partial.earliest and end is None:
        return days
    here = zone(zone_name)
    begins = datetime.combine(partial.earliest, start, here)
    if end is None:
        return Placed(begins, begins + LENGTH_WITHOUT_END, end_stated=False)
    ends = datetime.combine(partial.latest or partial.earliest, end, here)
    return Placed(begins, ends if ends > begins else ends + DAY)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
