"""From logical lines to components, however their BEGIN and END are mangled.

Only the properties that are read later are kept, and nothing of alarms and what else lies within
an entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from monitor.ical.incoming.contentline import Property, Splitter
from monitor.ical.incoming.findings import Kind, Log
from monitor.ical.incoming.opening import Line

MOST_COMPONENTS = 20_000
MOST_PROPERTIES = 5_000
DEEPEST = 10
# Joined one by one, each costs as much as the text so far.
_MOST_FURTHER_LINES = 200
_BREAK = "\\n"

TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "X-ALT-DESC", "STYLED-DESCRIPTION"})
_WANTED = TEXTS | {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "DUE", "RECURRENCE-ID", "GEO", "URL"),
    *("ATTACH", "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
    *("STATUS", "RRULE", "EXRULE", "RDATE", "EXDATE", "CATEGORIES", "SEQUENCE", "CREATED"),
    *("LAST-MODIFIED", "CLASS", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "NAME"),
    *("X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE", "TIMEZONE-ID", "REFRESH-INTERVAL"),
    *("X-PUBLISHED-TTL", "METHOD"),
}
_ENTRIES = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})
_OBSERVANCES = frozenset({"STANDARD", "DAYLIGHT"})


@dataclass(slots=True)
class Component:
    """`kind` in capitals; `first`, `last`: its lines; `children`: the observances of a zone."""

    kind: str
    first: int
    last: int = 0
    properties: dict[str, list[Property]] = field(default_factory=dict)
    children: list["Component"] = field(default_factory=list)
    size: int = 0

    def get(self, name: str) -> Property | None:
        """The first property of that name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def all(self, name: str) -> list[Property]:
        """All properties of that name."""
        return self.properties.get(name, [])


@dataclass(slots=True)
class Calendar:
    """One VCALENDAR: what it says of itself, its zones, its other components in order."""

    head: Component
    zones: list[Component] = field(default_factory=list)
    entries: list[Component] = field(default_factory=list)


class _Text(NamedTuple):
    """The text read last. `length`: of its last line; `soft`: a soft line break ends it; `joined`:
    lines taken as more of it.
    """

    lines: list[Property]
    length: int
    soft: bool
    joined: int = 0


class Assembly:
    """Puts components together line by line. `whole`: everything that began also ended, and nothing
    was refused.
    """

    def __init__(self, log: Log) -> None:
        self.calendars: list[Calendar] = []
        self.whole = True
        self._log = log
        # From the calendar down to what is open; what is not kept has no component.
        self._open: list[tuple[str, int, Component | None]] = []
        self._too_deep = 0
        self._count = 0
        self._alarms: list[int] = []
        self._calendar: Calendar | None = None
        self._current: Component | None = None
        self._text: _Text | None = None

    def read(self, lines: Iterable[Line]) -> None:
        """Take the lines to their end, or to the last component that is read."""
        split = Splitter(self._log).split
        for number, text in lines:
            found = split(number, text)
            if found is None or (self._text and self._text.soft):
                self._further(number, text)
                continue
            name, line = found
            self._text = None
            if name == "BEGIN":
                if not self._begin(line.value.strip().upper(), number):
                    break
                self._step()
            elif name == "END":
                self._end(line.value.strip().upper(), number)
                self._step()
            elif self._current is not None and name in _WANTED:
                self._put(self._current, name, line, len(text))
        self._finish()

    def _step(self) -> None:
        self._current = self._open[-1][2] if self._open and not self._too_deep else None

    def _put(self, component: Component, name: str, line: Property, length: int) -> None:
        component.size += 1
        if component.size > MOST_PROPERTIES:
            if component.size == MOST_PROPERTIES + 1:
                self._log(Kind.TOO_MANY_LINES, "dropped", line.number, excerpt=name)
            return
        component.properties.setdefault(name, []).append(line)
        if name in TEXTS:
            soft = line.value.endswith("=") and "QUOTED-PRINTABLE" in line.parameters.upper()
            self._text = _Text(component.properties[name], length, soft)

    def _further(self, number: int, text: str) -> None:
        """A line that is no property, as more of the text before it, if one stands there."""
        if not self.calendars:
            if text.strip():
                self._log(Kind.BEFORE_CALENDAR, "dropped", number, excerpt=text)
            return
        before = self._text
        if self._current is None or not text.strip():
            return
        if before is None or before.joined >= _MOST_FURTHER_LINES:
            self._text = None
            self._log(Kind.NO_COLON, "dropped", number, excerpt=text)
            return
        line = before.lines[-1]
        if before.soft:
            value = line.value[:-1] + text
        else:
            # A fold at the usual length that lost its blank, or a line break within the text.
            value = f"{line.value}{'' if 73 <= before.length <= 76 else _BREAK}{text}"
            self._log(Kind.FURTHER_LINE, "tolerated", number, excerpt=text)
        before.lines[-1] = line._replace(value=value)
        soft = before.soft and text.endswith("=")
        self._text = _Text(before.lines, len(text), soft, before.joined + 1)

    def _begin(self, kind: str, number: int) -> bool:
        """Whether reading goes on."""
        if kind == "VCALENDAR":
            self._close_down_to(0, number)
            self._open_calendar(number)
            return True
        if kind in _ENTRIES:
            if self._calendar is None:
                if not self.calendars:
                    self.whole = False
                self._log(Kind.OUTSIDE, "tolerated", number, excerpt=kind)
                self._open_calendar(number)
            self._close_down_to(1, number)
            self._count += 1
            if self._count > MOST_COMPONENTS:
                self._log(Kind.TOO_MANY, "refused", number, excerpt=f"> {MOST_COMPONENTS}")
                self.whole = False
                return False
            self._open.append((kind, number, Component(kind, number)))
            return True
        self._begin_within(kind, number)
        return True

    def _open_calendar(self, number: int) -> None:
        head = Component("VCALENDAR", number)
        self._calendar = Calendar(head)
        self.calendars.append(self._calendar)
        self._open.append(("VCALENDAR", number, head))

    def _begin_within(self, kind: str, number: int) -> None:
        if self._too_deep or len(self._open) >= DEEPEST:
            if not self._too_deep:
                self._log(Kind.TOO_DEEP, "dropped", number, excerpt=kind)
            self._too_deep += 1
            return
        if kind == "VALARM":
            self._alarms.append(number)
        elif len(self._open) == 1:
            self._log(Kind.OTHER_COMPONENT, "dropped", number, excerpt=kind)
        component = None
        if kind in _OBSERVANCES and len(self._open) >= 2 and self._open[1][0] == "VTIMEZONE":
            self._close_down_to(2, number)
            component = Component(kind, number)
        self._open.append((kind, number, component))

    def _end(self, kind: str, number: int) -> None:
        if self._too_deep:
            if kind not in _ENTRIES and kind != "VCALENDAR":
                self._too_deep -= 1
                return
            self._too_deep = 0
        depth = len(self._open) - 1
        while depth >= 0 and self._open[depth][0] != kind:
            depth -= 1
        if depth < 0:
            self._log(Kind.STRAY_END, "tolerated", number, excerpt=kind)
            return
        self._close_down_to(depth + 1, number)
        self._close(number)

    def _close_down_to(self, depth: int, number: int) -> None:
        """Close what was left open below a depth, as if its END stood before the line."""
        self._too_deep = 0
        while len(self._open) > depth:
            kind, first, _ = self._open[-1]
            self._log(Kind.MISSING_END, "tolerated", first, max(first, number - 1), kind)
            self._close(max(first, number - 1))

    def _close(self, last: int) -> None:
        kind, _, component = self._open.pop()
        if kind == "VCALENDAR":
            self._calendar = None
        if component is None:
            return
        component.last = last
        if kind in _OBSERVANCES:
            outer = self._open[1][2] if len(self._open) > 1 else None
            if outer is not None:
                outer.children.append(component)
        elif self._calendar is not None:
            place = self._calendar.zones if kind == "VTIMEZONE" else self._calendar.entries
            place.append(component)

    def _finish(self) -> None:
        if self._open:
            self.whole = False
        while self._open:
            kind, first, component = self._open[-1]
            last = max([first, *(_last_line(component) if component else [])])
            self._log(Kind.MISSING_END, "tolerated", first, last, kind)
            self._close(last)
        if self._alarms:
            count = f"{len(self._alarms)} VALARM"
            self._log(Kind.ALARMS, "dropped", self._alarms[0], self._alarms[-1], count)


def _last_line(component: Component) -> list[int]:
    return [each[-1].number for each in component.properties.values()]
