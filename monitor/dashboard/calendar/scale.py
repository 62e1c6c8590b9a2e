"""A year as a scale from 0 to 100 percent, and where a span and its words lie on it. Pure.

Percentages stand in SVG attributes: a strict content policy forbids them in style attributes.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
# A bar this wide has room for words.
ROOMY = 25.0
# From here on there is room before a bar.
ROOM_BEFORE = 30.0
# One day is still seen.
LEAST = 0.5
# Between a bar and its words.
APART = 0.8


@dataclass(frozen=True, slots=True)
class Scale:
    """The days of one year; `from_end` for pages that run from the right."""

    year: int
    from_end: bool = False

    @property
    def first(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    def at(self, day: date) -> float:
        """Where a day begins, in percent from the side on which the year begins."""
        days = (self.last - self.first).days + 1
        return min(100.0, max(0.0, (day - self.first).days * 100 / days))

    def x(self, place: float, width: float = 0.0) -> str:
        """A place as the attribute of a drawing, from the left."""
        return f"{100 - place - width if self.from_end else place:.3f}%"


@dataclass(frozen=True, slots=True)
class Strip:
    """A span on the scale. `from_before` and `goes_on`: it reaches beyond the year."""

    x: str
    width: str
    from_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Where words lie beside or in a strip: `anchor` is of SVG and follows the writing."""

    x: str
    anchor: str
    inside: bool


def strip_of(scale: Scale, first: date | None, last: date | None) -> Strip:
    """The part of the span inside the year; an open end reaches beyond it."""
    start, end = _ends(scale, first, last)
    return Strip(
        scale.x(start, end - start),
        f"{end - start:.3f}%",
        first is None or first < scale.first,
        last is None or last > scale.last,
    )


def words_of(scale: Scale, first: date | None, last: date | None) -> Words:
    """Inside the strip where it is wide, else before it, else after."""
    start, end = _ends(scale, first, last)
    if end - start >= ROOMY:
        return Words(scale.x(start + APART), "start", True)
    if start >= ROOM_BEFORE:
        return Words(scale.x(start - APART), "end", False)
    return Words(scale.x(end + APART), "start", False)


def _ends(scale: Scale, first: date | None, last: date | None) -> tuple[float, float]:
    start = scale.at(first) if first is not None else 0.0
    end = scale.at(last + DAY) if last is not None else 100.0
    if end - start < LEAST:
        end = min(100.0, start + LEAST)
        start = end - LEAST
    return start, end


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the density chart, in units of its months' drawings."""

    day: date
    x: int
    y: int
    level: int
    today: bool


SQUARE, PITCH = 10, 12
MOST_LEVEL = 3


def squares(
    year: int,
    month: int,
    counts: dict[date, int],
    today: date,
    *,
    first_weekday: int,
    from_end: bool,
) -> list[Square]:
    """The days of a month in rows of weeks; the level is their number of events, at most 3."""
    first = date(year, month, 1)
    offset = (first.weekday() - first_weekday) % 7
    found = []
    for step in range(monthrange(year, month)[1]):
        day = first + DAY * step
        column, row = (offset + step) % 7, (offset + step) // 7
        found.append(
            Square(
                day,
                (6 - column if from_end else column) * PITCH,
                row * PITCH,
                min(counts.get(day, 0), MOST_LEVEL),
                day == today,
            )
        )
    return found
