"""A time zone by the offsets a stranger's file gives for it (VTIMEZONE, RFC 5545, 3.6.5), for names
that no list of zones knows.
"""

import re
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice, takewhile

from monitor.ical.incoming.components import Component
from monitor.ical.incoming.contentline import Property
from monitor.ical.recurrence.days import walls
from monitor.ical.recurrence.rule import RuleRefused, parse_rule

MOST_ONSETS = 1_000
# In one file, whatever the number of its zones.
MOST_RULES = 400
# A rule for ever is worked out from here, because Outlook lets all begin in 1601, to here; later
# times keep the last offset.
_SINCE = date(1900, 1, 1)
_LAST = datetime(2100, 1, 1)  # noqa: DTZ001 - a clock on the wall has no zone
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a clock on the wall has no zone
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d):?(\d\d)?", re.ASCII)
_LOCAL = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?)?Z?", re.ASCII)
_NONE = timedelta(0)


class FileZone(tzinfo):
    """`onsets`: (seconds since 1970 in UTC, offset before, offset after), ascending; seconds east.

    Before the first the offset before it holds. Equal onsets and name make equal zones.
    """

    def __init__(self, name: str, onsets: tuple[tuple[int, int, int], ...]) -> None:
        self.name = name
        self.onsets = onsets
        self._utc = [moment for moment, _, _ in onsets]
        # Where the clocks jump, the offset before holds; what comes twice is the first of the two,
        # or with fold the second (RFC 5545, 3.3.5; PEP 495).
        self._walls = (
            [moment + max(before, after) for moment, before, after in onsets],
            [moment + min(before, after) for moment, before, after in onsets],
        )

    def utcoffset(self, when: datetime | None) -> timedelta:
        """The offset at a local time."""
        if when is None:
            return _NONE
        seconds = (when.replace(tzinfo=None) - _EPOCH) // timedelta(seconds=1)
        return self._after(bisect_right(self._walls[when.fold], seconds))

    def dst(self, when: datetime | None) -> timedelta:  # noqa: ARG002 - as tzinfo is asked
        """Nothing: files do not tell."""
        return _NONE

    def tzname(self, when: datetime | None) -> str:  # noqa: ARG002 - as tzinfo is asked
        """The name the file gives the zone."""
        return self.name

    def fromutc(self, when: datetime) -> datetime:
        """The local time at a moment."""
        bare = when.replace(tzinfo=None)
        at = bisect_right(self._utc, (bare - _EPOCH) // timedelta(seconds=1))
        local = (bare + self._after(at)).replace(tzinfo=self)
        if at and local.utcoffset() != self._after(at):
            local = local.replace(fold=1)
        return local

    def _after(self, at: int) -> timedelta:
        return timedelta(seconds=self.onsets[at - 1][2] if at else self.onsets[0][1])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileZone) and (self.name, self.onsets) == (
            other.name,
            other.onsets,
        )

    def __hash__(self) -> int:
        return hash((self.name, self.onsets))

    def __repr__(self) -> str:
        return f"FileZone({self.name!r}, {len(self.onsets)} onsets)"

    def __reduce__(self) -> tuple[type["FileZone"], tuple[object, ...]]:
        return FileZone, (self.name, self.onsets)


class FileZones:
    """The zones that the definitions of one file give, each worked out once, and bounded."""

    def __init__(self) -> None:
        self._left = MOST_RULES
        self._found: dict[tuple[str, ...], FileZone | None] = {}

    def of(self, name: str, definition: Component) -> FileZone | None:
        """The zone as its VTIMEZONE defines it; None where it gives no offset that can be read."""
        lines = [
            f"{kind}{line.value}"
            for observance in definition.children
            for kind, all_lines in observance.properties.items()
            for line in all_lines
        ]
        key = (name, *lines)
        if key not in self._found:
            self._left -= sum(len(each.all("RRULE")) for each in definition.children)
            self._found[key] = _file_zone(name, definition) if self._left >= 0 else None
        return self._found[key]


def _file_zone(name: str, definition: Component) -> FileZone | None:
    onsets: set[tuple[int, int, int]] = set()
    for observance in definition.children:
        onsets.update(_onsets(observance))
        if len(onsets) > MOST_ONSETS:
            break
    return FileZone(name, tuple(sorted(onsets)[-MOST_ONSETS:])) if onsets else None


def _onsets(observance: Component) -> set[tuple[int, int, int]]:
    offsets = [_offset(observance.get(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO")]
    after = offsets[1]
    if after is None:
        return set()
    before = after if offsets[0] is None else offsets[0]
    start = _local(observance.get("DTSTART"))
    if start is None:
        return {(0, before, after)}
    starts = {start}
    for line in observance.all("RDATE")[:MOST_ONSETS]:
        # A period tells of its start here, too.
        texts = line.value.split(",", MOST_ONSETS)[:MOST_ONSETS]
        starts.update(moment for text in texts if (moment := _local_of(text)) is not None)
        if len(starts) > MOST_ONSETS:
            break
    for line in observance.all("RRULE"):
        starts.update(_by_rule(line.value, start, before))
    return {((each - _EPOCH) // timedelta(seconds=1) - before, before, after) for each in starts}


def _by_rule(text: str, start: datetime, before: int) -> list[datetime]:
    try:
        rule = parse_rule(text)
    except RuleRefused:
        return []
    if rule.freq != "YEARLY" or len(rule.by_month) > 1:
        return []
    last = _LAST
    until = rule.until
    if isinstance(until, datetime):
        local = until.replace(tzinfo=None)
        last = min(local + timedelta(seconds=before) if until.tzinfo is UTC else local, last)
    elif until is not None:
        last = min(datetime(until.year, until.month, until.day, 23, 59), last)  # noqa: DTZ001 - a clock on the wall has no zone
    named = takewhile(
        lambda wall: _as_moment(wall) <= last, walls(rule, start, max(start.date(), _SINCE))
    )
    return [_as_moment(wall) for wall in islice(named, min(rule.count or 300, 300))]


def _as_moment(wall: date | datetime) -> datetime:
    if isinstance(wall, datetime):
        return wall
    return datetime(wall.year, wall.month, wall.day)  # noqa: DTZ001 - a clock on the wall has no zone


def _offset(line: Property | None) -> int | None:
    match = _OFFSET.fullmatch(line.value.strip()) if line else None
    if match is None:
        return None
    sign, hours, minutes, seconds = match.groups()
    total = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    # Python's offsets are less than a day.
    return None if total >= 86_400 else -total if sign == "-" else total


def _local(line: Property | None) -> datetime | None:
    return _local_of(line.value) if line else None


def _local_of(text: str) -> datetime | None:
    match = _LOCAL.match(text.strip())
    if match is None:
        return None
    numbers = [int(part or 0) for part in match.groups()]
    try:
        moment = datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - a clock on the wall has no zone
    except ValueError:
        return None
    return moment if 2 <= moment.year <= 9998 else None
