"""Where two of our own participations fall together. No Django.

Known days and times are compared as they are; where a date is open, or it is not decided whether
anybody goes, the most that can be said is that they may overlap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from monitor.ical import zone

# Days; two zones lie up to 26 hours apart.
GRACE = 2


class Overlap(StrEnum):
    """How sure it is that two fall together."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Span:
    """The days of an event, both included, and its times of day where a source states them.

    `exact` says that it fills these days; else it falls on some of them. `firm` is False where
    it is not decided that anybody goes. A missing bound is open.
    """

    first: date | None
    last: date | None
    exact: bool
    firm: bool = True
    start: time | None = None
    end: time | None = None
    zone: str = ""

    def moments(self) -> tuple[datetime, datetime | None] | None:
        """When it begins and ends, where a time of day is stated; the end None where it is not.

        Over several days the times bound the whole; an end not after its start is a day later.
        """
        if not self.exact or self.start is None or self.first is None or self.last is None:
            return None
        here = zone(self.zone)
        begins = datetime.combine(self.first, self.start, here)
        if self.end is None:
            return (begins, None) if self.first == self.last else None
        ends = datetime.combine(self.last, self.end, here)
        return begins, ends if ends > begins else ends + timedelta(days=1)


def overlap(one: Span, other: Span) -> Overlap | None:
    """Whether the two fall together: for certain, possibly, or not at all (None)."""
    if (one.first or one.last) is None or (other.first or other.last) is None:
        return None
    timed, also = one.moments(), other.moments()
    found = _moments(timed, also) if timed and also else _days(one, other)
    if found is Overlap.CERTAIN and not (one.firm and other.firm):
        return Overlap.POSSIBLE
    return found


def _moments(
    one: tuple[datetime, datetime | None], other: tuple[datetime, datetime | None]
) -> Overlap | None:
    """Half-open: one that begins as the other ends does not overlap it."""
    early, late = sorted((one, other), key=lambda each: each[0])
    if early[0] == late[0]:
        return Overlap.CERTAIN
    if early[1] is not None:
        return Overlap.CERTAIN if late[0] < early[1] else None
    # The end of the earlier is not known: on the same day it may go on until the other begins.
    same_day = late[0] - early[0] < timedelta(days=1)
    return Overlap.POSSIBLE if same_day else None


def _days(one: Span, other: Span) -> Overlap | None:
    first = max(one.first or date.min, other.first or date.min)
    last = min(one.last or date.max, other.last or date.max)
    if first > last:
        return None
    return Overlap.CERTAIN if one.exact and other.exact else Overlap.POSSIBLE


class Placed(Protocol):
    """Anything with a key of its own and a span."""

    @property
    def key(self) -> int: ...
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Meeting(Generic[P]):
    """What another one falls together with, and how surely."""

    other: P
    how: Overlap


def overlaps(items: Iterable[P]) -> dict[int, list[Meeting[P]]]:
    """For each key what else falls together with it: the certain ones first, then by day.

    Every pair is met once in a sweep by first day, so that far apart days cost nothing.
    """
    ordered = sorted(items, key=lambda each: (each.span.first or date.min, each.key))
    found: dict[int, list[Meeting[P]]] = {each.key: [] for each in ordered}
    running: list[P] = []
    for each in ordered:
        begins = (each.span.first or date.min).toordinal()
        # A moment may lie on another day in the other's zone, or end after midnight.
        running = [one for one in running if _last(one).toordinal() + GRACE >= begins]
        for one in running:
            how = overlap(one.span, each.span)
            if how is not None:
                found[one.key].append(Meeting(each, how))
                found[each.key].append(Meeting(one, how))
        running.append(each)
    return {key: _sure_first(meetings) for key, meetings in found.items()}


def _last(each: Placed) -> date:
    return each.span.last or date.max


def _sure_first(meetings: Sequence[Meeting[P]]) -> list[Meeting[P]]:
    return sorted(
        meetings,
        key=lambda each: (each.how is not Overlap.CERTAIN, each.other.span.first or date.min),
    )
