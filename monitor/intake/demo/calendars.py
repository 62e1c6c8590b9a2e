"""The calendar of an invented secretariat, uploaded twice, some of it taken over."""

from datetime import timedelta
from functools import partial

from monitor.changes.item import Door
from monitor.intake.demo.names import MARK
from monitor.intake.demo.writing import Stage
from monitor.intake.models import CalendarEntry, CalendarSource
from monitor.intake.operations.calendars import add_calendar, upload
from monitor.intake.operations.deciding import accept_entry, reject_entry

# (UID, title, days from today, days it takes, place, further lines)
ENTRIES = (
    ("ports-1", "Working group on ports", 20, 2, "Strelsau", ""),
    ("ports-2", "Customs experts' seminar", 34, 1, "Online", "STATUS:TENTATIVE"),
    ("ports-3", "Reception of the secretariat", 41, 1, "Hentzau", ""),
    ("ports-4", "Coordination call", 8, 1, "Online", "RRULE:FREQ=WEEKLY;COUNT=6"),
    ("ports-5", "Round table on seizures", 55, 1, "Zenda", "STATUS:CANCELLED"),
)


def enter_calendar(stage: Stage) -> None:
    """Add the calendar, read it, decide on two entries, and read it again as it changed."""
    stage.script.on(12, partial(_add, stage))
    stage.script.on(3, partial(_read_again, stage))


def _add(stage: Stage) -> None:
    acting = stage.script.as_(stage.cast["head"])
    source = add_calendar(
        name=f"{MARK} Calendar of the Ports Secretariat", publisher="Ports Secretariat", **acting
    )
    upload(source=source, data=_file(stage, ENTRIES), **acting)
    first = CalendarEntry.objects.get(calendar=source, uid="ports-1@ports.invalid")
    accept_entry(entry=first, seen=first.digest, **{**acting, "via": Door.IMPORT})
    third = CalendarEntry.objects.get(calendar=source, uid="ports-3@ports.invalid")
    reject_entry(entry=third, seen=third.digest, reason="Social.", by=acting["by"], at=acting["at"])


def _read_again(stage: Stage) -> None:
    source = CalendarSource.objects.get(document__publisher="Ports Secretariat")
    moved = (("ports-1", "Working group on ports", 22, 2, "Hentzau", ""), *ENTRIES[1:])
    upload(source=source, data=_file(stage, moved), **stage.script.as_(stage.cast["head"]))


def _file(stage: Stage, entries: tuple[tuple[str, str, int, int, str, str], ...]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Invented//Ports//EN"]
    for uid, title, ahead, days, place, further in entries:
        first = stage.today + timedelta(days=ahead)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}@ports.invalid",
            "DTSTAMP:20250101T000000Z",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{first + timedelta(days=days):%Y%m%d}",
            f"SUMMARY:{title}",
            f"LOCATION:{place}",
            *([further] if further else []),
            "END:VEVENT",
        ]
    # One entry without a start, as strangers' files have them: it costs itself only.
    lines += ["BEGIN:VEVENT", "UID:ports-6@ports.invalid", "SUMMARY:No date", "END:VEVENT"]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()
