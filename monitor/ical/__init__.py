"""The iCalendar format (RFC 5545, 7986): this software's profile of it, as typed values -> bytes.
No Django here.

    join(head_bytes(head), zones, components)

where a component is `render_event(entry)` or `render_task(entry)` and every name in
`zones_used(entry)` needs one `render_zone(tzid, first)`. The same values always give the same
bytes: nothing here reads a clock.
"""

from importlib.metadata import version

from monitor.ical.checks import EntryRefused
from monitor.ical.document import FOOT, PRODID, head_bytes, join, object_head
from monitor.ical.joining import as_busy, with_reminders
from monitor.ical.render import render_event, render_task, zones_used
from monitor.ical.text import clean, clean_line
from monitor.ical.values import (
    Busy,
    CalendarHead,
    Classification,
    EventEntry,
    EventStatus,
    Link,
    Relation,
    RelationKind,
    TaskEntry,
    TaskStatus,
    Venue,
)
from monitor.ical.zones import ZoneRefused, is_utc, known_zones, render_zone, zone

# Raise it whenever the bytes of an unchanged value change: stored components and ETags carry it.
PROFILE_VERSION: int = 2
TZDATA_VERSION: str = version("tzdata")

__all__ = [
    "FOOT",
    "PRODID",
    "PROFILE_VERSION",
    "TZDATA_VERSION",
    "Busy",
    "CalendarHead",
    "Classification",
    "EntryRefused",
    "EventEntry",
    "EventStatus",
    "Link",
    "Relation",
    "RelationKind",
    "TaskEntry",
    "TaskStatus",
    "Venue",
    "ZoneRefused",
    "as_busy",
    "clean",
    "clean_line",
    "head_bytes",
    "is_utc",
    "join",
    "known_zones",
    "object_head",
    "render_event",
    "render_task",
    "render_zone",
    "with_reminders",
    "zone",
    "zones_used",
]
