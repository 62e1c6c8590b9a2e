"""The days and times a rule names, on the clock on the wall, period by period (RFC 5545, 3.3.10).

Lazy and bounded: a rule that names no day, such as 30 February, ends too.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product

from monitor.ical.recurrence.rule import ByDay, Rule

Wall = date | datetime

# The rarest rule people write, a weekday on 29 February, comes every 40 years.
MOST_DAYS_IN_VAIN = 20_000
MOST_DAYS = 400_000
_LAST_YEAR = 9998
_DAY = timedelta(days=1)


def walls(rule: Rule, start: Wall, since: date) -> Iterator[Wall]:
    """The starts a rule names, ascending, none before `start`: days if `start` is one, else naive
    local times.

    Without COUNT it begins in the period of `since` at the latest, so that old rules are cheap.
    UNTIL and COUNT are the caller's.
    """
    first = start.date() if isinstance(start, datetime) else start
    completed = _completed(rule, first)
    times = _times(rule, start) if isinstance(start, datetime) else ()
    fits = _test_of(completed)
    examined = vain = 0
    for days in _periods(completed, first, since if rule.count is None else first):
        named = [day for day in days if fits(day)]
        found: list[Wall] = [*named]
        if times:
            found = [datetime.combine(day, each) for day in named for each in times]
        for wall in _positioned(found, rule.by_position):
            # Both are days or both naive moments.
            if wall >= start:
                vain = 0
                yield wall
        examined += len(days)
        vain += len(days)
        if vain > MOST_DAYS_IN_VAIN or examined > MOST_DAYS:
            return


def _completed(rule: Rule, first: date) -> Rule:
    """What the rule leaves out is taken from the start."""
    if rule.by_year_day or rule.by_month_day or rule.by_day:
        return rule
    if rule.freq == "WEEKLY" or rule.by_week:
        return replace(rule, by_day=(ByDay(first.weekday()),))
    if rule.freq == "MONTHLY":
        return replace(rule, by_month_day=(first.day,))
    if rule.freq == "YEARLY":
        return replace(rule, by_month_day=(first.day,), by_month=rule.by_month or (first.month,))
    return rule


def _times(rule: Rule, start: datetime) -> tuple[time, ...]:
    hours = rule.by_hour or (start.hour,)
    minutes = rule.by_minute or (start.minute,)
    # Second 60, a leap second, is read as 59.
    seconds = [min(second, 59) for second in rule.by_second] or [start.second]
    return tuple(sorted({time(*each) for each in product(hours, minutes, seconds)}))


def _positioned(found: list[Wall], positions: tuple[int, ...]) -> list[Wall]:
    if not positions:
        return found
    count = len(found)
    indexes = {each - 1 if each > 0 else count + each for each in positions}
    return [found[index] for index in sorted(indexes) if 0 <= index < count]


def _periods(rule: Rule, first: date, since: date) -> Iterator[list[date]]:
    """The days of each period the rule's interval meets, from that of `since`, or of `first`."""
    ahead = max((since - first).days - 1, 0)
    step = rule.interval
    if rule.freq == "YEARLY":
        skipped = max(since.year - first.year - 1, 0) // step * step
        for year in range(first.year + skipped, _LAST_YEAR + 1, step):
            yield _days_of_year(rule, year)
    elif rule.freq == "MONTHLY":
        origin = first.year * 12 + first.month - 1
        skipped = ahead // 31 // step * step
        for month in range(origin + skipped, (_LAST_YEAR + 1) * 12, step):
            yield _days_of_month(*divmod(month, 12))
    else:
        length = 7 if rule.freq == "WEEKLY" else 1
        back = (first.weekday() - rule.week_start) % 7 if length == 7 else 0
        stride = step * length
        ordinal = first.toordinal() - back + ahead // stride * stride
        for number in range(ordinal, date(_LAST_YEAR, 12, 20).toordinal(), stride):
            # A week that begins before the calendar does.
            yield [date.fromordinal(max(number + each, 1)) for each in range(length)]


def _days_of_year(rule: Rule, year: int) -> list[date]:
    if rule.by_week:
        return _days_of_weeks(rule, year)
    months = sorted(set(rule.by_month)) or range(1, 13)
    return [day for month in months for day in _days_of_month(year, month - 1)]


def _days_of_month(year: int, month: int) -> list[date]:
    """`month`: 0 to 11."""
    first, length = date(year, month + 1, 1).toordinal(), monthrange(year, month + 1)[1]
    return [date.fromordinal(number) for number in range(first, first + length)]


def _days_of_weeks(rule: Rule, year: int) -> list[date]:
    """The days of the year's weeks that BYWEEKNO names; a week may lie in two years.

    Week 1 is the first with four days or more in the year.
    """
    opening, following = (_week_one(each, rule.week_start) for each in (year, year + 1))
    count = (following - opening) // 7
    weeks = {each - 1 if each > 0 else count + each for each in rule.by_week}
    return [
        date.fromordinal(max(opening + 7 * week + day, 1))
        for week in sorted(weeks)
        if 0 <= week < count
        for day in range(7)
    ]


def _week_one(year: int, week_start: int) -> int:
    fourth = date(year, 1, 4)
    return fourth.toordinal() - (fourth.weekday() - week_start) % 7


def _test_of(rule: Rule) -> Callable[[date], bool]:
    """Whether a day of a period is one that the rule names. Several parts must all agree."""
    tests: list[Callable[[date], bool]] = []
    if rule.by_month:
        months = frozenset(rule.by_month)
        tests.append(lambda day: day.month in months)
    if rule.by_year_day:
        tests.append(_year_day_in(frozenset(rule.by_year_day)))
    if rule.by_month_day:
        tests.append(_month_day_in(frozenset(rule.by_month_day)))
    if rule.by_week and rule.freq != "YEARLY":
        tests.append(lambda day: day in _days_of_weeks(rule, (day + _DAY * _to_middle(day)).year))
    if rule.by_day:
        tests.append(_weekday_in(rule))
    return lambda day: all(test(day) for test in tests)


def _to_middle(day: date) -> int:
    return 3 - day.weekday()


def _year_day_in(numbers: frozenset[int]) -> Callable[[date], bool]:
    def fits(day: date) -> bool:
        number = day.toordinal() - date(day.year, 1, 1).toordinal() + 1
        return number in numbers or number - 1 - _year_length(day.year) in numbers

    return fits


def _month_day_in(numbers: frozenset[int]) -> Callable[[date], bool]:
    def fits(day: date) -> bool:
        return day.day in numbers or day.day - 1 - monthrange(day.year, day.month)[1] in numbers

    return fits


def _weekday_in(rule: Rule) -> Callable[[date], bool]:
    # The n-th of a week or a day says nothing: only the weekday is read.
    numbered = rule.freq in {"MONTHLY", "YEARLY"} and not rule.by_week
    plain = frozenset(day.weekday for day in rule.by_day if not (day.nth and numbered))
    nth = frozenset((day.weekday, day.nth) for day in rule.by_day if day.nth and numbered)
    of_month = rule.freq == "MONTHLY" or bool(rule.by_month)

    def fits(day: date) -> bool:
        weekday = day.weekday()
        if weekday in plain:
            return True
        if not nth:
            return False
        if of_month:
            at, length = day.day - 1, monthrange(day.year, day.month)[1]
        else:
            at = day.toordinal() - date(day.year, 1, 1).toordinal()
            length = _year_length(day.year)
        return (weekday, at // 7 + 1) in nth or (weekday, -((length - 1 - at) // 7 + 1)) in nth

    return fits


def _year_length(year: int) -> int:
    return date(year + 1, 1, 1).toordinal() - date(year, 1, 1).toordinal()
