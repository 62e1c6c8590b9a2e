"""What a personal feed adds to a stored component as it is joined: reminders, a blocked time.

The bytes are our own, as `render` writes them, so that a line is found by its name: a line of text
begins with a name or, folded, with a space, and a value never holds a line break.
"""

import re
from collections.abc import Iterable

# One instance of what recurs may be cancelled: it blocks nothing.
_FREE = re.compile(
    rb"(?<!\r\nSTATUS:CANCELLED)\r\nTRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
)
_BUSY = b"\r\nTRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"
_SUMMARY = re.compile(rb"\r\nSUMMARY[^:\r\n]*:((?:[^\r\n]|\r\n )*)\r\n")
# All day, clocks ring in the morning of a day, not at its first minute.
_MORNING = 8


def as_busy(body: bytes) -> bytes:
    """The entry blocking its time, where it stood free; what is tentative or imprecise stays."""
    return _FREE.sub(_BUSY, body)


def with_reminders(body: bytes, days_before: Iterable[int]) -> bytes:
    """The entry with one VALARM for each number of days before its start, or its DUE.

    A timed entry is announced at its own hour, and on its day one hour before. ACTION:DISPLAY with
    the entry's own words, and no UID: a reader was seen to lose the entry's summary by it.
    """
    end = b"END:VTODO\r\n" if body.startswith(b"BEGIN:VTODO") else b"END:VEVENT\r\n"
    parts = body.removesuffix(end).split(b"\r\n" + end)
    if len(parts) > 1:
        # What recurs, and its instances that were moved or cancelled, of which only the first ring.
        whole = [part + b"\r\n" + end for part in parts[:-1]] + [parts[-1] + end]
        days = tuple(days_before)
        return b"".join(
            each if b"\r\nSTATUS:CANCELLED\r\n" in each else with_reminders(each, days)
            for each in whole
        )
    found = _SUMMARY.search(body)
    # The name is no longer than SUMMARY's, so that the line is folded well where it was.
    words = b"DESCRIPTION:" + (found[1] if found else b"") + b"\r\n"
    related = b"END" if end.startswith(b"END:VTODO") else b"START"
    all_day = b"\r\nDTSTART;VALUE=DATE:" in body or b"\r\nDUE;VALUE=DATE:" in body
    alarms = b"".join(
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n%sTRIGGER;RELATED=%s:%s\r\nEND:VALARM\r\n"
        % (words, related, _trigger(days, all_day=all_day))
        for days in sorted(set(days_before), reverse=True)
    )
    return body.removesuffix(end) + alarms + end


def _trigger(days: int, *, all_day: bool) -> bytes:
    """How long before the start, or after the midnight that it begins at (RFC 5545, 3.8.6.3)."""
    if not all_day:
        return b"-P%dD" % days if days else b"-PT1H"
    if days == 0:
        return b"PT%dH" % _MORNING
    whole, hours = days - 1, 24 - _MORNING
    return b"-P%dDT%dH" % (whole, hours) if whole else b"-PT%dH" % hours
