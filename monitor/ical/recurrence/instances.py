"""The instances of a recurring entry: its rules, what was added, left out, moved and cancelled.

Where RFC 5545 leaves room, what two parsers of strangers agree on (`tests/clients`):

- A start that its rule does not name is no instance, unless the rule names no day at all; a rule
  that ended before it leaves nothing.
- An end keeps its time on the wall, not its distance in seconds: a night shift ends at six on the
  night when the clocks change too.
- An UNTIL that is a day ends at that day's midnight where the entry has times of day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from heapq import merge
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from monitor.ical.recurrence.days import Wall, walls
from monitor.ical.recurrence.rule import Rule

MOST_INSTANCES = 1_000
# The widest zones are 26 hours apart.
_SLACK = timedelta(days=2)
_NOWHEN = timedelta(0)
_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Added:
    """One date of RDATE; `end` only where it was a period with an end of its own."""

    start: Wall
    end: Wall | None = None


class Recurring(Protocol):
    """What one entry (VEVENT) must tell. Starts and ends are both days or both moments; an end is
    exclusive; a naive moment is on the reader's clock.
    """

    @property
    def start(self) -> Wall: ...
    @property
    def end(self) -> Wall: ...
    @property
    def recurrence_id(self) -> Wall | None: ...
    @property
    def this_and_future(self) -> bool: ...
    @property
    def cancelled(self) -> bool: ...
    @property
    def sequence(self) -> int: ...
    @property
    def rules(self) -> Sequence[Rule]: ...
    @property
    def rdates(self) -> Sequence[Added]: ...
    @property
    def exdates(self) -> Sequence[Wall]: ...


C = TypeVar("C", bound=Recurring)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The plainest `Recurring`."""

    start: Wall
    end: Wall
    rules: tuple[Rule, ...] = ()
    rdates: tuple[Added, ...] = ()
    exdates: tuple[Wall, ...] = ()
    recurrence_id: Wall | None = None
    this_and_future: bool = False
    cancelled: bool = False
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Instance(Generic[C]):
    """One time that an entry takes place.

    `component`: the entry that describes it, the recurring one or the one that moved or cancelled
    it. `recurrence_id`: the start that the rules gave it, its name for life; None where nothing
    recurs.
    """

    component: C
    recurrence_id: Wall | None
    start: Wall
    end: Wall
    cancelled: bool


def instances(
    components: Iterable[C],
    since: Wall,
    until: Wall,
    *,
    zone: tzinfo = UTC,
    most: int = MOST_INSTANCES,
) -> list[Instance[C]]:
    """The instances that touch [since, until), by start; at most `most`, the earliest.

    `components`: the entries of one UID, in any order; of two for the same instance the later
    revision counts. `zone`: the reader's clock, for days and for floating times. Cancelled
    instances are listed, and marked. Instances past a rule's bounds (`days`) are left out.
    """
    window = _Window(_moment(since, zone), _moment(until, zone), zone)
    ordered = sorted(components, key=lambda component: component.sequence)
    masters = [each for each in ordered if each.recurrence_id is None]
    changes = [each for each in ordered if each.recurrence_id is not None]
    if not masters:
        found = [_as_changed(change) for change in _latest(changes, _Key(None, zone))]
    else:
        found = _of_series(masters[-1], changes, window, most)
    seen = [each for each in found if window.meets(each.start, each.end)]
    seen.sort(key=lambda each: (_moment(each.start, zone), _moment(each.end, zone)))
    return seen[:most]


@dataclass(frozen=True, slots=True)
class _Window:
    since: datetime
    until: datetime
    zone: tzinfo

    def meets(self, start: Wall, end: Wall) -> bool:
        begins = _moment(start, self.zone)
        if begins >= self.until:
            return False
        return begins >= self.since or _moment(end, self.zone) > self.since


@dataclass(frozen=True, slots=True)
class _Key:
    """What two starts must share to be the same instance of an entry that begins at `start`."""

    start: Wall | None
    zone: tzinfo

    def of(self, when: Wall) -> Wall:
        if isinstance(when, datetime):
            if self.start is not None and not isinstance(self.start, datetime):
                return when.date()
            return _moment(when, self.zone)
        return when

    def day(self, when: Wall) -> date:
        """The day on the entry's own clock, for exceptions that name a day only."""
        if not isinstance(when, datetime):
            return when
        own = self.start.tzinfo if isinstance(self.start, datetime) else None
        try:
            return when.astimezone(own).date() if when.tzinfo and own else when.date()
        except OverflowError:
            return when.date()


def _of_series(master: C, changes: Sequence[C], window: _Window, most: int) -> list[Instance[C]]:
    key = _Key(master.start, window.zone)
    latest = _latest(changes, key)
    found = [_as_changed(change) for change in latest]
    named = {key.of(change.recurrence_id) for change in latest if change.recurrence_id is not None}
    future = [change for change in latest if change.this_and_future]
    recurs = bool(master.rules or master.rdates)
    count = 0
    for start, end in _starts(master, key, window, _reach(future)):
        if key.of(start) in named or (isinstance(start, datetime) and key.day(start) in named):
            continue
        instance = _following(future, start, window.zone) or Instance(
            master, start if recurs or changes else None, start, end, master.cancelled
        )
        if window.meets(instance.start, instance.end):
            found.append(instance)
            count += 1
            if count >= most:
                break
    return found


def _latest(changes: Iterable[C], key: _Key) -> list[C]:
    found: dict[Wall, C] = {}
    for change in changes:
        if change.recurrence_id is not None:
            found[key.of(change.recurrence_id)] = change
    return list(found.values())


def _as_changed(change: C) -> Instance[C]:
    return Instance(change, change.recurrence_id, change.start, change.end, change.cancelled)


def _reach(future: Sequence[Recurring]) -> timedelta:
    """How far a change of all that follow moves an instance, at the most."""
    shifts = [abs(_shift(change)) for change in future]
    lengths = [_length(change.start, change.end) for change in future]
    return max(shifts, default=_NOWHEN) + max(lengths, default=_NOWHEN)


def _shift(change: Recurring) -> timedelta:
    if change.recurrence_id is None:
        return _NOWHEN
    return _naive(change.start) - _naive(change.recurrence_id)


def _following(future: Sequence[C], start: Wall, zone: tzinfo) -> Instance[C] | None:
    """The instance as the last change of "this and all that follow" leaves it, if one does
    (RFC 5545, 3.2.13).
    """
    begun = [
        (at, change)
        for change in future
        if change.recurrence_id is not None
        and (at := _moment(change.recurrence_id, zone)) <= _moment(start, zone)
    ]
    if not begun:
        return None
    change = max(begun, key=lambda pair: pair[0])[1]
    moved = _added(_naive(start), _shift(change))
    if isinstance(change.start, datetime):
        own: Wall = moved.replace(tzinfo=change.start.tzinfo)
    else:
        own = moved.date()
    return Instance(change, start, own, _end(change.start, change.end, own), change.cancelled)


def _starts(
    master: Recurring, key: _Key, window: _Window, reach: timedelta
) -> Iterator[tuple[Wall, Wall]]:
    """Every start and end before the window closes, ascending, each once, without those left
    out.
    """
    excluded = {key.of(each) for each in master.exdates}
    dated = {each for each in master.exdates if not isinstance(each, datetime)}
    longest = _length(master.start, master.end) + reach + _SLACK
    since = _added(window.since, -longest).date()
    closes = _added(window.until, reach + _SLACK)
    by_rule = [_under(rule, master, since, closes, window.zone) for rule in master.rules]
    sources: list[Iterable[tuple[datetime, Wall, Wall]]] = [*by_rule]
    extra = [(each.start, each.end) for each in master.rdates]
    if not master.rules:
        extra.append((master.start, master.end))
    sources.append(
        sorted(
            (
                (_moment(start, window.zone), start, end or _end(master.start, master.end, start))
                for start, end in extra
            ),
            key=lambda row: row[0],
        )
    )
    rows = merge(*sources, key=lambda row: row[0])
    anything = False
    for _, alike in groupby(rows, key=lambda row: row[0]):
        # Of two the one with an end of its own would be as good: the first stands.
        _, start, end = next(alike)
        anything = True
        if key.of(start) not in excluded and key.day(start) not in dated:
            yield start, end
    if not anything and not _names_any(master, window.zone):
        yield master.start, master.end


def _names_any(master: Recurring, zone: tzinfo) -> bool:
    """Whether any rule names a start, in the window or not, or would if it had not ended before."""
    if not master.rules:
        return True
    first = _naive(master.start).date()
    endless = (replace(rule, until=None) for rule in master.rules)
    return any(next(_under(rule, master, first, _LAST, zone), None) for rule in endless)


def _under(
    rule: Rule, master: Recurring, since: date, closes: datetime, zone: tzinfo
) -> Iterator[tuple[datetime, Wall, Wall]]:
    own = master.start
    bare = own.replace(tzinfo=None) if isinstance(own, datetime) else own
    last = _last(rule, own, zone)
    for number, wall in enumerate(walls(rule, bare, since), start=1):
        start: Wall = wall
        if isinstance(wall, datetime) and isinstance(own, datetime):
            start = wall.replace(tzinfo=own.tzinfo)
        at = _moment(start, zone)
        if at > closes or at > last or (rule.count is not None and number > rule.count):
            return
        yield at, start, _end(master.start, master.end, start)


def _last(rule: Rule, start: Wall, zone: tzinfo) -> datetime:
    """UNTIL as a moment, whichever kind it and the start are of (RFC 5545, 3.3.10)."""
    until = rule.until
    if until is None:
        return _LAST
    if not isinstance(start, datetime):
        return _moment(until.date() if isinstance(until, datetime) else until, zone)
    if not isinstance(until, datetime):
        until = datetime(until.year, until.month, until.day)  # noqa: DTZ001 - a clock on the wall has no zone
    return _moment(until if until.tzinfo else until.replace(tzinfo=start.tzinfo), zone)


def _end(first: Wall, end: Wall, start: Wall) -> Wall:
    """The end of the instance at `start`, as `end` is to `first`."""
    if not (
        isinstance(first, datetime) and isinstance(end, datetime) and isinstance(start, datetime)
    ):
        moved = _added(_naive(start), _naive(end) - _naive(first))
        return moved.replace(tzinfo=start.tzinfo) if isinstance(start, datetime) else moved.date()
    if first.tzinfo is not end.tzinfo:
        if first.tzinfo is None or end.tzinfo is None:
            return _added(start, _length(first, end))
        return _added(start.astimezone(UTC), _length(first, end)).astimezone(end.tzinfo)
    on_the_wall = _added(start, end - first)
    # Where the clocks jump over the start of an hour's meeting, the wall would leave it no time.
    if start.tzinfo and end > first and _moment(on_the_wall, UTC) <= _moment(start, UTC):
        exact = _added(start.astimezone(UTC), _length(first, end))
        return exact.astimezone(start.tzinfo)
    return on_the_wall


def _length(start: Wall, end: Wall) -> timedelta:
    return max(_moment(end, UTC) - _moment(start, UTC), _NOWHEN)


def _naive(when: Wall) -> datetime:
    if isinstance(when, datetime):
        return when.replace(tzinfo=None)
    return datetime(when.year, when.month, when.day)  # noqa: DTZ001 - a clock on the wall has no zone


def _added(when: datetime, length: timedelta) -> datetime:
    """The sum, or the end of the calendar."""
    try:
        return when + length
    except OverflowError:
        edge = _LAST if length > _NOWHEN else _FIRST
        return edge.replace(tzinfo=when.tzinfo)


def _moment(when: Wall, zone: tzinfo) -> datetime:
    """The moment in UTC; days begin, and floating times are read, on the clock of `zone`."""
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day)  # noqa: DTZ001 - a clock on the wall has no zone
    if when.tzinfo is None:
        when = when.replace(tzinfo=zone)
    try:
        return when.astimezone(UTC)
    except OverflowError:
        return _FIRST if when.year < 5000 else _LAST
