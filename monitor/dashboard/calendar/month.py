"""One month as a page shows it: weeks of cells, the lane of dates not fixed, and its counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import npgettext, pgettext

from monitor.dashboard.calendar import wording
from monitor.dashboard.calendar.items import Item
from monitor.dashboard.calendar.lanes import Bar, Gap, Stretch, Strip, lay, rows
from monitor.dashboard.calendar.queries import Standing
from monitor.dashboard.calendar.weeks import Month, week_number

# Four lines a day; the rest is counted.
LINES = 4
# Rows of the lane of dates not fixed; the rest is counted.
LANE_ROWS = 8
MOST_DOTS = 3
# Days of the lane's scale that carry their number, besides the first and the last.
TICK_EVERY = 5


@dataclass(frozen=True, slots=True)
class Line:
    """An item's bar in one week, in the cell of the first day it covers there."""

    bar: Bar
    item: Item

    @property
    def until(self) -> str:
        """Where it began in an earlier week: "to 21 Nov"; else ""."""
        last = self.item.span.last
        shown = self.bar.from_before and last is not None and self.item.span.fixed
        return wording.to_day(last) if shown and last is not None else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: what begins in it, how many of its things are not drawn, and how full it is."""

    day: date
    label: str
    number: str
    outside: bool
    weekend: bool
    today: bool
    lines: list[Line]
    more: int
    dots: int


@dataclass(frozen=True, slots=True)
class Week:
    """One row of the table; `number` is its ISO week."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class LaneCell:
    """A stretch of the lane: an item over its possible days with what to say of them, or a gap."""

    days: int
    strip: Strip | None = None
    item: Item | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """One day of the lane's scale."""

    number: str
    today: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Events with known days, deadlines, and events without, each counted once."""

    events: int
    deadlines: int
    open: int

    def words(self) -> list[str]:
        """The counts, each as words: "16 events"."""
        return [
            npgettext("calendar", "%(n)d event", "%(n)d events", self.events) % {"n": self.events},
            npgettext("calendar", "%(n)d deadline", "%(n)d deadlines", self.deadlines)
            % {"n": self.deadlines},
            npgettext("calendar", "%(n)d not fixed", "%(n)d not fixed", self.open)
            % {"n": self.open},
        ]


def weeks_of(month: Month, standing: Standing, today: date, *, lines: int = LINES) -> list[Week]:
    """The month's rows, each thing on one lane of its week, of which `lines` are drawn."""
    items = {item.key: item for item in standing.in_grid}
    stretches = [item.stretch for item in items.values()]
    on = standing.on(month.shown_from, month.shown_to)
    found = []
    for days in month.weeks:
        bars = lay(stretches, days[0], days[-1])
        cells = [
            _cell(day, month, bars, items, here=on[day], drawn=lines, today=today) for day in days
        ]
        found.append(Week(week_number(days), cells))
    return found


def _cell(
    day: date,
    month: Month,
    bars: Sequence[Bar],
    items: dict[str, Item],
    *,
    here: int,
    drawn: int,
    today: date,
) -> Cell:
    seen = sum(1 for bar in bars if bar.lane < drawn and bar.first <= day <= bar.last)
    lines = [
        Line(bar, items[str(bar.key)])
        for bar in sorted(bars, key=lambda bar: bar.lane)
        if bar.first == day and bar.lane < drawn
    ]
    outside = not month.first <= day <= month.last
    names_month = day == month.first or (outside and day in {month.shown_from, month.shown_to})
    return Cell(
        day=day,
        label=wording.day_label(day, here),
        number=wording.day_and_month(day) if names_month or day.day == 1 else str(day.day),
        outside=outside,
        weekend=day.weekday() in wording.week()[1],
        today=day == today,
        lines=lines,
        more=here - seen,
        dots=min(here, MOST_DOTS),
    )


def lane_of(
    month: Month, standing: Standing, today: date, *, most: int = LANE_ROWS
) -> tuple[list[list[LaneCell]], int]:
    """The rows of dates not fixed, over the month's days, and how many items are left out."""
    items = {item.key: item for item in standing.not_fixed}
    stretches = [_over(item, month, rank) for rank, item in enumerate(_widest_first(items))]
    laid = rows(stretches, month.first, month.last)
    drawn = [[_lane_cell(part, items, month, today) for part in row] for row in laid[:most]]
    shown = sum(1 for row in drawn for cell in row if cell.item)
    return drawn, len(items) - shown


def _widest_first(items: dict[str, Item]) -> list[Item]:
    def width(item: Item) -> tuple[bool, int, str]:
        return (item.span.days > 0, -item.span.days, item.key)

    return sorted(items.values(), key=width)


def _over(item: Item, month: Month, rank: int) -> Stretch:
    """The item's possible days; an open end reaches past the month's."""
    before = date.fromordinal(month.first.toordinal() - 1)
    after = date.fromordinal(month.last.toordinal() + 1)
    return Stretch(item.key, item.span.first or before, item.span.last or after, (rank,))


def _lane_cell(part: Gap | Strip, items: dict[str, Item], month: Month, today: date) -> LaneCell:
    if isinstance(part, Gap):
        return LaneCell(part.days)
    item = items[str(part.key)]
    words = wording.open_days(item.span, month.first, month.last, today)
    return LaneCell(part.days, part, item, words)


def ticks_of(month: Month, today: date) -> list[Tick]:
    """The scale of the lane: one tick a day, with a number every five days and at both ends."""
    last = month.last.day
    return [
        Tick(
            str(day) if day in {1, last} or (day % TICK_EVERY == 0 and day < last - 1) else "",
            today == month.first.replace(day=day),
        )
        for day in range(1, last + 1)
    ]


def counts_of(standing: Standing) -> Counts:
    """How many of each stand on the days of `standing`."""
    return Counts(standing.tally.events, standing.tally.deadlines, standing.open_count)


def cut_words() -> str:
    """What a page says when there is more than it reads."""
    return pgettext(
        "calendar", "There is more than a page holds: the first are shown. Narrow it by a filter."
    )
