"""Whatever stands in a file: nothing is raised, nothing is lost without its line, and what we wrote
ourselves comes back as it was.
"""

import gzip
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.ical import clean, clean_line, head_bytes, join, render_event, zone
from monitor.ical.incoming import Incoming, Kind, read_calendar
from monitor.ical.recurrence import instances, parse_rule
from tests.ical.examples import event as entry_of
from tests.ical.examples import head
from tests.ical.incoming.files import calendar, event

# A file as programs write it: a zone of its own, days, moments, a rule and its changed instance.
FILE = calendar(
    "X-WR-TIMEZONE:Africa/Casablanca",
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    "BEGIN:VTIMEZONE",
    "TZID:Office",
    "BEGIN:STANDARD",
    "DTSTART:19701101T020000",
    "TZOFFSETFROM:-0400",
    "TZOFFSETTO:-0500",
    "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19700308T020000",
    "TZOFFSETFROM:-0500",
    "TZOFFSETTO:-0400",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
    *event(
        "SUMMARY:Weekly briefing",
        "DTSTART;TZID=Office:20250106T090000",
        "DURATION:PT1H30M",
        "RRULE:FREQ=WEEKLY;UNTIL=20251231T000000Z",
        "EXDATE;TZID=Office:20250113T090000,20250120T090000",
        "RDATE;VALUE=PERIOD;TZID=Office:20250114T090000/PT1H",
        "CATEGORIES:Briefing,Council\\, Security",
        "BEGIN:VALARM",
        "TRIGGER:-PT15M",
        "END:VALARM",
    ),
    *event(
        "SUMMARY:Weekly briefing\\, moved",
        "RECURRENCE-ID;TZID=Office:20250127T090000",
        "DTSTART;TZID=Office:20250128T090000",
        "DTEND;TZID=Office:20250128T100000",
    ),
    *event(
        "SUMMARY;LANGUAGE=fr:Assemblée",
        "DTSTART;VALUE=DATE:20251124",
        "DTEND;VALUE=DATE:20251128",
        'DESCRIPTION;ALTREP="cid:part3@example.org":<p>Première <b>séance</b></p>',
        "URL:https://example.org/assembly",
        "GEO:31.63;-8.0",
        "STATUS:CONFIRMED",
        uid="two",
    ),
)
LINES = FILE.decode().split("\r\n")[:-1]
EVENTS = LINES.count("BEGIN:VEVENT")
# What a value may be mistaken for, and what breaks one.
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            *(b"\r\n", b"\r\n ", b"\n\t", b":", b";", b'"', b",", b"\\", b"=", b"=\r\n", b"\0"),
            *(b"\xff\xfe", b"\xe9", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:X\r\n"),
            *(b"99999999", b"-", b"T", b"Z", b"00010101", b"RRULE:FREQ=SECONDLY\r\n", b"P9999999W"),
        ]
    ),
)
VALUES = st.one_of(
    st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=30),
    st.from_regex(r"[0-9]{4}[0-9]{2}[0-9]{2}(T[0-9]{6}Z?)?", fullmatch=True),
    st.from_regex(r"FREQ=[A-Z]{5,8};(COUNT|UNTIL|INTERVAL|BYDAY)=-?[0-9A-Z]{1,9}", fullmatch=True),
    st.sampled_from(["", "PT", "-P1D", "-PT1H", "P9999999W", "-20250101", "20250230", "24000101"]),
)


def check_report(found: Incoming, data: bytes) -> None:
    """No fault of ours; what was lost is named by its lines, or by 0 where it is the file."""
    last = data.count(b"\n") + data.count(b"\r") + 1
    assert (Kind.UNREADABLE, "dropped") not in found.counts
    for finding in found.findings:
        assert 0 <= finding.first <= finding.last <= last
        assert finding.first or finding.kind in {
            *(Kind.TOO_LARGE, Kind.BAD_GZIP, Kind.NO_CALENDAR, Kind.NULS),
            # A zone that the head names, before any entry uses it.
            *(Kind.ZONE_UNKNOWN, Kind.ZONE_GUESSED, Kind.ZONE_OF_FILE),
        }
    if not found.events and not found.whole:
        assert found.findings


@settings(max_examples=150)
@given(data=st.binary(max_size=300), packed=st.booleans())
def test_any_bytes_are_read_without_an_exception(data: bytes, packed: bool) -> None:
    check_report(read_calendar(gzip.compress(data) if packed else data), data)
    inside = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data
    check_report(read_calendar(inside), inside)


@settings(max_examples=100)
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, len(FILE)), st.integers(0, 40), PIECES), min_size=1, max_size=4
    )
)
def test_a_file_broken_anywhere_is_read_without_an_exception(
    cuts: list[tuple[int, int, bytes]],
) -> None:
    data = FILE
    for at, length, piece in cuts:
        data = data[:at] + piece + data[at + length :]
    check_report(read_calendar(data), data)


@settings(max_examples=150)
@given(order=st.lists(st.integers(0, len(LINES) - 1), max_size=60))
def test_lines_in_any_order_are_read_without_an_exception(order: list[int]) -> None:
    data = "\r\n".join(LINES[at] for at in order).encode()
    check_report(read_calendar(data), data)


@settings(max_examples=100)
@given(
    values=st.dictionaries(
        st.sampled_from(
            [at for at, line in enumerate(LINES) if not line.startswith(("BEGIN", "END"))]
        ),
        VALUES,
        min_size=1,
        max_size=3,
    )
)
def test_an_entry_with_any_values_is_kept_or_named_with_its_line(values: dict[int, str]) -> None:
    lines = [
        f"{line.partition(':')[0]}:{values[at]}" if at in values else line
        for at, line in enumerate(LINES)
    ]
    data = "\r\n".join(lines).encode()
    found = read_calendar(data)
    check_report(found, data)
    assert found.whole
    assert len(found.events) + found.dropped == EVENTS
    lost = [each for each in found.findings if each.kind in {Kind.NO_START, Kind.BAD_START}]
    assert [lines[each.first - 1] for each in lost] == ["BEGIN:VEVENT"] * found.dropped
    for each in found.events:
        assert lines[each.first_line - 1] == "BEGIN:VEVENT"
        assert lines[each.last_line - 1] == "END:VEVENT"
        instances([each], date(2025, 1, 1), date(2025, 3, 1), most=20)


# Without "<": what looks like markup is taken for it.
TEXT = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters="<"),
        st.sampled_from('\\;,:"nN\n\t \x85\u2028\u202eé日📅'),
    ),
    max_size=90,
)
ZONES = st.sampled_from(["Africa/Casablanca", "America/New_York", "Asia/Kathmandu", "UTC"])
MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001
RULES = st.sampled_from(["", "FREQ=WEEKLY;COUNT=5", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY"])


@st.composite
def starts_and_ends(draw: st.DrawFn) -> tuple[date, date]:
    moment, length = draw(MOMENTS).replace(microsecond=0), draw(st.timedeltas(timedelta(seconds=1)))
    length = min(length, timedelta(days=40))
    if draw(st.booleans()):
        return moment.date(), moment.date() + length + timedelta(days=1)
    start = moment.replace(tzinfo=zone(draw(ZONES)))
    return start, (start.astimezone(UTC) + length).astimezone(start.tzinfo).replace(microsecond=0)


@settings(max_examples=60)
@given(title=TEXT, words=TEXT, place=TEXT, kind=TEXT, days=starts_and_ends(), rule=RULES)
def test_what_we_wrote_comes_back_as_it_was(
    title: str, words: str, place: str, kind: str, days: tuple[date, date], rule: str
) -> None:
    start, end = days
    written = entry_of(
        summary=title,
        description=f"Held. {words}",
        location=place,
        categories=(kind, "Debate"),
        start=start,
        end=end,
        geo=(31.63, -8.0),
        url="https://monitor.example.org/e/E-1/",
        sequence=3,
        rule=parse_rule(rule) if rule else None,
    )
    data = join(head_bytes(head()), [], [render_event(written)])
    found = read_calendar(data)
    (read,) = found.events
    assert found.whole
    assert not found.findings
    assert (read.uid, read.status, read.sequence) == (written.uid, "CONFIRMED", 3)
    assert (read.summary, read.location) == (clean_line(title), clean_line(place))
    assert read.description == clean(f"Held. {words}")
    assert read.categories == tuple(dict.fromkeys(filter(None, (clean_line(kind), "Debate"))))
    assert (read.geo, read.url) == (written.geo, written.url)
    assert read.rules == ((written.rule,) if written.rule else ())
    if isinstance(start, datetime) and isinstance(end, datetime):
        assert read.start.astimezone(UTC) == start.astimezone(UTC)  # type: ignore[union-attr]
        assert read.end.astimezone(UTC) == end.astimezone(UTC)  # type: ignore[union-attr]
    else:
        assert (read.start, read.end) == (start, end)
