"""A stranger's file, whole: bytes in, typed values and a report out, and never an exception."""

import hashlib
import re
from collections.abc import Iterable
from datetime import timedelta, tzinfo
from typing import Any

from monitor.ical.incoming import fields
from monitor.ical.incoming.components import Assembly, Calendar, Component
from monitor.ical.incoming.contentline import Property
from monitor.ical.incoming.events import Reading, read_event, read_other
from monitor.ical.incoming.filezone import FileZones
from monitor.ical.incoming.findings import Kind, Log
from monitor.ical.incoming.opening import logical_lines, unpacked
from monitor.ical.incoming.values import Incoming, IncomingEvent, OtherEntry, When
from monitor.ical.incoming.zonenames import Zones, name_of

_LONGEST_REFRESH = timedelta(days=366)
# The lines that a server renews though nothing has changed, with their folds.
_VOLATILE = re.compile(
    rb"^(?:DTSTAMP|SEQUENCE|CREATED|LAST-MODIFIED)[;:][^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+",
    re.MULTILINE,
)
_HEAD_TEXT = 4_000


def fingerprint(data: bytes) -> str:
    """SHA-256 of a file without DTSTAMP, SEQUENCE, CREATED and LAST-MODIFIED: the same means that
    nothing is new. A hundred times quicker than reading it.
    """
    return hashlib.sha256(_VOLATILE.sub(b"", data)).hexdigest()


def read_calendar(data: bytes, *, charset: str = "", floating: tzinfo | None = None) -> Incoming:
    """The calendar in any bytes, plain or in gzip; nothing is raised.

    `charset`: the encoding its server named, tried where the bytes are not UTF-8. `floating`: the
    clock of times without a zone where the file names none either. What could not be read, and what
    was assumed, is in `Incoming.findings`.
    """
    log = Log()
    plain = unpacked(data, log)
    if plain is None:
        return _incoming(log, whole=False)
    assembly = Assembly(log)
    assembly.read(logical_lines(plain, charset, log))
    if not assembly.calendars:
        log(Kind.NO_CALENDAR, "refused", 0, excerpt=plain[:80].decode("ascii", "replace"))
        return _incoming(log, whole=False)
    whole = assembly.whole and (Kind.BAD_GZIP, "dropped") not in log.counts
    return _read(assembly.calendars, floating, log, whole=whole, mark=fingerprint(plain))


def _read(
    calendars: list[Calendar], floating: tzinfo | None, log: Log, *, whole: bool, mark: str
) -> Incoming:
    of_file = FileZones()
    events: list[IncomingEvent] = []
    others: list[OtherEntry] = []
    zones: list[Zones] = []
    for calendar in calendars:
        own = _zones(calendar, floating, of_file, log)
        zones.append(own)
        method = _head(calendar, log, "METHOD").upper()
        reading = Reading(own, log, cancels=method == "CANCEL")
        for entry in calendar.entries:
            _take(entry, reading, events, others)
    _check_repeated(events, log)
    heads = [calendar.head for calendar in calendars]
    return _incoming(
        log,
        whole=whole,
        name=_first(fields.line_of(_any(head, "NAME", "X-WR-CALNAME"), log) for head in heads),
        description=_first(
            fields.text_of(_any(head, "X-WR-CALDESC", "DESCRIPTION"), log, _HEAD_TEXT)
            for head in heads
        ),
        zone=_first(
            _named(each, calendar) for each, calendar in zip(zones, calendars, strict=True)
        ),
        method=_first(_head(calendar, log, "METHOD").upper() for calendar in calendars),
        refresh=next((found for head in heads if (found := _refresh(head, log))), None),
        fingerprint=mark,
        events=tuple(events),
        others=tuple(others),
    )


def _take(
    entry: Component,
    reading: Reading,
    events: list[IncomingEvent],
    others: list[OtherEntry],
) -> None:
    if entry.kind != "VEVENT":
        others.append(read_other(entry, reading))
        return
    try:
        event = read_event(entry, reading)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        # A fault of ours costs the event that met it, never the file.
        reading.log(Kind.UNREADABLE, "dropped", entry.first, entry.last, repr(error))
        return
    if event is not None:
        events.append(event)


def _check_repeated(events: list[IncomingEvent], log: Log) -> None:
    seen: dict[tuple[str, When | None], int] = {}
    for event in events:
        key = (event.uid, event.recurrence_id)
        if key in seen:
            log(Kind.REPEATED, "tolerated", event.first_line, event.last_line, event.uid)
        seen[key] = event.first_line


def _zones(calendar: Calendar, floating: tzinfo | None, of_file: FileZones, log: Log) -> Zones:
    said = _head(calendar, log, "X-WR-TIMEZONE") or _head(calendar, log, "TIMEZONE-ID")
    return Zones(calendar.zones, said, floating, of_file=of_file, log=log)


def _named(zones: Zones, calendar: Calendar) -> str:
    """The zone that the calendar itself names; what was only assumed is none."""
    said = calendar.head.get("X-WR-TIMEZONE") or calendar.head.get("TIMEZONE-ID")
    return name_of(zones.floating) if said else ""


def _head(calendar: Calendar, log: Log, name: str) -> str:
    return fields.line_of(calendar.head.get(name), log, 200)


def _any(head: Component, *names: str) -> Property | None:
    return next((line for name in names if (line := head.get(name))), None)


def _refresh(head: Component, log: Log) -> timedelta | None:
    for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        line = head.get(name)
        if line is None:
            continue
        length = fields.duration_of(line.value)
        if length is not None and timedelta(0) < length <= _LONGEST_REFRESH:
            return length
        log(Kind.BAD_VALUE, "dropped", line.number, excerpt=f"{name}:{line.value[:80]}")
    return None


def _first(words: Iterable[str]) -> str:
    return next((word for word in words if word), "")


def _incoming(log: Log, *, whole: bool, **said: Any) -> Incoming:
    findings = tuple(sorted(log.kept, key=lambda finding: (finding.first, finding.last)))
    return Incoming(whole=whole, findings=findings, counts=dict(log.counts), **said)
