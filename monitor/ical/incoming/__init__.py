"""Strangers' calendars: bytes in, typed values and a report out (RFC 5545 as it is really written).

    incoming = read_calendar(data)
    for event in incoming.current(): ...

A broken event costs that event, with its lines in the report, never the file. Bounded in bytes,
components, line length, depth and values, and linear in the size of the file.
"""

from monitor.ical.incoming.components import MOST_COMPONENTS
from monitor.ical.incoming.filezone import FileZone
from monitor.ical.incoming.findings import SENTENCES, Done, Finding, Kind
from monitor.ical.incoming.opening import LONGEST_LINE, MOST_BYTES
from monitor.ical.incoming.reading import fingerprint, read_calendar
from monitor.ical.incoming.values import Incoming, IncomingEvent, OtherEntry, When

__all__ = [
    "LONGEST_LINE",
    "MOST_BYTES",
    "MOST_COMPONENTS",
    "SENTENCES",
    "Done",
    "FileZone",
    "Finding",
    "Incoming",
    "IncomingEvent",
    "Kind",
    "OtherEntry",
    "When",
    "fingerprint",
    "read_calendar",
]
