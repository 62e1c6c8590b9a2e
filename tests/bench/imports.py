"""A stranger's calendar: taken in whole, and looked at again when nothing has changed."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone
from icalendar import Calendar

from monitor.changes.item import Door
from monitor.ical.incoming import fingerprint, read_calendar
from monitor.intake.models import CalendarSource
from monitor.intake.operations.calendars import add_calendar, upload
from monitor.intake.operations.taking_in import nothing_new
from tests.bench.figures import Bar, medians, say
from tests.cast import coordinator

_numbers = count(1)
DAY = timedelta(days=1)


def file_of(events: int) -> bytes:
    """Days and moments in a zone, each with words, a place and a rule for one in ten."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//there//there//EN"]
    for n in range(events):
        day = date(2026, 1, 1) + n % 700 * DAY
        lines += ["BEGIN:VEVENT", f"UID:{n}@there", "DTSTAMP:20251101T000000Z"]
        if n % 2:
            lines += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + DAY:%Y%m%d}"]
        else:
            zone = "TZID=America/New_York"
            lines += [f"DTSTART;{zone}:{day:%Y%m%d}T090000", f"DTEND;{zone}:{day:%Y%m%d}T120000"]
        if n % 10 == 0:
            lines.append("RRULE:FREQ=WEEKLY;COUNT=10")
        lines += [
            f"SUMMARY:Meeting {n} of the group on borders\\, customs and police",
            "DESCRIPTION:The group meets to hear reports and agree on what comes next.\\nRoom 3.",
            "LOCATION:Palais des Nations\\, Geneva",
            f"URL:https://example.org/meetings/{n}",
            "STATUS:CONFIRMED",
            "END:VEVENT",
        ]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def measure(events: int, rounds: int) -> None:
    """Both against what the icalendar library takes to parse the same bytes."""
    head = coordinator("bench")
    data = file_of(events)
    print(f"\nimport: {events} events, {len(data):,} bytes")

    def whole() -> CalendarSource:
        at = timezone.now()
        name = f"Bench {next(_numbers)}"
        source = add_calendar(name=name, publisher="They", by=head, at=at, via=Door.DASHBOARD)
        taken = upload(source=source, data=data, by=head, at=at, via=Door.DASHBOARD).taken
        assert taken is not None
        assert taken.new == events
        return source

    source, mark = whole(), fingerprint(data)

    def again() -> None:
        assert fingerprint(data) == mark
        nothing_new(source)

    taken_in, unchanged, read, parsed = medians(
        rounds, whole, again, lambda: read_calendar(data), lambda: Calendar.from_ical(data)
    )
    say("taken in whole, against icalendar's parse", taken_in, parsed, "its parse", Bar(1.3))
    say("  read alone", read, parsed, "its parse", Bar(1.3))
    say(
        "unchanged again, against the whole",
        unchanged,
        taken_in,
        "as fast as the whole",
        Bar(20, at_least=True),
        speed=True,
    )
