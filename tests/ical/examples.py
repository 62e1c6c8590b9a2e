"""Entries that tests start from."""

from datetime import UTC, date, datetime

from monitor.ical import CalendarHead, EventEntry, TaskEntry, zone

REVISED = datetime(2025, 12, 1, 8, 15, tzinfo=UTC)


def event(**fields) -> EventEntry:
    """An all-day event of one day; every field may be given."""
    given = {
        "uid": "0b8f0f3e-5a54-4f0c-8a2e-6a3a8f0f1e01",
        "revised_at": REVISED,
        "start": date(2025, 11, 24),
        "end": date(2025, 11, 25),
        "summary": "General Assembly",
        "language": "en",
        "status": "CONFIRMED",
    }
    return EventEntry(**(given | fields))


def task(**fields) -> TaskEntry:
    """A task due on a day; every field may be given."""
    given = {
        "uid": "0b8f0f3e-5a54-4f0c-8a2e-6a3a8f0f1e07",
        "revised_at": REVISED,
        "due": date(2025, 11, 30),
        "summary": "Submit the national report",
        "language": "en",
    }
    return TaskEntry(**(given | fields))


def head(**fields) -> CalendarHead:
    """The head of a public feed; every field may be given."""
    given = {
        "name": "Public record",
        "description": "Public events and deadlines",
        "language": "en",
        "zone": "Africa/Casablanca",
        "revised_at": REVISED,
    }
    return CalendarHead(**(given | fields))


def at(tzid, *when, fold=0) -> datetime:
    """A local time in a zone."""
    return datetime(*when, fold=fold, tzinfo=zone(tzid))


def floating(*when) -> datetime:
    """A local time in no zone."""
    return datetime(*when)  # noqa: DTZ001
