import pickle
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.ical import zone
from monitor.ical.incoming import FileZone, Kind, read_calendar
from tests.ical.examples import at, floating
from tests.ical.incoming.files import calendar, event, kinds, read

# New York's rules under a name that nobody knows, from 1601 on, as Outlook writes them.
CUSTOM = [
    *("BEGIN:VTIMEZONE", "TZID:Customized Time Zone"),
    *("BEGIN:STANDARD", "DTSTART:16010101T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500"),
    *("RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11", "END:STANDARD"),
    *("BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400"),
    *("RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3", "END:DAYLIGHT"),
    "END:VTIMEZONE",
]


def start(line, *around):
    (found,) = read(*around, *event(line)).events
    return found.start


@pytest.mark.parametrize(
    "tzid",
    [
        "Europe/Berlin",
        '"Europe/Berlin"',
        "europe/berlin",
        "/mozilla.org/20050126_1/Europe/Berlin",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
        "W. Europe Standard Time",
        '"w. europe standard time"',
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
    ],
)
def test_a_zone_is_known_by_its_names(tzid):
    found = start(f"DTSTART;TZID={tzid}:20250707T090000")
    assert found.tzinfo.key in {"Europe/Berlin", "Europe/Amsterdam"}
    assert found.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("shown", "utc"),
    [
        ("(UTC-05:00) Eastern Time (US & Canada)", 13),
        ("(GMT-08:00) Pacific Time (US & Canada); Tijuana", 16),
        ("(UTC+00:00) Casablanca", 8),
        ("(UTC+04:00) Moscow, St. Petersburg, Volgograd", 6),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", 3.5),
        ("GMT+0200", 7),
        ("UTC-3", 12),
        ("(GMT +01:00)", 8),
        ("UTC", 9),
        ("tzone://Microsoft/Utc", 9),
    ],
)
def test_a_zone_is_known_by_what_windows_shows(shown, utc):
    found = start(f'DTSTART;TZID="{shown}":20250707T090000')
    midnight = datetime(2025, 7, 7, tzinfo=UTC)
    assert (found - midnight) == timedelta(hours=utc)


def test_a_zone_of_the_files_own_has_its_offsets_winter_and_summer():
    lines = (
        "DTSTART;TZID=Customized Time Zone:20250115T090000",
        "DTEND;TZID=Customized Time Zone:20250715T090000",
    )
    found = read(*CUSTOM, *event(*lines))
    (only,) = found.events
    assert isinstance(only.start.tzinfo, FileZone)
    assert only.start.astimezone(UTC).hour == 14
    assert only.end.astimezone(UTC).hour == 13
    assert only.zone == ""
    assert kinds(found) == {(Kind.ZONE_OF_FILE, "tolerated")}


def test_a_zone_of_the_files_own_agrees_with_the_zone_it_copies():
    own = start("DTSTART;TZID=Customized Time Zone:20250115T090000", *CUSTOM).tzinfo
    moment = datetime(2024, 12, 25, tzinfo=UTC)
    for _ in range(9000):
        moment += timedelta(hours=1)
        local, theirs = moment.astimezone(own), moment.astimezone(zone("America/New_York"))
        assert (local.replace(tzinfo=None), local.fold) == (
            theirs.replace(tzinfo=None),
            theirs.fold,
        )
        for fold in (0, 1):
            bare = theirs.replace(tzinfo=None, fold=fold)
            assert (
                bare.replace(tzinfo=own).utcoffset()
                == bare.replace(tzinfo=theirs.tzinfo).utcoffset()
            )
    gap = floating(2025, 3, 9, 2, 30)
    assert gap.replace(tzinfo=own).utcoffset() == timedelta(hours=-5)


def test_a_zone_of_the_files_own_may_be_kept_and_compared():
    own = start("DTSTART;TZID=Customized Time Zone:20250115T090000", *CUSTOM).tzinfo
    again = start("DTSTART;TZID=Customized Time Zone:20250115T090000", *CUSTOM).tzinfo
    assert own == again == pickle.loads(pickle.dumps(own))
    assert hash(own) == hash(again)


def test_the_place_that_a_definition_names_is_its_zone():
    lines = [line.replace("Customized Time Zone", "Mine") for line in CUSTOM]
    lines.insert(2, "X-LIC-LOCATION:America/New_York")
    assert start("DTSTART;TZID=Mine:20250115T090000", *lines).tzinfo.key == "America/New_York"


def test_a_definition_may_stand_behind_what_uses_it():
    entry = event("DTSTART;TZID=Customized Time Zone:20250115T090000")
    (found,) = read(*entry, *CUSTOM).events
    assert found.start.astimezone(UTC).hour == 14


def test_onsets_may_stand_as_dates():
    lines = [
        *("BEGIN:VTIMEZONE", "TZID:Mine"),
        *("BEGIN:DAYLIGHT", "DTSTART:20240331T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"),
        *("RDATE:20250330T020000,20260329T020000", "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "DTSTART:20241027T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
        *("RDATE:20251026T030000", "END:STANDARD", "END:VTIMEZONE"),
    ]
    assert start("DTSTART;TZID=Mine:20250715T090000", *lines).astimezone(UTC).hour == 7
    assert start("DTSTART;TZID=Mine:20250115T090000", *lines).astimezone(UTC).hour == 8


def test_an_unknown_zone_is_that_of_the_calendar():
    line = "DTSTART;TZID=Nowhere:20250115T090000"
    assert start(line, "X-WR-TIMEZONE:Asia/Tokyo") == at("Asia/Tokyo", 2025, 1, 15, 9)
    assert start(line) == floating(2025, 1, 15, 9)
    assert kinds(read(*event(line))) == {(Kind.ZONE_UNKNOWN, "tolerated")}


def test_an_unknown_zone_is_the_only_one_that_the_file_defines():
    lines = [line.replace("Customized Time Zone", "Eastern Standard Time") for line in CUSTOM]
    found = start("DTSTART;TZID=Nowhere:20250115T090000", *lines)
    assert found == at("America/New_York", 2025, 1, 15, 9)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["BEGIN:VTIMEZONE", "TZID:Mine", "END:VTIMEZONE"], Kind.BAD_ZONE),
        (
            [
                *("BEGIN:VTIMEZONE", "TZID:Mine", "BEGIN:STANDARD", "DTSTART:soon"),
                *("TZOFFSETTO:+99", "END:STANDARD", "END:VTIMEZONE"),
            ],
            Kind.BAD_ZONE,
        ),
        (
            [
                *("BEGIN:VTIMEZONE", "TZID:Mine", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
                *("TZOFFSETTO:+0100", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE"),
            ],
            Kind.ZONE_OF_FILE,
        ),
    ],
)
def test_a_broken_definition_costs_no_event(lines, kind):
    found = read(*lines, *event("DTSTART;TZID=Mine:20250115T090000"))
    assert len(found.events) == 1
    assert kind in {finding.kind for finding in found.findings}


def test_floating_times_are_on_the_calendars_clock_else_on_that_of_the_caller():
    line = "DTSTART:20250115T090000"
    assert start(line, "X-WR-TIMEZONE:Africa/Casablanca") == at("Africa/Casablanca", 2025, 1, 15, 9)
    tokyo = at("Asia/Tokyo", 2025, 1, 15, 9)
    (found,) = read_calendar(calendar(*event(line)), floating=tokyo.tzinfo).events
    assert found.start == tokyo
    assert start(line) == floating(2025, 1, 15, 9)


def test_utc_stays_utc_whatever_the_calendars_zone():
    found = start("DTSTART;TZID=Asia/Tokyo:20250115T090000Z", "X-WR-TIMEZONE:Asia/Tokyo")
    assert found == datetime(2025, 1, 15, 9, tzinfo=UTC)


def test_days_have_no_zone():
    found = start("DTSTART;TZID=Asia/Tokyo;VALUE=DATE:20250115", "X-WR-TIMEZONE:Asia/Tokyo")
    assert found == date(2025, 1, 15)


def test_definitions_without_number_are_bounded():
    many = [
        line.replace("Customized Time Zone", f"Zone {number}")
        for number in range(1000)
        for line in CUSTOM
    ]
    uses = [
        line
        for number in range(1000)
        for line in event(f"DTSTART;TZID=Zone {number}:20250115T090000", uid=f"{number}")
    ]
    assert len(read(*many, *uses).events) == 1000
