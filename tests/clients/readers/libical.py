"""The feed as libical reads it (GNOME Calendar, Evolution): libical.py FILE KIND -> JSON."""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

root = ICalGLib.Component.new_from_string(Path(sys.argv[1]).read_bytes().decode())
utc = ICalGLib.Timezone.get_utc_timezone()
found = []


def written(when):
    return when.as_ical_string() if when.is_date() else when.convert_to_zone(utc).as_ical_string()


def instance_of(entry):
    """The start that a changed instance had. The library's own getter loses the zone."""
    named = entry.get_first_property(ICalGLib.PropertyKind.RECURRENCEID_PROPERTY)
    if named is None:
        return ""
    when = named.get_recurrenceid()
    tzid = named.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
    if tzid is not None:
        when.set_timezone(root.get_timezone(tzid.get_tzid()))
    return written(when)


tasks = sys.argv[2] == "VTODO"
kind = ICalGLib.ComponentKind
wanted = kind.VTODO_COMPONENT if tasks else kind.VEVENT_COMPONENT
entry = root.get_first_component(wanted)
while entry is not None:
    start = entry.get_due() if tasks else entry.get_dtstart()
    found.append([entry.get_uid(), entry.get_summary(), written(start), instance_of(entry)])
    entry = root.get_next_component(wanted)
if root.count_errors():
    sys.exit(f"{root.count_errors()} errors")
print(json.dumps(found))  # noqa: T201
