"""A whole calendar: its head, the zones it needs, entries already rendered, and its foot."""

from collections.abc import Iterable

from icalendar import Calendar
from icalendar.prop import vInline

from monitor.ical.render import utc_text
from monitor.ical.text import clean, clean_line, escaped
from monitor.ical.values import CalendarHead

# No release number: it would change every ETag on every upgrade.
PRODID = "-//Commitment Monitor//Commitment Monitor//EN"
REFRESH = "PT1H"
FOOT = b"END:VCALENDAR\r\n"


def head_bytes(head: CalendarHead) -> bytes:
    """The calendar from its BEGIN to the last of its own properties.

    Left out on purpose: METHOD (PUBLISH wants an ORGANIZER in each entry, RFC 5546, 3.2.1) and a
    UID of the calendar (RFC 7986, 5.3, allows it, but a reader keyed by UID takes every entry for
    the same one).
    """
    name, description = clean_line(head.name), clean(head.description)
    calendar = _bare()
    _put(calendar, "LAST-MODIFIED", utc_text(head.revised_at))
    _put(calendar, "NAME", escaped(name), LANGUAGE=head.language)
    _put(calendar, "X-WR-CALNAME", escaped(name))
    _put(calendar, "DESCRIPTION", escaped(description), LANGUAGE=head.language)
    _put(calendar, "X-WR-CALDESC", escaped(description))
    _put(calendar, "X-WR-TIMEZONE", head.zone)
    _put(calendar, "REFRESH-INTERVAL", REFRESH, VALUE="DURATION")
    _put(calendar, "X-PUBLISHED-TTL", REFRESH)
    _put(calendar, "SOURCE", head.source, VALUE="URI")
    _put(calendar, "URL", head.url)
    _put(calendar, "COLOR", head.color)
    return _opening(calendar)


def object_head() -> bytes:
    """The head of a calendar that holds one entry and says nothing of itself, as CalDAV stores it
    (RFC 4791, 4.1).
    """
    return _opening(_bare())


def join(head: bytes, zones: Iterable[bytes], components: Iterable[bytes]) -> bytes:
    """The whole calendar. `head` from `head_bytes`, `zones` from `render_zone`, one a TZID,
    `components` as rendered.
    """
    return b"".join((head, *zones, *components, FOOT))


def _bare() -> Calendar:
    calendar = Calendar()
    _put(calendar, "VERSION", "2.0")
    _put(calendar, "PRODID", PRODID)
    _put(calendar, "CALSCALE", "GREGORIAN")
    return calendar


def _put(calendar: Calendar, name: str, value: str, **parameters: str) -> None:
    if value:
        calendar.add(name, vInline(value, params=parameters), encode=False)


def _opening(calendar: Calendar) -> bytes:
    rendered: bytes = calendar.to_ical(sorted=False)
    return rendered.removesuffix(FOOT)
