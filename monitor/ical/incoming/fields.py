"""The values of a stranger's properties, typed; what cannot be read is None and a finding."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from urllib.parse import quote

from monitor.ical.incoming.components import Component
from monitor.ical.incoming.contentline import Property
from monitor.ical.incoming.findings import Kind, Log
from monitor.ical.incoming.plain import unescaped, unquoted
from monitor.ical.incoming.values import When
from monitor.ical.incoming.zonenames import Zones
from monitor.ical.text import clean, clean_line

LONGEST_TEXT = 50_000
LONGEST_LINE_OF_TEXT = 1_000
MOST_DATES = 2_000
_PARAMETER = re.compile(r';\s*+([A-Za-z0-9-]++)\s*+=\s*+("[^"]*+"?|[^;"]*+)')
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?", re.ASCII)
_LOOSE = re.compile(
    r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)"
    r"(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
_DURATION = re.compile(r"[+-]?P(?:T?\d{1,7}[WDHMS]){1,6}", re.ASCII)
_PARTS = re.compile(r"(\d+)([WDHMS])", re.ASCII)
_UNITS = {
    "W": timedelta(weeks=1),
    "D": timedelta(days=1),
    "H": timedelta(hours=1),
    "M": timedelta(minutes=1),
    "S": timedelta(seconds=1),
}
_GEO = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*\\?[;,]\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*")
_WHOLE = re.compile(r"\s*\+?(\d{1,9})\s*", re.ASCII)
_WEB = re.compile(r"(https?)://([^\s/?#\\]{1,255})([^\s\\]*)", re.IGNORECASE)
_MAIL = re.compile(
    r"mailto:[^\s<>\"\\@?]{1,100}@[A-Za-z0-9.-]{1,200}(\?[^\s<>\"\\]*)?", re.IGNORECASE
)
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?", re.ASCII)
_LONGEST_LINK = 2_000
# What a link may keep as it stands; the rest is percent-encoded (RFC 3986).
_SAFE = "/?#[]@!$&'()*+,;=:~%-._"
# The years in which every moment can be told in any zone.
_FIRST_YEAR, _LAST_YEAR = 2, 9998


def parameters(text: str) -> dict[str, str]:
    """The parameters of a property, names in capitals, values without quotation marks."""
    if not text:
        return {}
    return _parameters_kept(text) if len(text) < 200 else _parameters(text)


def _parameters(text: str) -> dict[str, str]:
    return {name.upper(): value.strip().strip('"') for name, value in _PARAMETER.findall(text)}


_parameters_kept = lru_cache(maxsize=1024)(_parameters)


def text_of(line: Property | None, log: Log, longest: int = LONGEST_TEXT) -> str:
    """A TEXT value, cleaned; "" for none."""
    if line is None:
        return ""
    value = line.value
    if "ENCODING" in line.parameters.upper():
        given = parameters(line.parameters)
        if given.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
            charset = given.get("CHARSET", "").lower()
            value = unquoted(value, "latin-1" if charset != "cp1252" else charset)
    if len(value) > 2 * longest:
        value = value[: 2 * longest]
    text = clean(unescaped(value))
    if len(text) > longest:
        log(Kind.TEXT_CUT, "tolerated", line.number, excerpt=text)
        text = text[:longest]
    return text


def line_of(line: Property | None, log: Log, longest: int = LONGEST_LINE_OF_TEXT) -> str:
    """A TEXT value on one line; "" for none."""
    return clean_line(text_of(line, log, longest))


def when_of(line: Property, zones: Zones, log: Log) -> When | None:
    """A DATE or DATE-TIME; None for none that can be read."""
    return read_when(line.value, line, zones, log)


def has_time(line: Property | None) -> bool:
    """Whether a date is written with a time of day that is not midnight."""
    match = _LOOSE.fullmatch(line.value.strip()) if line else None
    return match is not None and any(part and int(part) for part in match.groups()[3:6])


def read_when(
    text: str, line: Property, zones: Zones, log: Log, *, midnight: bool = False
) -> When | None:
    """One of the dates of a property. `midnight`: 00:00 is a time that somebody chose."""
    given = parameters(line.parameters)
    match = _COMPACT.fullmatch(text)
    if match is None:
        match = _LOOSE.fullmatch(text.strip())
        if match is None:
            return None
        log(Kind.BAD_DATE_FORM, "tolerated", line.number, excerpt=text)
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None:
            return on if on.year <= _LAST_YEAR else None
        moment = _at(on, int(hour), int(minute), int(second or 0))
        if given.get("VALUE", "").upper() == "DATE":
            log(Kind.BAD_DATE_FORM, "tolerated", line.number, excerpt=text)
            # Midnight is no time that somebody chose; any other is.
            if moment.time() == time() and not midnight:
                return moment.date() if moment.year <= _LAST_YEAR else None
    except (ValueError, OverflowError):
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment.replace(tzinfo=_zone_of(offset, given, line, zones))


def _at(on: date, hour: int, minute: int, second: int) -> datetime:
    """24:00 is the midnight after; second 60, a leap second, is read as 59."""
    if (hour, minute, second) == (24, 0, 0):
        return datetime(on.year, on.month, on.day) + timedelta(days=1)  # noqa: DTZ001 - a clock on the wall has no zone
    return datetime(on.year, on.month, on.day, hour, minute, 59 if second == 60 else second)  # noqa: DTZ001 - a clock on the wall has no zone


def _zone_of(
    offset: str | None, given: dict[str, str], line: Property, zones: Zones
) -> tzinfo | None:
    if offset:
        if offset in {"Z", "z"}:
            return UTC
        east = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
        if east < timedelta(hours=24):
            return timezone(-east if offset[0] == "-" else east)
    tzid = given.get("TZID")
    found = zones.named(tzid, line.number) if tzid else None
    return zones.floating if found is None else found


def duration_of(text: str) -> timedelta | None:
    """A DURATION (RFC 5545, 3.3.6), its parts in any order; None for none that can be read."""
    text = text.strip().upper()
    if not _DURATION.fullmatch(text):
        return None
    length = timedelta()
    for number, unit in _PARTS.findall(text):
        length += int(number) * _UNITS[unit]
    return -length if text.startswith("-") else length


def dates_of(lines: list[Property], zones: Zones, log: Log) -> Iterator[tuple[Property, str, When]]:
    """Each date of EXDATE and RDATE, with its line and what stands behind it, "" or the end of a
    period; the unreadable left out.
    """
    count = 0
    for line in lines:
        for text in line.value.split(",", MOST_DATES):
            if not text.strip():
                continue
            count += 1
            if count > MOST_DATES:
                log(Kind.TOO_MANY_VALUES, "dropped", line.number, excerpt=f"> {MOST_DATES}")
                return
            first, _, rest = text.partition("/")
            when = read_when(first, line, zones, log)
            if when is None:
                log(Kind.BAD_DATE, "dropped", line.number, excerpt=text)
            else:
                yield line, rest, when


def geo_of(line: Property | None, log: Log) -> tuple[float, float] | None:
    """Latitude and longitude in degrees."""
    if line is None or not line.value.strip():
        return None
    match = _GEO.fullmatch(line.value)
    if match:
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    log(Kind.BAD_VALUE, "dropped", line.number, excerpt=f"GEO:{line.value[:80]}")
    return None


def whole_of(line: Property | None, log: Log, name: str) -> int:
    """A number from 0 to 2^31 - 1; 0 for none."""
    if line is None:
        return 0
    match = _WHOLE.fullmatch(line.value)
    if match:
        return int(match[1])
    log(Kind.BAD_VALUE, "dropped", line.number, excerpt=f"{name}:{line.value[:80]}")
    return 0


def utc_of(entry: Component, name: str, zones: Zones, log: Log) -> datetime | None:
    """A moment in UTC; one without a zone is read as UTC."""
    line = entry.get(name)
    if line is None:
        return None
    when = when_of(line, zones, log)
    if when is None:
        log(Kind.BAD_VALUE, "dropped", line.number, excerpt=f"{name}:{line.value[:80]}")
        return None
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day, tzinfo=UTC)
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def link_of(text: str) -> str:
    """The address with what is not ASCII percent-encoded; "" if it is none of http, https and
    mailto.
    """
    text = text.strip().strip("<>")
    if len(text) > _LONGEST_LINK:
        return ""
    text = clean(text)
    if _MAIL.fullmatch(text) and text.isascii():
        return text
    match = _WEB.fullmatch(text)
    if match is None:
        return ""
    host = match[2]
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    # No "user@": it is there to show one site and open another.
    if not _HOST.fullmatch(host):
        return ""
    return f"{match[1].lower()}://{host}{quote(match[3], safe=_SAFE)}"
