"""What an entry of a calendar says, as it is kept."""

import pytest

from monitor.ical.incoming import read_calendar
from monitor.intake.calendars.said import Said, differing, key_of, said_from, said_of
from tests.intake.calendars.ics import calendar, entry


def said(**properties: str) -> Said:
    return said_of(read_calendar(calendar(entry(**properties))).events[0])


def test_an_all_day_entry_ends_on_its_last_day() -> None:
    assert said().edtf == "2026-03-10/2026-03-11"
    assert said().times == (None, None)


def test_a_time_stays_in_its_zone() -> None:
    found = said(**{"DTSTART;TZID=Africa/Casablanca": "20260310T093000"})
    assert (found.start, found.zone) == ("2026-03-10T09:30:00", "Africa/Casablanca")


def test_what_ends_at_midnight_does_not_touch_the_next_day() -> None:
    found = said(DTSTART="20260310T200000Z", DTEND="20260311T000000Z")
    assert found.edtf == "2026-03-10"


def test_it_comes_back_from_json_as_it_was() -> None:
    assert said_from(said(CATEGORIES="A,B", RRULE="FREQ=DAILY;COUNT=3").kept()) == said(
        CATEGORIES="A,B", RRULE="FREQ=DAILY;COUNT=3"
    )


def test_a_change_of_days_is_one_difference() -> None:
    later = said(**{"DTSTART;VALUE=DATE": "20260410", "DTEND;VALUE=DATE": "20260412"})
    assert differing(said(), later) == ["date"]


@pytest.mark.parametrize(
    ("moment", "key"),
    [("20260310", "2026-03-10"), ("20260310T090000Z", "2026-03-10T09:00:00Z")],
)
def test_a_changed_instance_is_known_by_its_first_moment(moment: str, key: str) -> None:
    name = "RECURRENCE-ID" if "T" in moment else "RECURRENCE-ID;VALUE=DATE"
    event = read_calendar(calendar(entry(**{name: moment}))).events[0]
    assert key_of(event) == ("1@there", key)
