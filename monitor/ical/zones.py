"""IANA zones, from the `tzdata` package only, and the VTIMEZONE that goes into a file.

The icalendar library's own generator lists onsets as dates, which Outlook does not read, and gets
the first onset of summer time wrong; so the rules are worked out here (`onsets`).
"""

import io
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vInline

from monitor.ical.onsets import Onset, Stretch, stretches
from monitor.ical.tzif import known_zones, read_history, zone_file

__all__ = ["ZoneRefused", "is_utc", "known_zones", "render_zone", "zone"]

# All the names IANA links to UTC. Such times are written with Z and need no VTIMEZONE.
_UTC = frozenset(
    {"UTC", "Etc/UTC", "UCT", "Etc/UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal"}
)
# Python's calendar has no year 0, which local times of year 1 can fall in. The last recorded
# changes are in 2086 and rules go on for ever, so nothing is lost by beginning early.
_EARLIEST, _LATEST = 2, 2500


class ZoneRefused(ValueError):
    """The name is no IANA zone."""


def is_utc(tzid: str) -> bool:
    """Whether the zone is UTC under any of its names."""
    return tzid in _UTC


@cache
def zone(tzid: str) -> ZoneInfo:
    """The zone with the rules of the `tzdata` package. Raises `ZoneRefused` for an unknown name."""
    return ZoneInfo.from_file(io.BytesIO(_file(tzid)), key=tzid)


def render_zone(tzid: str, first: date) -> bytes:
    """The VTIMEZONE of a zone, from two years before `first`, the earliest day shown, for ever.

    Two, because a reader was seen to misread an entry in the winter after the first onset. Rules
    are DTSTART and RRULE; RDATE stands only where a zone keeps to no rule (Ramadan). The bytes
    depend on the year of `first` alone, so that they stay when the earliest entry moves within it,
    and are fewer than 10,000 for every zone. b"" for UTC, whose times are written with Z. Raises
    `ZoneRefused` for an unknown name.
    """
    if is_utc(tzid):
        return b""
    return _rendered(tzid, min(max(first.year - 2, _EARLIEST), _LATEST))


@lru_cache(maxsize=512)
def _rendered(tzid: str, from_year: int) -> bytes:
    component = Timezone()
    _put(component, "TZID", tzid)
    _put(component, "X-LIC-LOCATION", tzid)
    for stretch in stretches(read_history(_file(tzid)), from_year):
        component.add_component(_observance(stretch))
    rendered: bytes = component.to_ical(sorted=False)
    return rendered


def _file(tzid: str) -> bytes:
    if tzid not in known_zones():
        raise ZoneRefused(f"{tzid!r} is not an IANA zone; write a name such as Africa/Casablanca.")
    return zone_file(tzid)


def _observance(stretch: Stretch) -> Component:
    first = stretch.onsets[0]
    observance = TimezoneDaylight() if first.is_summer else TimezoneStandard()
    _put(observance, "TZNAME", first.after.name)
    _put(observance, "TZOFFSETFROM", _offset(first.before.offset))
    _put(observance, "TZOFFSETTO", _offset(first.after.offset))
    _put(observance, "DTSTART", _local(first))
    if stretch.rule is not None:
        until = f";UNTIL={_until(stretch.onsets[-1])}" if stretch.ends else ""
        _put(observance, "RRULE", stretch.rule.text() + until)
    elif len(stretch.onsets) > 1:
        # The first again, because libical takes no onset from DTSTART where there is an RDATE; and
        # a line each, because not every reader splits a list.
        for onset in stretch.onsets:
            _put(observance, "RDATE", _local(onset))
    return observance


def _until(last: Onset) -> str:
    # In UTC (RFC 5545, 3.8.5.3), and a day late: dateutil compares it with local time and would
    # lose the last onset of every zone east of Greenwich.
    return (
        f"{last.local - timedelta(seconds=last.before.offset) + timedelta(days=1):%Y%m%dT%H%M%SZ}"
    )


def _local(onset: Onset) -> str:
    return _compact(onset.local)


def _compact(moment: datetime) -> str:
    # strftime leaves out the zeros of years before 1000.
    return moment.isoformat(timespec="seconds").replace("-", "").replace(":", "")


def _offset(seconds: int) -> str:
    """UTC-OFFSET (RFC 5545, 3.3.14): +hhmm, with seconds only for local mean times."""
    minutes, rest = divmod(abs(seconds), 60)
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{rest:02}" if rest else "")


def _put(component: Component, name: str, value: str) -> None:
    component.add(name, vInline(value), encode=False)
