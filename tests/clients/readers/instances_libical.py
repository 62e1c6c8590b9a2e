"""What recurs, as libical expands it (GNOME): instances_libical.py FILE FROM UNTIL -> JSON.

FROM and UNTIL are days; a row is UID, start, end, each moment in UTC. Moved instances are not its
work: it sees the master alone.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

file, since, until = sys.argv[1:]
root = ICalGLib.Component.new_from_string(Path(file).read_bytes().decode())
kind = ICalGLib.ComponentKind.VEVENT_COMPONENT
first, last = (ICalGLib.Time.new_from_string(day.replace("-", "")) for day in (since, until))
rows = []


def add(_, span, known):
    uid, shape = known
    moments = (datetime.fromtimestamp(at, UTC) for at in (span.get_start(), span.get_end()))
    rows.append([uid, *(f"{moment:{shape}}" for moment in moments)])
    return True


entry = root.get_first_component(kind)
while entry is not None:
    shape = "%Y%m%d" if entry.get_dtstart().is_date() else "%Y%m%dT%H%M%SZ"
    if entry.get_first_property(ICalGLib.PropertyKind.RECURRENCEID_PROPERTY) is None:
        entry.foreach_recurrence(first, last, add, (entry.get_uid(), shape))
    entry = root.get_next_component(kind)
print(json.dumps(sorted(rows)))  # noqa: T201
