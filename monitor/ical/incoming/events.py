"""From a VEVENT as it stands to an `IncomingEvent`, or a finding that says why it is lost."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import cast, get_args
from uuid import UUID, uuid5

from monitor.ical.incoming import fields
from monitor.ical.incoming.components import Component
from monitor.ical.incoming.contentline import Property
from monitor.ical.incoming.findings import Kind, Log
from monitor.ical.incoming.plain import is_markup, without_markup
from monitor.ical.incoming.values import IncomingEvent, OtherEntry, When
from monitor.ical.incoming.zonenames import Zones, name_of
from monitor.ical.recurrence import Added, Rule, RuleRefused, parse_rule
from monitor.ical.values import Classification, EventStatus

# The namespace of UIDs derived for entries without one; never changed.
DERIVED = UUID("5d8a4a0c-95d6-4c35-9d0f-5c1d2f6a7b10")
MOST_CATEGORIES = 50
MOST_LINKS = 50
MOST_RULES = 10
_LONGEST_UID = 255
_DAY = timedelta(days=1)
_ONCE = (
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SUMMARY", "DESCRIPTION"),
    *("LOCATION", "GEO", "URL", "STATUS", "SEQUENCE", "CREATED", "LAST-MODIFIED", "CLASS"),
)
_STATUSES = {status: status for status in get_args(EventStatus)} | {"CANCELED": "CANCELLED"}
# An escaped comma is none that parts.
_PARTS = re.compile(r"(?:[^\\,]++|\\.?)++")


@dataclass(frozen=True, slots=True)
class Reading:
    """What all entries of one calendar share. `cancels`: its METHOD is CANCEL (RFC 5546, 3.2.5)."""

    zones: Zones
    log: Log
    cancels: bool = False


def read_event(entry: Component, reading: Reading) -> IncomingEvent | None:
    """The event; None, and a finding, where it has no start that can be read."""
    log = reading.log
    _check_once(entry, log)
    start = _start(entry, reading)
    if start is None:
        return None
    name = _naming(entry, reading)
    description, linked = _description(entry, log)
    url, links = _links(entry, linked, log)
    status = _status(entry.get("STATUS"), log)
    event = IncomingEvent(
        uid="",
        uid_derived=False,
        recurrence_id=name[0],
        this_and_future=name[1],
        start=start,
        end=_end(entry, start, reading),
        zone=name_of(start.tzinfo) if isinstance(start, datetime) else "",
        summary=fields.line_of(entry.get("SUMMARY"), log),
        description=description,
        location=fields.line_of(entry.get("LOCATION"), log),
        geo=fields.geo_of(entry.get("GEO"), log),
        url=url,
        links=links,
        status="CANCELLED" if reading.cancels else status,
        classification=_classification(entry.get("CLASS")),
        categories=_categories(entry.all("CATEGORIES"), log),
        rules=_rules(entry, log),
        rdates=_rdates(entry, reading),
        exdates=tuple(_exdates(entry, reading)),
        sequence=fields.whole_of(entry.get("SEQUENCE"), log, "SEQUENCE"),
        created_at=fields.utc_of(entry, "CREATED", reading.zones, log),
        modified_at=fields.utc_of(entry, "LAST-MODIFIED", reading.zones, log),
        digest="",
        first_line=entry.first,
        last_line=entry.last,
    )
    if entry.get("DTSTAMP") is None:
        log(Kind.NO_STAMP, "tolerated", entry.first, entry.last)
    digest = _digest(event)
    uid, derived = _uid(entry, digest, log)
    return replace(event, uid=uid, uid_derived=derived, digest=digest)


def read_other(entry: Component, reading: Reading) -> OtherEntry:
    """A task, journal entry or busy time, recognised and no more."""
    lines = [entry.get("DUE"), entry.get("DTSTART")]
    days = (fields.when_of(line, reading.zones, reading.log) for line in lines if line)
    day = next((when for when in days if when is not None), None)
    reading.log(Kind.OTHER_COMPONENT, "dropped", entry.first, entry.last, entry.kind)
    return OtherEntry(
        kind=entry.kind,  # type: ignore[arg-type]  # only these three are asked for
        uid=fields.line_of(entry.get("UID"), reading.log, _LONGEST_UID),
        summary=fields.line_of(entry.get("SUMMARY"), reading.log),
        day=day,
        first_line=entry.first,
        last_line=entry.last,
    )


def _check_once(entry: Component, log: Log) -> None:
    if entry.size == len(entry.properties):
        return
    for name in _ONCE:
        found = entry.properties.get(name)
        if found and len(found) > 1:
            log(Kind.TWICE, "tolerated", found[1].number, excerpt=name)


def _start(entry: Component, reading: Reading) -> When | None:
    line = entry.get("DTSTART")
    if line is None:
        reading.log(Kind.NO_START, "dropped", entry.first, entry.last, _called(entry))
        return None
    # A midnight whose end is a time of day is one itself, whatever VALUE says.
    timed = fields.has_time(entry.get("DTEND"))
    start = fields.read_when(line.value, line, reading.zones, reading.log, midnight=timed)
    if start is None:
        reading.log(
            Kind.BAD_START, "dropped", entry.first, entry.last, f"DTSTART:{line.value[:80]}"
        )
    return start


def _called(entry: Component) -> str:
    """What a person would know the entry by, for the report."""
    line = entry.get("SUMMARY") or entry.get("UID")
    return line.value[:200] if line else ""


def _uid(entry: Component, digest: str, log: Log) -> tuple[str, bool]:
    line = entry.get("UID")
    uid = fields.line_of(line, log)
    if not uid:
        log(Kind.NO_UID, "tolerated", entry.first, entry.last, _called(entry))
        return str(uuid5(DERIVED, digest)), True
    if len(uid.encode()) > _LONGEST_UID:
        log(Kind.BAD_VALUE, "tolerated", line.number if line else 0, excerpt=f"UID:{uid[:80]}")
        return str(uuid5(DERIVED, uid)), True
    return uid, False


def _naming(entry: Component, reading: Reading) -> tuple[When | None, bool]:
    """RECURRENCE-ID, and whether it means all later instances too."""
    line = entry.get("RECURRENCE-ID")
    if line is None:
        return None, False
    when = fields.when_of(line, reading.zones, reading.log)
    if when is None:
        reading.log(Kind.BAD_RECURRENCE_ID, "dropped", line.number, excerpt=line.value[:80])
        return None, False
    wide = fields.parameters(line.parameters).get("RANGE", "").upper()
    return when, wide == "THISANDFUTURE"


def _end(entry: Component, start: When, reading: Reading) -> When:
    """DTEND or DURATION, or the shortest there is (RFC 5545, 3.6.1): a day, or no time at all."""
    log = reading.log
    shortest = start if isinstance(start, datetime) else start + _DAY
    line = entry.get("DTEND")
    end: When | None
    if line is not None:
        end = fields.when_of(line, reading.zones, log)
    elif (line := entry.get("DURATION")) is not None:
        end = _after(start, fields.duration_of(line.value))
    else:
        return shortest
    if end is None:
        log(Kind.BAD_END, "tolerated", line.number, excerpt=line.value[:80])
        return shortest
    end = _of_one_kind(start, end, line, log)
    if not isinstance(start, datetime) and end == start:
        log(Kind.END_IS_START, "tolerated", line.number)
        return shortest
    if _moment(end) < _moment(start):
        if _jumped(start, end):
            return _lasting(cast("datetime", start), cast("datetime", end))
        log(Kind.END_BEFORE_START, "tolerated", line.number, excerpt=line.value[:80])
        return shortest
    return end


def _jumped(start: When, end: When) -> bool:
    """Whether the start stands in the hour that the clocks jump over, so that it is later than it
    looks.
    """
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return False
    return start.tzinfo is end.tzinfo and end >= start


def _lasting(start: datetime, end: datetime) -> datetime:
    return (_moment(start) + (end - start)).astimezone(start.tzinfo)


def _after(start: When, length: timedelta | None) -> When | None:
    """On the clock on the wall, as readers do: `recurrence.instances`."""
    if length is None:
        return None
    try:
        end = start + length
    except OverflowError:
        return None
    # A whole day that lasts hours.
    if not isinstance(start, datetime) and length % _DAY:
        end = end + _DAY
    return end if 2 <= end.year <= 9998 else None


def _of_one_kind(start: When, end: When, line: Property, log: Log) -> When:
    if isinstance(start, datetime) == isinstance(end, datetime):
        if isinstance(start, datetime) and isinstance(end, datetime):
            return _on_one_clock(start, end)
        return end
    log(Kind.MIXED_END, "tolerated", line.number, excerpt=line.value[:80])
    if isinstance(start, datetime):
        return datetime(end.year, end.month, end.day, tzinfo=start.tzinfo)
    whole = end.date() if isinstance(end, datetime) else end
    midnight = isinstance(end, datetime) and not (end.hour or end.minute or end.second)
    return whole if midnight else whole + _DAY


def _on_one_clock(start: datetime, end: datetime) -> datetime:
    """Of a floating and a fixed time the floating one is on the other's clock."""
    if start.tzinfo is not None and end.tzinfo is None:
        return end.replace(tzinfo=start.tzinfo)
    if start.tzinfo is None and end.tzinfo is not None:
        return end.replace(tzinfo=None)
    return end


def _moment(when: When) -> datetime:
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day, tzinfo=UTC)
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _description(entry: Component, log: Log) -> tuple[str, list[str]]:
    """The description as plain text, and the addresses that its markup links to."""
    lines = [line for line in entry.all("DESCRIPTION") if line.value.strip()]
    lines += [*entry.all("STYLED-DESCRIPTION")[:1], *entry.all("X-ALT-DESC")[:1]]
    if not lines:
        return "", []
    text = fields.text_of(lines[0], log)
    return without_markup(text) if is_markup(text) else (text, [])


def _links(entry: Component, found: list[str], log: Log) -> tuple[str, tuple[str, ...]]:
    """The event's own address, and all the others, each once."""
    kept: dict[str, None] = {}
    own = ""
    line = entry.get("URL")
    if line is not None and line.value.strip():
        own = _link(line, log)
    for name in ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "ATTACH"):
        for line in entry.all(name)[:MOST_LINKS]:
            kept[_link(line, log)] = None
    for text in found[:MOST_LINKS]:
        kept[fields.link_of(text)] = None
    links = [link for link in kept if link and link != own]
    return own, tuple(links[:MOST_LINKS])


def _link(line: Property, log: Log) -> str:
    given = line.parameters.upper()
    if "VALUE=BINARY" in given or "ENCODING=BASE64" in given:
        log(Kind.INLINE_DATA, "dropped", line.number, excerpt=line.parameters)
        return ""
    if not line.value.strip():
        return ""
    link = fields.link_of(line.value)
    if not link:
        log(Kind.BAD_LINK, "dropped", line.number, excerpt=line.value[:200])
    return link


def _status(line: Property | None, log: Log) -> EventStatus | None:
    if line is None or not line.value.strip():
        return None
    status = _STATUSES.get(line.value.strip().upper()[:40])
    if status is None:
        log(Kind.BAD_VALUE, "dropped", line.number, excerpt=f"STATUS:{line.value[:80]}")
    return cast("EventStatus | None", status)


def _classification(line: Property | None) -> Classification:
    """What is not known is to be treated as private (RFC 5545, 3.8.1.3)."""
    word = line.value.strip().upper()[:40] if line else "PUBLIC"
    if word in {"", "PUBLIC"}:
        return "PUBLIC"
    return "CONFIDENTIAL" if word == "CONFIDENTIAL" else "PRIVATE"


def _categories(lines: list[Property], log: Log) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in lines[: 2 * MOST_CATEGORIES]:
        for part in islice(_PARTS.finditer(line.value), MOST_CATEGORIES + 1):
            word = fields.line_of(line._replace(value=part[0]), log, 200)
            if word:
                found[word] = None
        if len(found) > MOST_CATEGORIES:
            log(Kind.TOO_MANY_VALUES, "dropped", line.number, excerpt="CATEGORIES")
            break
    return tuple(found)[:MOST_CATEGORIES]


def _rules(entry: Component, log: Log) -> tuple[Rule, ...]:
    rules: dict[Rule, None] = {}
    lines = entry.all("RRULE")
    for line in lines[:MOST_RULES]:
        try:
            rules[parse_rule(line.value)] = None
        except RuleRefused as refusal:
            log(Kind.RULE_REFUSED, "refused", line.number, excerpt=str(refusal))
    if len(lines) > MOST_RULES:
        log(Kind.TOO_MANY_VALUES, "dropped", lines[MOST_RULES].number, excerpt="RRULE")
    for line in entry.all("EXRULE")[:1]:
        log(Kind.RULE_NOT_READ, "dropped", line.number, excerpt=f"EXRULE:{line.value[:80]}")
    return tuple(rules)


def _rdates(entry: Component, reading: Reading) -> tuple[Added, ...]:
    found: dict[Added, None] = {}
    for line, rest, start in fields.dates_of(entry.all("RDATE"), reading.zones, reading.log):
        end: When | None = None
        if rest:
            end = _after(start, fields.duration_of(rest))
            if end is None:
                end = fields.read_when(rest, line, reading.zones, reading.log)
            if end is None or isinstance(end, datetime) != isinstance(start, datetime):
                reading.log(Kind.BAD_DATE, "dropped", line.number, excerpt=rest)
                continue
            if _moment(end) < _moment(start):
                end = start
        found[Added(start, end)] = None
    return tuple(found)


def _exdates(entry: Component, reading: Reading) -> list[When]:
    lines = entry.all("EXDATE")
    return list(
        dict.fromkeys(day for _, _, day in fields.dates_of(lines, reading.zones, reading.log))
    )


def _digest(event: IncomingEvent) -> str:
    """SHA-256 of what the event says, in one order, whatever the order in the file."""
    said = (
        _said(event.recurrence_id),
        event.this_and_future,
        _said(event.start),
        _said(event.end),
        event.summary,
        event.description,
        event.location,
        event.geo,
        event.url,
        sorted(event.links),
        event.status,
        event.classification,
        sorted(event.categories),
        [rule.text() for rule in event.rules],
        sorted(f"{_said(each.start)}/{_said(each.end)}" for each in event.rdates),
        sorted(map(_said, event.exdates)),
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _said(when: When | date | None) -> str:
    if not isinstance(when, datetime):
        return when.isoformat() if when else ""
    return f"{when.isoformat()} {name_of(when.tzinfo)}"
