"""The feed as a Python library reads it: python.py LIBRARY FILE KIND -> JSON."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo


def written(when: date | datetime) -> str:
    if isinstance(when, datetime):
        return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{when:%Y%m%d}"


def by_vobject(text: str) -> Iterator[list[str]]:
    vobject = import_module("vobject")
    for calendar in vobject.readComponents(text):
        calendar.validate(raiseException=True)
        for entry in calendar.contents.get(KIND.lower(), []):
            start = entry.due if KIND == "VTODO" else entry.dtstart
            named = getattr(entry, "recurrence_id", None)
            instance = written(named.value) if named else ""
            yield [entry.uid.value, entry.summary.value, written(start.value), instance]


def by_ics(text: str) -> Iterator[list[str]]:
    ics = import_module("ics")
    if KIND == "VTODO":
        for task in ics.Calendar(text).todos:
            yield [task.uid, task.name, written(task.due.date()), ""]
        return
    for entry in ics.Calendar(text).events:
        start = entry.begin.date() if entry.all_day else entry.begin.datetime
        # It keeps the instance that an entry changes as a line.
        named = [moment(line) for line in entry.extra if line.name == "RECURRENCE-ID"]
        yield [entry.uid, entry.name, written(start), *(named or [""])]


def moment(line: Any) -> str:
    if "TZID" not in line.params:
        return str(line.value)
    zone = ZoneInfo(line.params["TZID"][0])
    return written(datetime.strptime(line.value, "%Y%m%dT%H%M%S").replace(tzinfo=zone))


def by_recurring(text: str) -> Iterator[list[str]]:
    """As Home Assistant's and others' readers expand it."""
    icalendar = import_module("icalendar")
    recurring_ical_events = import_module("recurring_ical_events")
    calendar = icalendar.Calendar.from_ical(text)
    start = "DUE" if KIND == "VTODO" else "DTSTART"
    read = recurring_ical_events.of(calendar, components=[KIND])
    for entry in read.between(date(1990, 1, 1), date(2100, 1, 1)):
        yield [str(entry["UID"]), str(entry["SUMMARY"]), written(entry[start].dt), ""]


READERS = {"vobject": by_vobject, "ics": by_ics, "recurring": by_recurring}
library, file, KIND = sys.argv[1:]
print(json.dumps(list(READERS[library](Path(file).read_bytes().decode()))))  # noqa: T201
