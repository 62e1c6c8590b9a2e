"""Which line of its week each thing is drawn on. Pure; no Django.

A thing keeps one lane through a week. In another week it may have another, and loses its rounded
end where it continues.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
# A bar this many days wide has room for its words inside.
ROOMY_DAYS = 10


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that takes the days from `first` to `last`; the smaller `rank` is placed first."""

    key: Hashable
    first: date
    last: date
    rank: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """The part of a stretch inside one week, and its lane (0 is the topmost)."""

    key: Hashable
    lane: int
    first: date
    last: date
    from_before: bool
    goes_on: bool

    @property
    def days(self) -> int:
        """How many days the bar covers in this week."""
        return (self.last - self.first).days + 1


def lay(stretches: Iterable[Stretch], first: date, last: date) -> list[Bar]:
    """Place what touches the days `first` to `last`, each on the topmost lane free on all its days.

    Those of a smaller rank choose first; of one rank the earlier, then the longer.
    """
    inside = [each for each in stretches if each.first <= last and each.last >= first]
    inside.sort(key=lambda each: (each.rank, each.first, each.first - each.last))
    lanes: list[set[date]] = []
    bars: list[Bar] = []
    for each in inside:
        start, end = max(each.first, first), min(each.last, last)
        days = {start + DAY * step for step in range((end - start).days + 1)}
        lane = next((at for at, taken in enumerate(lanes) if not taken & days), len(lanes))
        if lane == len(lanes):
            lanes.append(set())
        lanes[lane] |= days
        bars.append(Bar(each.key, lane, start, end, each.first < first, each.last > last))
    return bars


def hidden_on(day: date, bars: Iterable[Bar], lanes: int) -> int:
    """How many things of `day` lie below the first `lanes` lanes and are not drawn."""
    return sum(1 for bar in bars if bar.lane >= lanes and bar.first <= day <= bar.last)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of a row on which nothing lies."""

    days: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A date not fixed, over its possible days of one month.

    `words_at` is "" where the words have room inside the bar; else the side, "end" or "start",
    to which they run out of it.
    """

    key: Hashable
    days: int
    from_before: bool
    goes_on: bool
    words_at: str = ""


def rows(stretches: Sequence[Stretch], first: date, last: date) -> list[list[Gap | Strip]]:
    """Rows of a month's scale, `first` to `last`: gaps and strips that sum to the month's days.

    Two share a row where neither they nor their words meet.
    """
    by_key = {each.key: each for each in stretches}
    reserved = [
        Stretch(each.key, *_room(each, first, last), rank=each.rank)
        for each in stretches
        if each.first <= last and each.last >= first
    ]
    placed = lay(reserved, first, last)
    found: list[list[Gap | Strip]] = []
    for lane in range(max((bar.lane for bar in placed), default=-1) + 1):
        inside = sorted((bar for bar in placed if bar.lane == lane), key=lambda bar: bar.first)
        found.append(_row([by_key[bar.key] for bar in inside], first, last))
    return found


def _room(each: Stretch, first: date, last: date) -> tuple[date, date]:
    start, end = max(each.first, first), min(each.last, last)
    if (end - start).days + 1 >= ROOMY_DAYS:
        return start, end
    if (last - start).days + 1 >= ROOMY_DAYS:
        return start, start + DAY * (ROOMY_DAYS - 1)
    return max(first, end - DAY * (ROOMY_DAYS - 1)), end


def _row(stretches: list[Stretch], first: date, last: date) -> list[Gap | Strip]:
    row: list[Gap | Strip] = []
    at = first
    for each in stretches:
        start, end = max(each.first, first), min(each.last, last)
        if start > at:
            row.append(Gap((start - at).days))
        roomy = (end - start).days + 1 >= ROOMY_DAYS
        side = "" if roomy else "end" if (last - start).days + 1 >= ROOMY_DAYS else "start"
        row.append(
            Strip(each.key, (end - start).days + 1, each.first < first, each.last > last, side)
        )
        at = end + DAY
    if at <= last:
        row.append(Gap((last - at).days + 1))
    return row
