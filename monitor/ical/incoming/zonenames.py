"""Which zone a stranger's TZID means: an IANA name however it is dressed, a name of Windows (CLDR's
list, as the icalendar library ships it), an offset, or what the file itself defines.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from monitor.ical.incoming.components import Component
from monitor.ical.incoming.filezone import FileZones
from monitor.ical.incoming.findings import Kind, Log
from monitor.ical.zones import is_utc, known_zones, zone

MOST_ZONES = 500
_LONGEST_NAME = 200
_SHOWN = re.compile(
    r"\(?(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d\d))?\)?(?:\s(.*))?", re.IGNORECASE | re.ASCII
)
# What Windows shows in its list names no city for these.
_REGIONS = {
    "eastern time (us": "America/New_York",
    "central time (us": "America/Chicago",
    "mountain time (us": "America/Denver",
    "pacific time (us": "America/Los_Angeles",
    "atlantic time (canada": "America/Halifax",
    "newfoundland": "America/St_Johns",
    "hawaii": "Pacific/Honolulu",
    "alaska": "America/Anchorage",
    "arizona": "America/Phoenix",
    "indiana (east": "America/Indiana/Indianapolis",
    "west central africa": "Africa/Lagos",
}
# Zones have moved since Windows wrote its list, by an hour at the most.
_MOVED = timedelta(hours=1)
_WINTER, _SUMMER = datetime(2025, 1, 15), datetime(2025, 7, 15)  # noqa: DTZ001 - a clock on the wall has no zone
_UTC_NAMES = frozenset(
    {"z", "utc", "gmt", "(utc)", "(gmt)", "coordinated universal time", "tzone://microsoft/utc"}
)


class Zones:
    """The zones of one calendar. `floating`: the clock of times without one; None leaves them
    floating.
    """

    def __init__(
        self,
        definitions: Iterable[Component],
        said: str,
        default: tzinfo | None,
        *,
        of_file: FileZones,
        log: Log,
    ) -> None:
        self._log = log
        self._of_file = of_file
        self._definitions: dict[str, Component] = {}
        for definition in definitions:
            line = definition.get("TZID")
            if line and len(self._definitions) < MOST_ZONES:
                self._definitions.setdefault(_bare(line.value), definition)
        self._found: dict[str, tzinfo | None] = {}
        self.floating: tzinfo | None = None
        self.floating = self.named(said, 0) if said else None
        if self.floating is None:
            self.floating = default

    def named(self, tzid: str, line: int) -> tzinfo | None:
        """The zone of a TZID; None where nobody knows it."""
        if tzid in self._found:
            return self._found[tzid]
        found = self._resolved(_bare(tzid), line)
        if len(self._found) < MOST_ZONES:
            self._found[tzid] = found
        return found

    def _resolved(self, name: str, line: int) -> tzinfo | None:
        iana = _iana(name)
        if iana:
            if iana != name:
                self._log(Kind.ZONE_GUESSED, "tolerated", line, excerpt=f"{name}: {iana}")
            return _zone(iana)
        definition = self._definitions.get(name)
        if definition is not None:
            return self._defined(name, definition, line)
        if name.lower() in _UTC_NAMES:
            return UTC
        shown = _as_shown(name)
        if shown is not None:
            self._log(Kind.ZONE_GUESSED, "tolerated", line, excerpt=f"{name}: {shown}")
            return shown
        only = self._only()
        kind = Kind.ZONE_UNKNOWN if only is None else Kind.ZONE_GUESSED
        self._log(kind, "tolerated", line, excerpt=f"{name}: {only}" if only else name)
        return only

    def _only(self) -> tzinfo | None:
        """The one zone that the file defines beside UTC: Outlook leaves out the definition of a
        customised zone, and then this is its writer's.
        """
        names = [name for name in self._definitions if name.lower() not in _UTC_NAMES]
        if self.floating is not None or len(names) != 1:
            return None
        return _zone(iana) if (iana := _iana(names[0])) else None

    def _defined(self, name: str, definition: Component, line: int) -> tzinfo | None:
        location = definition.get("X-LIC-LOCATION")
        iana = _iana(_bare(location.value)) if location else ""
        if iana:
            self._log(Kind.ZONE_GUESSED, "tolerated", line, excerpt=f"{name}: {iana}")
            return _zone(iana)
        own = self._of_file.of(name, definition)
        if own is None:
            self._log(Kind.BAD_ZONE, "dropped", definition.first, definition.last, name)
            return _as_shown(name)
        self._log(Kind.ZONE_OF_FILE, "tolerated", line, excerpt=name)
        return own


def name_of(found: tzinfo | None) -> str:
    """The IANA name of a zone, "UTC", or ""."""
    return "UTC" if found is UTC else str(getattr(found, "key", ""))


def _bare(name: str) -> str:
    return name.strip().strip("\"'").strip()[:_LONGEST_NAME]


def _zone(name: str) -> tzinfo:
    return UTC if is_utc(name) else zone(name)


@lru_cache(maxsize=1024)
def _iana(name: str) -> str:
    """The IANA name that a name is, ends in (/mozilla.org/20050126_1/Europe/Berlin), or is Windows'
    word for; "" for none.
    """
    parts = name.split("/")
    ends = ("/".join(parts[-count:]) for count in range(min(len(parts), 3), 0, -1))
    folded = _folded()
    for end in (name, *ends):
        # A single word at the end of a path is a zone by chance only.
        if end and (end == name or "/" in end) and end.lower() in folded:
            return folded[end.lower()]
    return ""


@cache
def _folded() -> dict[str, str]:
    windows = {name.lower(): iana for name, iana in WINDOWS_TO_OLSON.items()}
    return windows | {name.lower(): name for name in sorted(known_zones())}


def _as_shown(name: str) -> tzinfo | None:
    """The zone of a name as Windows shows it, "(UTC+01:00) Amsterdam, Berlin, Bern", by its first
    city that is a zone's; or else the bare offset.
    """
    match = _SHOWN.fullmatch(name)
    if match is None:
        return None
    sign, hours, minutes, words = match.groups()
    east = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if east >= timedelta(hours=24):
        return None
    east = -east if sign == "-" else east
    for place in (words or "").lower().split(","):
        found = _place(place.strip())
        if found:
            offsets = [zone(found).utcoffset(when) for when in (_WINTER, _SUMMER)]
            if any(offset is not None and abs(offset - east) <= _MOVED for offset in offsets):
                return zone(found)
    return timezone(east) if east else UTC


def _place(words: str) -> str:
    region = next((iana for start, iana in _REGIONS.items() if words.startswith(start)), "")
    return region or _cities().get(words, "")


@cache
def _cities() -> dict[str, str]:
    return {
        name.rpartition("/")[2].replace("_", " ").lower(): name
        for name in sorted(known_zones(), reverse=True)
        if "/" in name and not name.startswith("Etc/")
    }
