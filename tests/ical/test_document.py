from datetime import date

import pytest
from icalendar import Calendar

from monitor.ical import (
    FOOT,
    PROFILE_VERSION,
    TZDATA_VERSION,
    head_bytes,
    join,
    object_head,
    render_event,
    render_task,
    render_zone,
)
from tests.ical.examples import at, event, head, task


def test_a_public_feed_says_all_it_should_of_itself_in_one_order():
    written = head_bytes(
        head(
            url="https://monitor.example.org/calendar/",
            source="https://monitor.example.org/feeds/public.ics",
            color="steelblue",
        )
    )
    assert written.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Commitment Monitor//Commitment Monitor//EN",
        "CALSCALE:GREGORIAN",
        "LAST-MODIFIED:20251201T081500Z",
        "NAME;LANGUAGE=en:Public record",
        "X-WR-CALNAME:Public record",
        "DESCRIPTION;LANGUAGE=en:Public events and deadlines",
        "X-WR-CALDESC:Public events and deadlines",
        "X-WR-TIMEZONE:Africa/Casablanca",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://monitor.example.org/feeds/public.ics",
        "URL:https://monitor.example.org/calendar/",
        "COLOR:steelblue",
        "",
    ]


@pytest.mark.parametrize("never", [b"METHOD", b"\r\nUID", b"SOURCE"])
def test_a_personal_feed_has_no_method_no_uid_and_no_address_of_its_own(never):
    assert never not in head_bytes(head())


def test_a_stored_object_says_nothing_of_the_calendar_it_lies_in():
    assert object_head().count(b"\r\n") == 4


def test_zones_stand_before_the_entries_that_name_them():
    new_york = at("America/New_York", 2025, 11, 20, 9)
    body = join(
        head_bytes(head()),
        [render_zone("America/New_York", date(2025, 11, 20))],
        [render_event(event(start=new_york, end=new_york.replace(hour=12))), render_task(task())],
    )
    assert body.endswith(b"END:VTODO\r\n" + FOOT)
    calendar = Calendar.from_ical(body)
    assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE", "VEVENT", "VTODO"]
    assert calendar.events[0].start.utcoffset() == new_york.utcoffset()


def test_what_bytes_depend_on_besides_their_values_has_a_number():
    assert PROFILE_VERSION >= 1
    assert TZDATA_VERSION[:2] == "20"
