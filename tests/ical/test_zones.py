"""The written VTIMEZONE, read back by two readers, against the zone data it came from."""

import io
import re
from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar, Timezone

from monitor.ical import ZoneRefused, known_zones, render_zone, zone
from monitor.ical.document import FOOT, object_head
from monitor.ical.tzif import read_history, zone_file

ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Vancouver",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Etc/GMT+5",
    "Europe/Dublin",
    "Europe/London",
    "Europe/Paris",
    "Pacific/Apia",
]


def in_a_file(tzid, first):
    return object_head() + render_zone(tzid, first) + FOOT


def read_by_icalendar(tzid, first) -> tzinfo:
    component = Calendar.from_ical(in_a_file(tzid, first)).walk("VTIMEZONE")[0]
    assert isinstance(component, Timezone)
    return component.to_tz(lookup_tzid=False)


def read_by_dateutil(tzid, first) -> tzinfo:
    # This reader refuses every property of a zone that RFC 5545 does not name.
    lines = in_a_file(tzid, first).decode().splitlines(keepends=True)
    known = "".join(line for line in lines if not line.startswith("X-LIC-LOCATION"))
    return tzical(io.StringIO(known)).get(tzid)


def moments(tzid, first_year, last_year):
    """Six hours on either side of every change of offset, hour by hour, and each month's middle."""
    found, at = [], datetime(first_year, 1, 1, tzinfo=UTC)
    while at.year <= last_year:
        after = at + timedelta(hours=6)
        if at.astimezone(zone(tzid)).utcoffset() != after.astimezone(zone(tzid)).utcoffset():
            found += [at + timedelta(hours=hours) for hours in range(-6, 13)]
        at = after
    middles = [(year, month) for year in range(first_year, last_year + 1) for month in range(1, 13)]
    return found + [datetime(year, month, 15, 12, tzinfo=UTC) for year, month in middles]


def misread(moment, written, tzid):
    """Whether the local time of a moment, as an entry would show it, means another moment there.

    The second of two equal local times is left out: no entry is ever written in it.
    """
    local = moment.astimezone(zone(tzid))
    return not local.fold and local.replace(tzinfo=written).utcoffset() != local.utcoffset()


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_dateutil])
@pytest.mark.parametrize("tzid", ZONES)
def test_every_hour_around_a_change_reads_as_the_zone_data_says(tzid, read):
    written = read(tzid, date(2020, 5, 1))
    assert [at for at in moments(tzid, 2020, 2030) if misread(at, written, tzid)] == []


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_dateutil])
@pytest.mark.parametrize("tzid", ["America/New_York", "Europe/Paris", "Australia/Sydney"])
def test_years_before_a_change_of_law_keep_the_rule_of_their_time(tzid, read):
    written = read(tzid, date(1995, 1, 1))
    assert [at for at in moments(tzid, 1995, 2012) if misread(at, written, tzid)] == []


def test_a_regular_zone_is_two_rules_without_an_end():
    text = render_zone("America/New_York", date(2023, 12, 7)).decode()
    assert re.findall(r"RRULE:(.*)\r\n", text) == [
        "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    ]
    assert "RDATE" not in text


def test_a_rule_that_was_replaced_ends_in_utc_after_its_last_onset():
    text = render_zone("America/New_York", date(2005, 1, 1)).decode()
    assert (
        "DTSTART:20030406T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060403T070000Z"
        in text
    )


def test_a_change_at_the_end_of_a_thursday_is_right_when_it_falls_into_the_next_month():
    text = render_zone("Africa/Cairo", date(2024, 1, 1)).decode()
    assert "BYMONTH=10;BYDAY=FR;BYMONTHDAY=26,27,28,29,30,31\r\n" in text
    assert "BYMONTH=11;BYDAY=FR;BYMONTHDAY=1\r\n" in text


def test_a_rule_that_skips_years_begins_before_the_entry():
    text = render_zone("Africa/Cairo", date(2027, 1, 1)).decode()
    assert (
        "DTSTART:20241101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=FR;BYMONTHDAY=1\r\n" in text
    )


def test_changes_of_one_kind_are_one_observance_whatever_the_law_calls_them():
    text = render_zone("Africa/Casablanca", date(2023, 1, 1)).decode()
    assert (text.count("BEGIN:STANDARD"), text.count("BEGIN:DAYLIGHT")) == (1, 1)


def test_months_of_ramadan_are_dates_because_no_rule_gives_them():
    text = render_zone("Africa/Casablanca", date(2023, 1, 1)).decode()
    assert "RDATE:20230319T030000\r\n" in text
    assert "RDATE:20230423T020000\r\n" in text
    assert "RRULE" not in text


def test_the_first_onset_of_a_list_stands_in_the_list_too():
    for part in render_zone("Africa/Casablanca", date(2023, 1, 1)).decode().split("BEGIN:")[1:]:
        if "RDATE" in part:
            start = re.search(r"DTSTART:(\S+)", part)[1]
            assert f"RDATE:{start}\r\n" in part


def test_irish_winter_time_is_standard_although_the_law_calls_it_the_exception():
    text = render_zone("Europe/Dublin", date(2023, 1, 1)).decode()
    summer = text[text.index("BEGIN:DAYLIGHT") : text.index("END:DAYLIGHT")]
    assert "TZNAME:IST\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100" in summer


def test_a_zone_without_changes_has_one_observance_before_any_entry():
    text = render_zone("Asia/Kolkata", date(2023, 1, 1)).decode()
    assert text.count("BEGIN:STANDARD") == 1
    assert "TZOFFSETTO:+0530" in text
    assert "DAYLIGHT" not in text


@pytest.mark.parametrize("tzid", ["UTC", "Etc/UTC", "Zulu"])
def test_utc_needs_no_zone(tzid):
    assert render_zone(tzid, date(2023, 1, 1)) == b""


@pytest.mark.parametrize("tzid", ["Mars/Olympus", "", "../../etc/passwd", "europe/paris"])
def test_an_unknown_name_is_refused(tzid):
    with pytest.raises(ZoneRefused, match="not an IANA zone"):
        render_zone(tzid, date(2023, 1, 1))


def test_the_bytes_stay_when_the_earliest_entry_moves_within_its_year():
    january = render_zone("Asia/Gaza", date(2024, 1, 1))
    assert january == render_zone("Asia/Gaza", date(2024, 12, 31))


@pytest.mark.parametrize("first", [date.min, date(2024, 1, 1), date.max])
def test_every_zone_begins_before_the_entry_and_stays_small(first):
    for tzid in sorted(known_zones()):
        written = render_zone(tzid, first)
        starts = re.findall(rb"DTSTART:(\d{4})", written)
        assert len(written) < 10_000, tzid
        assert not written or int(min(starts)) < max(first.year - 1, 3), tzid


def test_every_zone_says_the_offset_its_data_says_in_coming_years():
    wrong = []
    for tzid in sorted(known_zones()):
        if not render_zone(tzid, date(2026, 1, 1)):
            continue
        written = read_by_dateutil(tzid, date(2026, 1, 1))
        for month in range(1, 13):
            moment = datetime(2027, month, 15, tzinfo=UTC)
            if misread(moment, written, tzid):
                wrong.append((tzid, month))
    assert wrong == []


def test_the_zone_file_is_read_to_its_last_line():
    history = read_history(zone_file("America/New_York"))
    assert history.footer == "EST5EDT,M3.2.0,M11.1.0"
    assert history.first.name == "LMT"
    assert history.changes[-1][1].name == "EDT"


def test_bytes_that_are_no_zone_file_are_refused():
    with pytest.raises(ValueError, match="not a compiled zone file"):
        read_history(b"BEGIN:VTIMEZONE" * 10)
