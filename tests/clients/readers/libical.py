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
tasks = sys.argv[2] == "VTODO"
kind = ICalGLib.ComponentKind
wanted = kind.VTODO_COMPONENT if tasks else kind.VEVENT_COMPONENT
entry = root.get_first_component(wanted)
while entry is not None:
    start = entry.get_due() if tasks else entry.get_dtstart()
    text = (
        start.as_ical_string() if start.is_date() else start.convert_to_zone(utc).as_ical_string()
    )
    found.append([entry.get_uid(), entry.get_summary(), text])
    entry = root.get_next_component(wanted)
if root.count_errors():
    sys.exit(f"{root.count_errors()} errors")
print(json.dumps(found))  # noqa: T201
