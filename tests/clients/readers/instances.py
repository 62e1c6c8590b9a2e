"""What recurs, as a Python library expands it: instances.py FILE FROM UNTIL -> JSON.

FROM and UNTIL are days; a row is UID, start, end, each moment in UTC.
"""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import recurring_ical_events


def written(when: date | datetime) -> str:
    if isinstance(when, datetime):
        return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{when:%Y%m%d}"


file, since, until = sys.argv[1:]
calendar = icalendar.Calendar.from_ical(Path(file).read_bytes())
query = recurring_ical_events.of(calendar)
found = query.between(date.fromisoformat(since), date.fromisoformat(until))
rows = [[str(each["UID"]), written(each.start), written(each.end)] for each in found]
print(json.dumps(sorted(rows)))  # noqa: T201
