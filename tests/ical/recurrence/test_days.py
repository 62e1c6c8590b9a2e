from datetime import date, datetime, timedelta
from itertools import islice, takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.ical.recurrence import parse_rule
from monitor.ical.recurrence.days import walls
from tests.ical.examples import floating
from tests.ical.recurrence.rules import RULES

STARTS = st.datetimes(floating(1996, 1, 1), floating(2030, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, second=0)
)


def named(text, start, count=5, since=None):
    first = start.date() if isinstance(start, datetime) else start
    return list(islice(walls(parse_rule(text), start, since or first), count))


@settings(deadline=None, max_examples=40)
@given(rule=RULES, start=STARTS)
def test_the_starts_are_those_of_another_library(rule, start):
    until = start + timedelta(days=900)
    theirs = rrulestr(f"{rule.text()};UNTIL={until:%Y%m%dT%H%M%S}", dtstart=start)
    ours = takewhile(lambda wall: wall <= until, walls(rule, start, start.date()))
    assert list(islice(ours, 150)) == list(islice(theirs, 150))


@settings(deadline=None)
@given(rule=RULES, start=STARTS, ahead=st.integers(0, 4000))
def test_beginning_late_loses_nothing(rule, start, ahead):
    since = start + timedelta(days=ahead)
    until = since + timedelta(days=400)
    whole, late = (
        [
            wall
            for wall in takewhile(lambda wall: wall <= until, walls(rule, start, first))
            if wall >= since
        ]
        for first in (start.date(), since.date())
    )
    assert whole == late


@pytest.mark.parametrize(
    ("text", "start", "days"),
    [
        # RFC 5545, 3.8.5.3.
        ("FREQ=MONTHLY;BYDAY=1FR", date(1997, 9, 5), ["0905", "1003", "1107"]),
        ("FREQ=MONTHLY;BYDAY=-2MO", date(1997, 9, 22), ["0922", "1020", "1117"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", date(1997, 9, 28), ["0928", "1029", "1128"]),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", date(1997, 9, 2), ["0213", "0313", "1113"]),
        ("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3", date(1997, 9, 4), ["0904", "1007", "1106"]),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", date(1997, 5, 12), ["0512", "0511", "0517"]),
        ("FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200", date(1997, 1, 1), ["0101", "0410", "0719"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", date(1997, 8, 5), ["0805", "0810", "0819"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", date(1997, 8, 5), ["0805", "0817", "0819"]),
        # What a month or a year lacks is left out.
        ("FREQ=MONTHLY", date(2025, 1, 31), ["0131", "0331", "0531"]),
        ("FREQ=YEARLY", date(2024, 2, 29), ["0229", "0229", "0229"]),
        # A week without a weekday has that of the start.
        ("FREQ=YEARLY;BYWEEKNO=20", date(2025, 1, 7), ["0513", "0512", "0518"]),
        # Both the plain weekday and the numbered one.
        ("FREQ=MONTHLY;BYDAY=FR,1MO", date(2025, 1, 1), ["0103", "0106", "0110"]),
    ],
)
def test_a_rule_names_these_days(text, start, days):
    assert [f"{day:%m%d}" for day in named(text, start, 3)] == days


def test_times_of_day_multiply():
    start = floating(2025, 1, 1, 9)
    assert named("FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30", start, 4) == [
        start,
        floating(2025, 1, 1, 9, 30),
        floating(2025, 1, 1, 14),
        floating(2025, 1, 1, 14, 30),
    ]


def test_a_day_has_no_times():
    assert named("FREQ=DAILY;BYHOUR=9,14", date(2025, 1, 1), 2) == [
        date(2025, 1, 1),
        date(2025, 1, 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=WEEKLY;BYMONTH=1;BYYEARDAY=366",
        "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=2",
        "FREQ=YEARLY;BYDAY=53MO;BYMONTH=1",
    ],
)
def test_a_rule_that_names_no_day_ends(text):
    assert named(text, date(2025, 1, 1)) == []


@pytest.mark.parametrize("start", [date(1, 1, 1), date(9998, 12, 31), floating(9998, 12, 30, 23)])
@pytest.mark.parametrize("freq", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
def test_a_rule_may_stand_at_either_end_of_the_calendar(start, freq):
    assert len(named(f"FREQ={freq};INTERVAL=10000;WKST=SU", start, 3)) <= 3


def test_a_weekday_on_29_february_is_found():
    assert named("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", date(2025, 1, 1), 2) == [
        date(2032, 2, 29),
        date(2060, 2, 29),
    ]
