from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.ical.incoming import Kind, fingerprint, read_calendar
from monitor.ical.recurrence import Added, instances
from tests.ical.examples import at, floating
from tests.ical.incoming.files import calendar, event, kinds, only, read

DAY = "DTSTART;VALUE=DATE:20250107"
NINE = datetime(2025, 1, 7, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DTSTART;VALUE=DATE:20250107", date(2025, 1, 7)),
        ("DTSTART:20250107", date(2025, 1, 7)),
        ("DTSTART;VALUE=DATE:20250107T000000", date(2025, 1, 7)),
        ("DTSTART;VALUE=DATE:20250107T090000Z", NINE),
        ("DTSTART;VALUE=DATE-TIME:20250107T090000Z", NINE),
        ("DTSTART:20250107T090000z", NINE),
        ("DTSTART: 20250107T090000Z ", NINE),
        ("DTSTART:2025-01-07T09:00:00Z", NINE),
        ("DTSTART:2025-01-07T09:00:00.000Z", NINE),
        ("DTSTART:2025-01-07T10:00:00+01:00", NINE),
        ("DTSTART:20250107T0900Z", NINE),
        ("DTSTART:20250107T085960Z", NINE - timedelta(seconds=1)),
        ("DTSTART:20250106T240000Z", datetime(2025, 1, 7, tzinfo=UTC)),
        ("DTSTART:18560330T120000Z", datetime(1856, 3, 30, 12, tzinfo=UTC)),
        ("DTSTART;TZID=Europe/London:17760704T090000", at("Europe/London", 1776, 7, 4, 9)),
        ("DTSTART;VALUE=DATE:00011225", date(1, 12, 25)),
        ("DTSTART;VALUE=DATE:99981231", date(9998, 12, 31)),
    ],
)
def test_a_start_is_read_however_it_is_written(written, meant):
    assert only(written).start == meant


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", "20250230", "20251301", "20250107T250000", "00000101T000000", "99991231"),
        *("1" * 99, "00010101T000000Z", "99991231T235959Z", "20250107T", "-20250107", "٢٠٢٥٠١٠٧"),
    ],
)
def test_a_start_that_is_none_costs_the_event(value):
    found = read(*event(f"DTSTART:{value}"))
    assert (found.events, kinds(found)) == ((), {(Kind.BAD_START, "dropped")})


def test_an_event_without_a_start_is_lost():
    found = read("BEGIN:VEVENT", "UID:x", "SUMMARY:When?", "END:VEVENT")
    assert kinds(found) == {(Kind.NO_START, "dropped")}
    assert found.findings[0].excerpt == "When?"


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        ((DAY, "DTEND;VALUE=DATE:20250109"), date(2025, 1, 9)),
        ((DAY,), date(2025, 1, 8)),
        ((DAY, "DURATION:P2D"), date(2025, 1, 9)),
        ((DAY, "DURATION:PT1W"), date(2025, 1, 14)),
        ((DAY, "DURATION:PT36H"), date(2025, 1, 9)),
        (("DTEND:20250107T110000Z",), NINE + timedelta(hours=2)),
        (("DTEND:20250107T090000Z",), NINE),
        ((), NINE),
        (("DURATION:P1DT2H30M",), NINE + timedelta(days=1, hours=2, minutes=30)),
        (("DURATION:PT2H", "DTEND:20250107T100000Z"), NINE + timedelta(hours=1)),
        (("DTEND:20250107T110000",), NINE + timedelta(hours=2)),
        (("DTSTART:20250107T090000", "DTEND:20250107T100000Z"), floating(2025, 1, 7, 10)),
    ],
)
def test_an_end_is_read_or_is_the_shortest_there_is(lines, end):
    assert only(*lines).end == end


@pytest.mark.parametrize(
    ("lines", "end", "kind"),
    [
        ((DAY, "DTEND;VALUE=DATE:20250107"), date(2025, 1, 8), Kind.END_IS_START),
        ((DAY, "DTEND;VALUE=DATE:20250101"), date(2025, 1, 8), Kind.END_BEFORE_START),
        (("DTEND:20250101T090000Z",), NINE, Kind.END_BEFORE_START),
        (("DURATION:-PT1H",), NINE, Kind.END_BEFORE_START),
        ((DAY, "DTEND:20250109T000000Z"), date(2025, 1, 9), Kind.MIXED_END),
        ((DAY, "DTEND:20250109T120000Z"), date(2025, 1, 10), Kind.MIXED_END),
        (("DTEND;VALUE=DATE:20250108",), datetime(2025, 1, 8, tzinfo=UTC), Kind.MIXED_END),
        (("DTEND:later",), NINE, Kind.BAD_END),
        (("DURATION:an hour",), NINE, Kind.BAD_END),
        (("DURATION:P9999999W",), NINE, Kind.BAD_END),
    ],
)
def test_an_end_that_cannot_be_is_reported(lines, end, kind):
    found = read(*event(*lines))
    assert found.events[0].end == end
    assert (kind, "tolerated") in kinds(found)


def test_a_midnight_that_ends_at_a_time_of_day_is_no_day():
    found = only("DTSTART;VALUE=DATE:20250107T000000", "DTEND;VALUE=DATE:20250107T013000")
    assert (found.start, found.end) == (floating(2025, 1, 7), floating(2025, 1, 7, 1, 30))


def test_an_hour_that_the_clocks_jump_over_lasts():
    found = only(
        "DTSTART;TZID=Europe/Berlin:20250330T023000", "DTEND;TZID=Europe/Berlin:20250330T031500"
    )
    assert found.end.astimezone(UTC) - found.start.astimezone(UTC) == timedelta(minutes=45)


def test_a_missing_stamp_is_reported():
    found = read("BEGIN:VEVENT", "UID:x", "DTSTART:20250107", "END:VEVENT")
    assert (Kind.NO_STAMP, "tolerated") in kinds(found)


def test_a_missing_uid_is_derived_from_the_content_alone():
    lines = ["BEGIN:VEVENT", "DTSTART:20250107T090000Z", "SUMMARY:One", "END:VEVENT"]
    (first,) = read(*lines).events
    stamped = [lines[0], "DTSTAMP:20300101T000000Z", "SEQUENCE:4", *lines[:0:-1][::-1]]
    (again,) = read(*stamped).events
    (other,) = read(*(line.replace("One", "Two") for line in lines)).events
    assert first.uid == again.uid != other.uid
    assert (first.uid_derived, only().uid_derived) == (True, False)
    assert (Kind.NO_UID, "tolerated") in kinds(read(*lines))


def test_a_uid_too_long_to_keep_is_derived_from_itself():
    long = "UID:" + "x" * 300
    found = read("BEGIN:VEVENT", long, "DTSTART:20250107", "END:VEVENT").events[0]
    later = read("BEGIN:VEVENT", long, "DTSTART:20250108", "END:VEVENT").events[0]
    assert found.uid == later.uid
    assert len(found.uid) == 36


def test_the_digest_stays_where_only_the_revision_moved():
    lines = ("SUMMARY:One", "LOCATION:Geneva", "CATEGORIES:A,B", "EXDATE:20250108T090000Z")
    moved = ("SEQUENCE:9", "CREATED:20240101T000000Z", "LAST-MODIFIED:20250101T000000Z")
    assert only(*lines).digest == only(*moved, *lines[::-1]).digest


@pytest.mark.parametrize(
    "changed",
    [
        "SUMMARY:Two",
        "DESCRIPTION:x",
        "LOCATION:x",
        "GEO:1;2",
        "URL:https://example.org/",
        "STATUS:CANCELLED",
        "CATEGORIES:x",
        "CLASS:PRIVATE",
        "RRULE:FREQ=DAILY",
        "EXDATE:20250108T090000Z",
        "RDATE:20250108T090000Z",
        "DTEND:20250107T100000Z",
        "RECURRENCE-ID:20250107T090000Z",
        "DTSTART;TZID=Europe/London:20250107T090000",
        "CONFERENCE:https://example.org/",
    ],
)
def test_the_digest_moves_with_what_is_said(changed):
    assert only(changed).digest != only().digest


def test_a_fingerprint_stays_where_only_the_revision_moved():
    data = calendar(*event("SUMMARY:One", "SEQUENCE:1", "CREATED:20200101T000000Z"))
    moved = (
        data.replace(b"20250101T000000Z", b"20260202T\r\n 000000Z")
        .replace(b"SEQUENCE:1", b"SEQUENCE:2")
        .replace(b"CREATED:2020", b"CREATED:2021")
    )
    assert fingerprint(data) == fingerprint(moved) == read_calendar(moved).fingerprint
    assert fingerprint(data) != fingerprint(data.replace(b"One", b"Two"))


def test_revisions_and_status_are_read():
    found = only(
        *("SEQUENCE:3", "CREATED:20240101T000000Z", "LAST-MODIFIED:20240102T000000Z"),
        *("STATUS:tentative", "CLASS:CONFIDENTIAL", "CATEGORIES:A\\,B,C", "CATEGORIES:C,,D"),
        *("GEO:46.2;6.14", "RECURRENCE-ID;RANGE=THISANDFUTURE:20250107T080000Z"),
    )
    assert (found.sequence, found.status, found.classification) == (3, "TENTATIVE", "CONFIDENTIAL")
    assert found.created_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert found.modified_at == datetime(2024, 1, 2, tzinfo=UTC)
    assert (found.categories, found.geo) == (("A,B", "C", "D"), (46.2, 6.14))
    assert found.recurrence_id == datetime(2025, 1, 7, 8, tzinfo=UTC)
    assert found.this_and_future


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("STATUS:CANCELED", "status", "CANCELLED"),
        ("STATUS:maybe", "status", None),
        ("CLASS:SECRET", "classification", "PRIVATE"),
        ("SEQUENCE:-1", "sequence", 0),
        ("SEQUENCE:" + "9" * 5000, "sequence", 0),
        ("GEO:north", "geo", None),
        ("GEO:91;0", "geo", None),
        ("GEO:46.2,6.1", "geo", (46.2, 6.1)),
        ("GEO:1e999;0", "geo", None),
        ("CREATED:once", "created_at", None),
        ("RECURRENCE-ID:then", "recurrence_id", None),
    ],
)
def test_a_value_that_is_none_is_left_out_and_the_event_is_kept(line, field, value):
    assert getattr(only(line), field) == value


def test_a_calendar_that_cancels_cancels_its_events():
    assert read("METHOD:CANCEL", *event("STATUS:CONFIRMED")).events[0].cancelled


def test_names_of_persons_are_left_out():
    found = only("ORGANIZER;CN=A. Person:mailto:a@example.org", "ATTENDEE:mailto:b@example.org")
    assert "example.org" not in repr(found)


def test_the_calendar_says_what_it_is():
    found = read(
        *("X-WR-CALNAME:Debates\\, all", "X-WR-CALDESC:Of the year", "X-WR-TIMEZONE:Europe/Paris"),
        *("X-PUBLISHED-TTL:PT12H", "REFRESH-INTERVAL;VALUE=DURATION:P1D", "METHOD:PUBLISH"),
    )
    assert (found.name, found.description, found.zone) == (
        *("Debates, all", "Of the year", "Europe/Paris"),
    )
    assert (found.refresh, found.method) == (timedelta(days=1), "PUBLISH")


@pytest.mark.parametrize("value", ["", "often", "-PT1H", "PT0S", "P9999999W"])
def test_a_refresh_that_is_none_is_left_out(value):
    assert read(f"REFRESH-INTERVAL;VALUE=DURATION:{value}").refresh is None


def test_of_one_event_twice_the_latest_revision_is_current():
    found = read(
        *event("SUMMARY:New", "SEQUENCE:2"),
        *event("SUMMARY:Old", "SEQUENCE:1"),
        *event("SUMMARY:Instance", "RECURRENCE-ID:20250107T090000Z"),
    )
    assert len(found.events) == 3
    assert [each.summary for each in found.current()] == ["New", "Instance"]
    assert (Kind.REPEATED, "tolerated") in kinds(found)


@pytest.mark.parametrize("freq", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_a_rule_within_the_day_is_refused_and_the_event_stands_once(freq):
    found = read(*event(f"RRULE:FREQ={freq}"))
    (finding,) = found.findings
    assert (finding.kind, finding.done, finding.first) == (Kind.RULE_REFUSED, "refused", 7)
    assert freq in finding.excerpt
    assert len(instances(found.events, date(2025, 1, 1), date(2026, 1, 1))) == 1


def test_a_series_with_all_that_can_happen_to_it_is_read():
    master = event(
        "DTSTART;TZID=Europe/Berlin:20250107T090000",
        "DTEND;TZID=Europe/Berlin:20250107T100000",
        "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE;TZID=Europe/Berlin:20250108T090000",
        "RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20250120T090000/PT2H",
    )
    moved = event("RECURRENCE-ID;TZID=Europe/Berlin:20250109T090000", "DTSTART:20250201T090000Z")
    cancelled = event("RECURRENCE-ID:20250110T080000Z", "STATUS:CANCELLED")
    found = read(*moved, *master, *cancelled)
    assert found.events[1].rdates == (
        Added(at("Europe/Berlin", 2025, 1, 20, 9), at("Europe/Berlin", 2025, 1, 20, 11)),
    )
    seen = instances(found.current(), date(2025, 1, 1), date(2026, 1, 1))
    assert [(f"{each.start:%m%d}", each.cancelled) for each in seen] == [
        *(("0107", False), ("0107", True), ("0120", False), ("0201", False)),
    ]


def test_dates_that_are_none_cost_themselves():
    found = read(*event("EXDATE:20250108T090000Z,never,,20250109T090000Z", "RDATE:x/y"))
    assert [each.day for each in found.events[0].exdates] == [8, 9]
    assert kinds(found) == {(Kind.BAD_DATE, "dropped")}


def test_dates_beyond_the_limit_are_left_out():
    found = read(*event("EXDATE:" + ",".join(["20250108T090000Z"] * 5000)))
    assert (Kind.TOO_MANY_VALUES, "dropped") in kinds(found)
