"""The feed as a Python library reads it: python.py LIBRARY FILE -> JSON."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path


def written(when: date | datetime) -> str:
    if isinstance(when, datetime):
        return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{when:%Y%m%d}"


def by_vobject(text: str) -> Iterator[list[str]]:
    vobject = import_module("vobject")
    for calendar in vobject.readComponents(text):
        calendar.validate(raiseException=True)
        for entry in calendar.vevent_list:
            yield [entry.uid.value, entry.summary.value, written(entry.dtstart.value)]


def by_ics(text: str) -> Iterator[list[str]]:
    ics = import_module("ics")
    for entry in ics.Calendar(text).events:
        start = entry.begin.date() if entry.all_day else entry.begin.datetime
        yield [entry.uid, entry.name, written(start)]


def by_recurring(text: str) -> Iterator[list[str]]:
    """As Home Assistant's and others' readers expand it."""
    icalendar = import_module("icalendar")
    recurring_ical_events = import_module("recurring_ical_events")
    calendar = icalendar.Calendar.from_ical(text)
    for entry in recurring_ical_events.of(calendar).between(date(1990, 1, 1), date(2100, 1, 1)):
        yield [str(entry["UID"]), str(entry["SUMMARY"]), written(entry["DTSTART"].dt)]


READERS = {"vobject": by_vobject, "ics": by_ics, "recurring": by_recurring}
library, file = sys.argv[1:]
print(json.dumps(list(READERS[library](Path(file).read_bytes().decode()))))  # noqa: T201
