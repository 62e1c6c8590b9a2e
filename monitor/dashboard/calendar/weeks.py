"""A month as weeks, by the first weekday of the office's country. Pure; no Django."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
# Of the years a calendar is asked for; outside them there is nothing and arithmetic ends.
FIRST_YEAR = 1900
LAST_YEAR = 2200


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its first and last day, and the weeks that hold them."""

    first: date
    last: date
    weeks: tuple[tuple[date, ...], ...]

    @property
    def shown_from(self) -> date:
        """The first day of the first week, perhaps of the month before."""
        return self.weeks[0][0]

    @property
    def shown_to(self) -> date:
        """The last day of the last week, perhaps of the month after."""
        return self.weeks[-1][-1]


def month_of(year: int, month: int, first_weekday: int) -> Month:
    """The month and its weeks of seven days; `first_weekday` counts Monday as 0.

    Raises ValueError for a month that does not exist or a year outside 1900 to 2200.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"The calendar runs from {FIRST_YEAR} to {LAST_YEAR}, not {year}.")
    first = date(year, month, 1)
    last = date(year, month, monthrange(year, month)[1])
    start = first - DAY * ((first.weekday() - first_weekday) % 7)
    count = ((last - start).days // 7) + 1
    weeks = tuple(
        tuple(start + DAY * (7 * row + step) for step in range(7)) for row in range(count)
    )
    return Month(first, last, weeks)


def step_month(first: date, by: int) -> tuple[int, int] | None:
    """The (year, month) that lies `by` months after; None outside the calendar's years."""
    months = first.year * 12 + first.month - 1 + by
    year, month = months // 12, months % 12 + 1
    return (year, month) if FIRST_YEAR <= year <= LAST_YEAR else None


def week_number(days: tuple[date, ...]) -> int:
    """The ISO 8601 number of the week that holds the row's Thursday.

    A row that begins on Saturday or Sunday takes the number of the ISO week it mostly is.
    """
    thursday = next(day for day in days if day.isoweekday() == 4)
    return thursday.isocalendar().week


def week_holding(day: date, first_weekday: int) -> tuple[date, ...]:
    """The seven days of the week that holds `day`; `first_weekday` counts Monday as 0."""
    start = day - DAY * ((day.weekday() - first_weekday) % 7)
    return tuple(start + DAY * step for step in range(7))


def week_key(days: tuple[date, ...]) -> tuple[int, int]:
    """The ISO 8601 (year, week) that names a row of seven days: that of its Thursday."""
    thursday = next(day for day in days if day.isoweekday() == 4)
    return thursday.isocalendar()[:2]


def week_of_key(year: int, week: int, first_weekday: int) -> tuple[date, ...]:
    """The row of seven days that `week_key` names so.

    Raises ValueError for a week that does not exist or a year outside 1900 to 2200.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"The calendar runs from {FIRST_YEAR} to {LAST_YEAR}, not {year}.")
    return week_holding(date.fromisocalendar(year, week, 4), first_weekday)
