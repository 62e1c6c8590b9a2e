"""Strangers' files, written line by line."""

from monitor.ical.incoming import Incoming, IncomingEvent, Kind, read_calendar

STAMP = "DTSTAMP:20250101T000000Z"
START = "DTSTART:20250107T090000Z"


def event(*lines: str, uid: str = "one") -> list[str]:
    """A VEVENT with UID and DTSTAMP, and a start unless one is given."""
    start = [] if any(line.startswith("DTSTART") for line in lines) else [START]
    return ["BEGIN:VEVENT", f"UID:{uid}", STAMP, *start, *lines, "END:VEVENT"]


def calendar(*lines: str, end: str = "\r\n") -> bytes:
    """A VCALENDAR around lines."""
    around = ("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")
    return end.join(around).encode()


def read(*lines: str) -> Incoming:
    """The calendar of lines, read."""
    return read_calendar(calendar(*lines))


def only(*lines: str) -> IncomingEvent:
    """The one event with these lines, read."""
    (found,) = read(*event(*lines)).events
    return found


def kinds(incoming: Incoming) -> set[tuple[Kind, str]]:
    """What was found, without the places."""
    return {(finding.kind, finding.done) for finding in incoming.findings}
