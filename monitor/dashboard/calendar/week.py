"""One week as a page shows it: what takes whole days on top, timed things in their hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.utils.translation import pgettext

from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.hours import (
    HOUR,
    Axis,
    Piece,
    axis_of,
    beside,
    cut,
    shown_hours,
)
from monitor.dashboard.calendar.items import Item
from monitor.dashboard.calendar.lanes import Bar, lay
from monitor.dashboard.calendar.month import Line
from monitor.dashboard.calendar.queries import Standing
from monitor.dashboard.calendar.spans import Placing

DAY = timedelta(days=1)
# Lines above the hours; the rest is counted.
LINES = 6
# Office hours, drawn though nothing stands in them.
OPENS, CLOSES = 8, 19
# Heights and places are drawn to these minutes.
GRAIN = 5


@dataclass(frozen=True, slots=True)
class Block:
    """A timed thing in the hours of one day: place and length on the axis, column and columns."""

    item: Item
    top: tuple[int, int]
    length: tuple[int, int]
    column: int
    columns: int
    from_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class HourLabel:
    """One hour of the axis: "02:00", and whether the clock shows it once more."""

    text: str
    again: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One day: what begins on it above the hours, its blocks, and how many things are not drawn.

    `missing` are the places on the axis of hours that the day does not have.
    """

    day: date
    label: str
    short: str
    number: str
    weekend: bool
    today: bool
    lines: list[Line]
    more: int
    blocks: list[Block]
    missing: list[int]
    dots: int


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The seven days, the hours drawn, and what the clock does in this week, in words."""

    columns: list[Column]
    hours: list[HourLabel]
    changes: list[str]


def week_page(
    days: Sequence[date], standing: Standing, around: Standing, today: date, clock_of: tzinfo | None
) -> WeekPage:
    """The week. `around` also holds the day before, of which something may run past midnight."""
    axis = axis_of(days, clock_of)
    timed = {item.key: item for item in around.fixed if _in_hours(item)}
    pieces = [piece for item in timed.values() for piece in _pieces(item, days, axis)]
    first, last = shown_hours(axis, pieces, opens=OPENS, closes=CLOSES)
    whole = {item.key: item for item in standing.in_grid if item.key not in timed}
    bars = lay([item.stretch for item in whole.values()], days[0], days[-1])
    counted = standing.on(days[0], days[-1])
    columns = [
        _column(
            day,
            bars,
            whole,
            [piece for piece in pieces if piece.day == day],
            timed,
            top=first * HOUR,
            here=counted[day],
            today=today,
            missing=[
                place - first
                for place in range(first, last)
                if day in axis.lacking[axis.slots[place]]
            ],
        )
        for day in days
    ]
    labels = [HourLabel(f"{hour:02d}:00", again) for hour, again in axis.slots[first:last]]
    return WeekPage(columns, labels, _changes(days, axis))


def _in_hours(item: Item) -> bool:
    """Whether it has a place among the hours: timed, and over within a day."""
    starts, ends = item.span.starts, item.span.ends
    if starts is None:
        return False
    return item.span.placing is Placing.TIMED or (ends is not None and ends - starts < DAY)


def _pieces(item: Item, days: Sequence[date], axis: Axis) -> list[Piece]:
    starts: datetime | None = item.span.starts
    return [] if starts is None else cut(item.key, starts, item.span.ends, days, axis)


def _column(
    day: date,
    bars: Sequence[Bar],
    whole: dict[str, Item],
    pieces: Sequence[Piece],
    timed: dict[str, Item],
    *,
    top: int,
    here: int,
    today: date,
    missing: list[int],
) -> Column:
    placed, _ = beside(pieces)
    blocks = [
        Block(
            timed[str(each.piece.key)],
            _hours(each.piece.start - top),
            _hours(each.piece.end - each.piece.start),
            each.column,
            each.columns,
            each.piece.from_before,
            each.piece.goes_on,
        )
        for each in placed
    ]
    drawn = sum(1 for bar in bars if bar.lane < LINES and bar.first <= day <= bar.last)
    counted = sum(1 for block in blocks if block.item.span.touches(day, day))
    return Column(
        day=day,
        label=wording.day_label(day, here),
        short=wording.weekdays((day,))[0].short,
        number=str(day.day),
        weekend=day.weekday() in wording.week()[1],
        today=day == today,
        lines=[
            Line(bar, whole[str(bar.key)])
            for bar in sorted(bars, key=lambda bar: bar.lane)
            if bar.first == day and bar.lane < LINES
        ],
        more=max(0, here - drawn - counted),
        blocks=blocks,
        missing=missing,
        dots=min(here, 3),
    )


def _hours(minutes: int) -> tuple[int, int]:
    """Hours and minutes, to the grain."""
    minutes = round(minutes / GRAIN) * GRAIN
    return divmod(minutes, HOUR)


def _changes(days: Sequence[date], axis: Axis) -> list[str]:
    found = []
    for day in days:
        for hour, again in axis.slots:
            if again and day not in axis.lacking[hour, True]:
                said = pgettext("clock", "On %(day)s the clock goes back: %(hour)s comes twice.")
            elif not again and day in axis.lacking[hour, False]:
                said = pgettext("clock", "On %(day)s the clock goes forward: there is no %(hour)s.")
            else:
                continue
            found.append(said % {"day": wording.day_in_full(day), "hour": f"{hour:02d}:00"})
    return found
