from datetime import UTC, date, datetime, timedelta

from monitor.ical import EventEntry, render_event
from monitor.ical.joining import as_busy, with_reminders
from monitor.ical.recurrence import parse_rule

NOW = datetime(2025, 11, 19, tzinfo=UTC)


def entry(**fields: object) -> bytes:
    day = date(2026, 3, 3)
    given = {"uid": "u-1", "revised_at": NOW, "start": day, "end": day + timedelta(days=1)}
    words = {"summary": "Group", "language": "en", "status": "CONFIRMED"}
    return render_event(EventEntry(**{**given, **words, **fields}))  # type: ignore[arg-type]


def series() -> bytes:
    moved = {"recurrence_id": date(2026, 3, 10), "start": date(2026, 3, 11)}
    gone = {"recurrence_id": date(2026, 3, 17), "start": date(2026, 3, 17)}
    return (
        entry(rule=parse_rule("FREQ=WEEKLY"))
        + entry(**moved, end=date(2026, 3, 12))
        + entry(**gone, end=date(2026, 3, 18), status="CANCELLED")
    )


def test_what_recurs_rings_in_each_of_its_entries_but_the_cancelled() -> None:
    parts = with_reminders(series(), [1]).split(b"END:VEVENT\r\n")
    assert [part.count(b"BEGIN:VALARM") for part in parts] == [1, 1, 0, 0]
    assert with_reminders(series(), [1]).count(b"BEGIN:VEVENT") == 3


def test_a_cancelled_instance_blocks_nothing() -> None:
    parts = as_busy(series()).split(b"END:VEVENT\r\n")
    assert [b"TRANSP:OPAQUE" in part for part in parts] == [True, True, False, False]


def test_an_entry_without_instances_is_as_it_was() -> None:
    assert with_reminders(entry(), [0, 7]).count(b"BEGIN:VALARM") == 2
    assert with_reminders(entry(), [0]).endswith(b"END:VALARM\r\nEND:VEVENT\r\n")
