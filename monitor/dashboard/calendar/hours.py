"""A week by its hours: the axis, what the clock skips or repeats, and who stands beside whom.

Pure; no Django. Minutes are counted from the top of the axis, on which an hour that the clock shows
twice has two places; a day that has it once, or not at all, is left empty there.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

DAY = timedelta(days=1)
HOUR = 60
# Clocks have changed by quarters of an hour at the least.
STEP = timedelta(minutes=15)
# Room for one line of words.
LEAST_MINUTES = 30
# Beside one another; what comes on top of these is counted.
MOST_COLUMNS = 4

Slot = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class Axis:
    """The hours of some days from top to bottom, (hour, whether it comes again), and the days that
    do not have them.
    """

    slots: tuple[Slot, ...]
    lacking: dict[Slot, frozenset[date]]

    @property
    def minutes(self) -> int:
        """Its whole length."""
        return len(self.slots) * HOUR

    def at(self, moment: datetime) -> int:
        """The minute of a moment, aware in the axis' zone or naive on an axis without one."""
        slot = (moment.hour, bool(moment.fold))
        if slot not in self.slots:
            slot = (moment.hour, False)
        return self.slots.index(slot) * HOUR + moment.minute


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of something on one day, from one minute of the axis to another."""

    key: Hashable
    day: date
    start: int
    end: int
    from_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A piece, in one of `columns` columns of its day, the first being 0."""

    piece: Piece
    column: int
    columns: int


def axis_of(days: Sequence[date], zone: tzinfo | None) -> Axis:
    """The hours of these days by the clock of `zone`; without one, 24 for each."""
    slots: list[Slot] = [(hour, False) for hour in range(24)]
    of_day: dict[date, list[Slot]] = {}
    for day in days:
        of_day[day] = _slots(day, zone) if zone is not None else list(slots)
        for before, slot in pairwise(of_day[day]):
            if slot[1] and slot not in slots:
                slots.insert(slots.index(before) + 1, slot)
    lacking = {slot: frozenset(day for day in days if slot not in of_day[day]) for slot in slots}
    return Axis(tuple(slots), lacking)


def _slots(day: date, zone: tzinfo) -> list[Slot]:
    """The hours the clock shows on this day, one after the other."""
    moment = datetime.combine(day, time.min, zone).astimezone(UTC)
    until = datetime.combine(day + DAY, time.min, zone).astimezone(UTC)
    found: list[Slot] = []
    while moment < until:
        local = moment.astimezone(zone)
        slot = (local.hour, bool(local.fold))
        if local.date() == day and slot not in found:
            found.append(slot)
        moment += STEP
    return found


def cut(
    key: Hashable, starts: datetime, ends: datetime | None, days: Iterable[date], axis: Axis
) -> list[Piece]:
    """What lies between two moments, cut at midnight, on those of its days that are among `days`.

    Without an end it takes the least room there is.
    """
    if ends is None or ends <= starts:
        ends = starts
    last = ends.date() - DAY if _midnight(ends) and ends.date() > starts.date() else ends.date()
    wanted = set(days)
    pieces = []
    day = starts.date()
    while day <= last:
        if day in wanted:
            start = axis.at(starts) if day == starts.date() else 0
            end = axis.minutes if ends.date() > day else axis.at(ends)
            end = min(axis.minutes, max(end, start + LEAST_MINUTES))
            start = min(start, end - LEAST_MINUTES)
            pieces.append(Piece(key, day, start, end, day > starts.date(), day < last))
        day += DAY
    return pieces


def _midnight(moment: datetime) -> bool:
    return moment.time() == time.min


def beside(pieces: Iterable[Piece]) -> tuple[list[Place], list[Piece]]:
    """The pieces of one day in columns, so that no two that overlap share one; and the rest.

    Those that overlap, straight or through others, divide the width of the day among them.
    """
    ordered = sorted(pieces, key=lambda each: (each.start, -each.end))
    placed: list[Place] = []
    left: list[Piece] = []
    group: list[tuple[Piece, int]] = []
    until = 0
    for piece in ordered:
        if group and piece.start >= until:
            placed += _widths(group)
            group = []
        until = max(until, piece.end) if group else piece.end
        taken = {column for other, column in group if other.end > piece.start}
        column = next(at for at in range(len(taken) + 1) if at not in taken)
        if column < MOST_COLUMNS:
            group.append((piece, column))
        else:
            left.append(piece)
    return [*placed, *_widths(group)], left


def _widths(group: Sequence[tuple[Piece, int]]) -> list[Place]:
    columns = max((column for _, column in group), default=0) + 1
    return [Place(piece, column, columns) for piece, column in group]


def shown_hours(axis: Axis, pieces: Iterable[Piece], *, opens: int, closes: int) -> tuple[int, int]:
    """The first and one past the last slot to be drawn: the office's hours, all pieces, and the
    hours in which a clock changes.
    """
    first, last = axis.slots.index((opens, False)), axis.slots.index((closes, False))
    for piece in pieces:
        first = min(first, piece.start // HOUR)
        last = max(last, -(-piece.end // HOUR))
    for place, slot in enumerate(axis.slots):
        if slot[1] or axis.lacking[slot]:
            first, last = min(first, place), max(last, place + 1)
    return first, last
