"""When a zone's clocks change, as yearly rules where they are regular and as dates where not.

Outlook reads a VTIMEZONE only as yearly rules, and a list of dates ends one day; so every stretch
of three or more regular years becomes a rule, and only the rest stays a list.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from monitor.ical.tzif import Regime, ZoneHistory

_DAY = 86_400
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST_RUN = 3
# 1 November is a Friday at least once in so many years.
_LONGEST_GAP = 12
_BEFORE_ALL = -(6 * 10**10)
# POSIX TZ (RFC 9636, 3.3): std offset dst [offset] , start [/time] , end [/time].
_NAME = r"(<[^>]+>|[A-Za-z]+)"
_TIME = r"([+-]?\d+(?::\d+){0,2})"
_RULE = rf"M(\d+)\.(\d)\.(\d)(?:/{_TIME})?"
_FOOTER = re.compile(rf"{_NAME}{_TIME}(?:{_NAME}{_TIME}?,{_RULE},{_RULE})?")


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """A weekday once a year: the `nth` of the month (-1: the last), or, if None, the one within
    `days`.

    `weekday`: 0 is Monday. `days`: days of the month, ascending; a year may have none that fits.
    """

    month: int
    weekday: int
    nth: int | None
    days: tuple[int, ...] = ()

    def on(self, year: int) -> date | None:
        """The day the rule names in a year, or None."""
        if self.nth is not None:
            return _nth_weekday(year, self.month, self.weekday, self.nth)
        candidates = (date(year, self.month, day) for day in self.days)
        return next((day for day in candidates if day.weekday() == self.weekday), None)

    def text(self) -> str:
        """The rule as the value of RRULE (RFC 5545, 3.3.10), without UNTIL."""
        stem, weekday = f"FREQ=YEARLY;BYMONTH={self.month};BYDAY=", _WEEKDAYS[self.weekday]
        if self.nth is not None:
            return f"{stem}{self.nth}{weekday}"
        return f"{stem}{weekday};BYMONTHDAY={','.join(map(str, self.days))}"


@dataclass(frozen=True, slots=True)
class Onset:
    """One change of a zone's clocks. `moment`: UTC seconds since 1970."""

    moment: int
    before: Regime
    after: Regime

    @property
    def is_summer(self) -> bool:
        """Whether this is DAYLIGHT: the regime further east of the two, whatever the law calls it.

        Irish law makes winter time the exception, with a negative saving, which readers do not
        expect; so did Moroccan law in Ramadan.
        """
        before, after = self.before, self.after
        if before.is_dst != after.is_dst and before.offset != after.offset:
            return after.offset > before.offset
        return after.is_dst and before.is_dst and after.offset >= before.offset

    @property
    def local(self) -> datetime:
        """What the clocks showed at the change, naive, before they moved."""
        return datetime.fromtimestamp(self.moment + self.before.offset, UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Onsets of one kind: under a rule for ever (`rule` alone), until its last (`ends`), or as
    dates.
    """

    onsets: tuple[Onset, ...]
    rule: YearlyRule | None = None
    ends: bool = True


def stretches(history: ZoneHistory, from_year: int) -> list[Stretch]:
    """Every onset from 1 January of `from_year` (UTC) on, in exactly one stretch each, sorted.

    Where the zone has no onset in that first year, the regime then in force leads, as an onset of
    its own that changes nothing.
    """
    cut = int(datetime(from_year, 1, 1, tzinfo=UTC).timestamp())
    explicit = [onset for onset in _recorded(history) if onset.moment >= cut]
    candidates = [_endless(ahead, history, from_year) for ahead in _ahead(history)]
    endless = [stretch for stretch in candidates if stretch is not None]
    under_rules = {onset for stretch in endless for onset in stretch.onsets}
    rest = [onset for onset in explicit if onset not in under_rules]
    found = [*endless, *_finite(rest)]
    if all(stretch.onsets[0].local.year > from_year for stretch in found):
        found.append(Stretch((_in_force(history, cut),)))
    return sorted(
        found, key=lambda stretch: (stretch.onsets[0].moment, stretch.onsets[0].after.offset)
    )


def _recorded(history: ZoneHistory) -> Iterator[Onset]:
    before = history.first
    for moment, after in history.changes:
        if after != before:
            yield Onset(moment, before, after)
        before = after


def _in_force(history: ZoneHistory, cut: int) -> Onset:
    """The regime at the cut, as an onset without a change, on the day it truly began if that is
    known.
    """
    past = [change for change in history.changes if change[0] < cut]
    if past:
        moment, regime = past[-1]
        return Onset(moment, regime, regime)
    # At midnight of the cut, or of 1970 where that is earlier, so that the bytes stay for years.
    return Onset(min(cut, 0) - history.first.offset, history.first, history.first)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """One of the footer's rules. `clock`: seconds after midnight, before the clocks move."""

    rule: YearlyRule
    clock: int
    before: Regime
    after: Regime

    def onset(self, year: int) -> Onset | None:
        day = self.rule.on(year)
        if day is None:
            return None
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        return Onset(midnight + self.clock - self.before.offset, self.before, self.after)


def _ahead(history: ZoneHistory) -> list[_Ahead]:
    """The rules that hold after the last recorded change; none where the clocks then stay."""
    match = _FOOTER.fullmatch(history.footer)
    if match is None:
        raise ValueError(f"unreadable zone rule {history.footer!r}; renew the tzdata package")
    name, offset, summer, summer_offset, *rules = match.groups()
    if summer is None:
        return []
    east = -_seconds(offset)
    standard = Regime(east, False, name.strip("<>"))
    daylight = Regime(
        -_seconds(summer_offset) if summer_offset else east + 3600, True, summer.strip("<>")
    )
    starts = [_Ahead(rule, clock, standard, daylight) for rule, clock in _posix_rules(rules[:4])]
    ends = [_Ahead(rule, clock, daylight, standard) for rule, clock in _posix_rules(rules[4:])]
    return starts + ends


def _posix_rules(parts: Sequence[str | None]) -> list[tuple[YearlyRule, int]]:
    """The rule Mm.w.d/time, as one rule or, where its days lie in two months, as two, and the clock
    time.

    A time of 24 hours or more, or below 0, means a day that stands beside the n-th weekday.
    """
    month, week, weekday = (int(part or 0) for part in parts[:3])
    shift, clock = divmod(_seconds(parts[3]) if parts[3] else 7200, _DAY)
    # In POSIX 0 is Sunday; in Python 0 is Monday.
    monday_first = (weekday + 6) % 7
    if not shift:
        return [(YearlyRule(month, monday_first, week if week < 5 else -1), clock)]
    # A common year: no zone has a shifted rule in February, where the last week moves.
    length = calendar.monthrange(2001, month)[1]
    last = 7 * week if week < 5 else length
    days = [date(2001, month, last - back) + timedelta(days=shift) for back in range(6, -1, -1)]
    months = sorted({day.month for day in days})
    turned = (monday_first + shift) % 7
    return [
        (_windowed(each, turned, [day.day for day in days if day.month == each]), clock)
        for each in months
    ]


def _windowed(month: int, weekday: int, days: Sequence[int]) -> YearlyRule:
    if len(days) == 7 and days[-1] % 7 == 0:
        return YearlyRule(month, weekday, days[-1] // 7)
    return YearlyRule(month, weekday, None, tuple(days))


def _endless(ahead: _Ahead, history: ZoneHistory, from_year: int) -> Stretch | None:
    """The rule's stretch, from its last onset no later than `from_year` if it held then.

    A rule that skips years (the 1st of November where it is a Friday) so begins before the year
    asked for, because some readers fail on a zone with an observance that has not begun.
    """
    recorded = set(_recorded(history))
    last = max((onset.moment for onset in recorded), default=_BEFORE_ALL)
    # No record is older than the first railway time.
    years = range(max(from_year - _LONGEST_GAP, 1800), max(from_year, _year(last)) + _LONGEST_GAP)
    named = [onset for year in years if (onset := ahead.onset(year)) is not None]
    held = takewhile(lambda onset: onset.moment > last or onset in recorded, reversed(named))
    holding = list(held)[::-1]
    begun = sum(onset.local.year <= from_year for onset in holding)
    onsets = holding[max(begun - 1, 0) :]
    return Stretch(tuple(onsets), ahead.rule, ends=False) if onsets else None


def _finite(onsets: list[Onset]) -> Iterator[Stretch]:
    """Runs of regular years under rules that end, and what is left as dates, by kind of change."""
    kinds: dict[tuple[int, int, str, bool], list[Onset]] = {}
    for onset in onsets:
        kind = (onset.before.offset, onset.after.offset, onset.after.name, onset.is_summer)
        kinds.setdefault(kind, []).append(onset)
    for alike in kinds.values():
        left: list[Onset] = []
        for run in _runs(alike):
            if len(run) >= _SHORTEST_RUN:
                yield Stretch(tuple(run), _fit(run))
            else:
                left += run
        if left:
            yield Stretch(tuple(left))


def _runs(onsets: list[Onset]) -> Iterator[list[Onset]]:
    run: list[Onset] = []
    for onset in onsets:
        if run and not _fit([*run, onset]):
            yield run
            run = []
        run.append(onset)
    if run:
        yield run


def _fit(run: list[Onset]) -> YearlyRule | None:
    """The rule that gives exactly these onsets, one in every year from first to last, or None."""
    times = [onset.local for onset in run]
    first, last = times[0], times[-1]
    if last.year - first.year != len(times) - 1 or not _alike(first, last):
        return None
    if not all(_alike(first, time) for time in times):
        return None
    days = [time.day for time in times]
    candidates = [YearlyRule(first.month, first.weekday(), nth) for nth in (-1, 1, 2, 3, 4)]
    if max(days) - min(days) < 7:
        window = tuple(range(max(1, max(days) - 6), max(days) + 1))
        candidates.append(YearlyRule(first.month, first.weekday(), None, window))
    return next(
        (rule for rule in candidates if all(rule.on(at.year) == at.date() for at in times)), None
    )


def _alike(one: datetime, other: datetime) -> bool:
    """Whether the two stand in the same month, on the same weekday, at the same time."""
    return (one.month, one.weekday(), one.time()) == (other.month, other.weekday(), other.time())


def _year(moment: int) -> int:
    return datetime.fromtimestamp(moment, UTC).year


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth > 0:
        return date(year, month, 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _seconds(time: str | None) -> int:
    text = time or "0"
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    total = sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))
    return -total if text.startswith("-") else total
