from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.ical import zone
from monitor.ical.recurrence import Added, Pattern, instances, parse_rule
from tests.ical.examples import at, floating

BERLIN = "Europe/Berlin"
SINCE, UNTIL = date(2025, 1, 1), date(2026, 1, 1)


def meeting(rule="", day=7, **fields):
    """An hour in Berlin from nine on a day of January."""
    given = {
        "start": at(BERLIN, 2025, 1, day, 9),
        "end": at(BERLIN, 2025, 1, day, 10),
        "rules": (parse_rule(rule),) if rule else (),
    }
    return Pattern(**(given | fields))


def starts(*components, since=SINCE, until=UNTIL, **more):
    found = instances(components, since, until, **more)
    return [
        f"{each.start.astimezone(UTC):%m%dT%H%M}"
        if isinstance(each.start, datetime)
        else f"{each.start:%m%d}"
        for each in found
    ]


def test_what_does_not_recur_takes_place_once_and_has_no_name():
    (only,) = instances([meeting()], SINCE, UNTIL)
    assert (only.start, only.recurrence_id, only.cancelled) == (meeting().start, None, False)


def test_a_rule_counts_its_instances():
    assert starts(meeting("FREQ=DAILY;COUNT=3")) == ["0107T0800", "0108T0800", "0109T0800"]


def test_a_date_left_out_is_counted_all_the_same():
    entry = meeting("FREQ=DAILY;COUNT=3", exdates=(datetime(2025, 1, 8, 8, tzinfo=UTC),))
    assert starts(entry) == ["0107T0800", "0109T0800"]


def test_a_day_left_out_takes_the_instance_of_that_day():
    entry = meeting("FREQ=DAILY;COUNT=3", exdates=(date(2025, 1, 8),))
    assert starts(entry) == ["0107T0800", "0109T0800"]


def test_dates_are_added_once_each_and_a_period_keeps_its_end():
    own_end = datetime(2025, 1, 12, 11, tzinfo=UTC)
    entry = meeting(
        rdates=(
            Added(at(BERLIN, 2025, 1, 7, 9)),
            Added(at(BERLIN, 2025, 1, 9, 9)),
            Added(datetime(2025, 1, 12, 8, tzinfo=UTC), own_end),
        )
    )
    assert starts(entry) == ["0107T0800", "0109T0800", "0112T0800"]
    assert instances([entry], SINCE, UNTIL)[-1].end == own_end


def test_two_rules_give_one_list():
    entry = meeting(rules=(parse_rule("FREQ=DAILY;COUNT=2"), parse_rule("FREQ=WEEKLY;COUNT=2")))
    assert starts(entry) == ["0107T0800", "0108T0800", "0114T0800"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20250109T080000Z", "0109T0800"),
        ("20250109T075959Z", "0108T0800"),
        # On the clock of the start.
        ("20250109T090000", "0109T0800"),
        # A day ends at its midnight: so three other readers have it.
        ("20250109", "0108T0800"),
    ],
)
def test_a_rule_ends_with_the_last_start_it_allows(until, last):
    assert starts(meeting(f"FREQ=DAILY;UNTIL={until}"))[-1] == last


@pytest.mark.parametrize("until", ["20250109", "20250109T000000Z", "20250109T230000Z"])
def test_of_a_moment_that_ends_a_rule_of_days_the_day_counts(until):
    entry = meeting(f"FREQ=DAILY;UNTIL={until}", start=date(2025, 1, 7), end=date(2025, 1, 8))
    assert starts(entry) == ["0107", "0108", "0109"]


def test_a_start_that_its_rule_does_not_name_is_no_instance():
    assert starts(meeting("FREQ=WEEKLY;BYDAY=MO;COUNT=2")) == ["0113T0800", "0120T0800"]


def test_a_rule_that_names_nothing_leaves_the_start():
    assert starts(meeting("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")) == ["0107T0800"]


def test_a_rule_that_ended_before_the_start_leaves_nothing():
    assert starts(meeting("FREQ=DAILY;UNTIL=20240101")) == []


def test_a_moved_instance_stands_where_it_was_moved_to_and_keeps_its_name():
    moved = meeting(day=18, recurrence_id=at(BERLIN, 2025, 1, 8, 9))
    entry = meeting("FREQ=DAILY;COUNT=3")
    found = instances([moved, entry], SINCE, UNTIL)
    assert [each.start.day for each in found] == [7, 9, 18]
    assert found[-1].component is moved
    assert found[-1].recurrence_id == at(BERLIN, 2025, 1, 8, 9)


def test_an_instance_moved_into_the_window_is_found_and_one_moved_out_is_not():
    entry = meeting("FREQ=YEARLY;COUNT=3")
    into = meeting(recurrence_id=at(BERLIN, 2026, 1, 7, 9))
    assert starts(entry, into) == ["0107T0800", "0107T0800"]
    out = meeting(
        start=at(BERLIN, 2027, 3, 1, 9),
        end=at(BERLIN, 2027, 3, 1, 10),
        recurrence_id=at(BERLIN, 2025, 1, 7, 9),
    )
    assert starts(entry, out) == []


@pytest.mark.parametrize("name", [date(2025, 1, 8), datetime(2025, 1, 8, 8, tzinfo=UTC)])
def test_an_instance_is_known_by_its_moment_or_its_day(name):
    entry = meeting("FREQ=DAILY;COUNT=3")
    assert starts(entry, meeting(day=18, recurrence_id=name)) == [
        "0107T0800",
        "0109T0800",
        "0118T0800",
    ]


def test_a_cancelled_instance_is_listed_and_marked():
    cancelled = meeting(day=8, recurrence_id=at(BERLIN, 2025, 1, 8, 9), cancelled=True)
    found = instances([meeting("FREQ=DAILY;COUNT=3"), cancelled], SINCE, UNTIL)
    assert [each.cancelled for each in found] == [False, True, False]


def test_of_two_changes_of_one_instance_the_later_revision_counts():
    name = at(BERLIN, 2025, 1, 8, 9)
    late = meeting(day=20, recurrence_id=name, sequence=3)
    early = meeting(day=19, recurrence_id=name, sequence=2)
    assert starts(meeting("FREQ=DAILY;COUNT=2"), late, early) == ["0107T0800", "0120T0800"]


def test_a_change_of_this_and_all_that_follow_moves_them_by_as_much():
    change = meeting(
        start=at(BERLIN, 2025, 1, 8, 11),
        end=at(BERLIN, 2025, 1, 8, 11, 30),
        recurrence_id=at(BERLIN, 2025, 1, 8, 9),
        this_and_future=True,
    )
    found = instances([meeting("FREQ=DAILY;COUNT=4"), change], SINCE, UNTIL)
    assert [each.start.hour for each in found] == [9, 11, 11, 11]
    assert [each.end - each.start for each in found[1:]] == [timedelta(minutes=30)] * 3
    assert found[-1].recurrence_id == at(BERLIN, 2025, 1, 10, 9)


def test_a_single_change_within_what_follows_counts():
    change = meeting(
        start=at(BERLIN, 2025, 1, 8, 11),
        end=at(BERLIN, 2025, 1, 8, 12),
        recurrence_id=at(BERLIN, 2025, 1, 8, 9),
        this_and_future=True,
    )
    single = meeting(day=30, recurrence_id=at(BERLIN, 2025, 1, 9, 9))
    assert starts(meeting("FREQ=DAILY;COUNT=4"), change, single) == [
        *("0107T0800", "0108T1000", "0110T1000", "0130T0800"),
    ]


def test_changes_without_the_entry_they_change_stand_alone():
    assert starts(meeting(recurrence_id=at(BERLIN, 2025, 1, 7, 9))) == ["0107T0800"]


def test_the_clock_on_the_wall_stays_when_the_clocks_change():
    entry = meeting(
        "FREQ=WEEKLY;COUNT=3", start=at(BERLIN, 2025, 3, 22, 9), end=at(BERLIN, 2025, 3, 22, 10)
    )
    assert starts(entry) == ["0322T0800", "0329T0800", "0405T0700"]


def test_a_night_shift_ends_at_six_on_the_night_of_the_change_too():
    entry = meeting(
        "FREQ=DAILY;COUNT=2", start=at(BERLIN, 2025, 3, 28, 22), end=at(BERLIN, 2025, 3, 29, 6)
    )
    assert [each.end.hour for each in instances([entry], SINCE, UNTIL)] == [6, 6]


def test_a_time_that_the_clocks_jump_over_is_read_by_the_offset_before():
    # RFC 5545, 3.3.5.
    entry = meeting(
        "FREQ=DAILY;COUNT=3",
        start=at(BERLIN, 2025, 3, 29, 2, 30),
        end=at(BERLIN, 2025, 3, 29, 3, 30),
    )
    found = instances([entry], SINCE, UNTIL)
    assert starts(entry) == ["0329T0130", "0330T0130", "0331T0030"]
    # The wall would leave that hour no time at all.
    assert found[1].end.astimezone(UTC) == datetime(2025, 3, 30, 2, 30, tzinfo=UTC)


def test_a_time_that_comes_twice_is_the_first():
    entry = meeting(
        "FREQ=DAILY;COUNT=2",
        start=at(BERLIN, 2025, 10, 25, 2, 30),
        end=at(BERLIN, 2025, 10, 25, 3, 30),
    )
    assert starts(entry) == ["1025T0030", "1026T0030"]


def test_an_entry_may_end_in_another_zone():
    flight = meeting("FREQ=WEEKLY;COUNT=2", end=at("America/New_York", 2025, 1, 7, 11))
    found = instances([flight], SINCE, UNTIL)
    assert [each.end for each in found] == [
        at("America/New_York", 2025, 1, 7, 11),
        at("America/New_York", 2025, 1, 14, 11),
    ]


def test_ramadan_moves_a_meeting_in_casablanca():
    casablanca = "Africa/Casablanca"
    entry = Pattern(
        at(casablanca, 2025, 2, 20, 10),
        at(casablanca, 2025, 2, 20, 11),
        (parse_rule("FREQ=WEEKLY;COUNT=3"),),
    )
    assert starts(entry) == ["0220T0900", "0227T1000", "0306T1000"]


def test_days_and_floating_times_are_on_the_readers_clock():
    tokyo = zone("Asia/Tokyo")
    midnight = datetime(2025, 1, 6, 15, tzinfo=UTC)
    days = Pattern(date(2025, 1, 7), date(2025, 1, 8), (parse_rule("FREQ=DAILY;COUNT=2"),))
    adrift = Pattern(floating(2025, 1, 7, 0), floating(2025, 1, 7, 1))
    second = midnight + timedelta(seconds=1)
    assert len(instances([days], midnight, second, zone=tokyo)) == 1
    assert len(instances([days], midnight - timedelta(hours=1), midnight, zone=tokyo)) == 0
    assert len(instances([adrift], midnight, second, zone=tokyo)) == 1
    assert len(instances([adrift], midnight, second)) == 0


def test_what_began_before_the_window_and_lasts_into_it_is_found():
    entry = meeting("FREQ=WEEKLY;COUNT=3", start=date(2024, 12, 30), end=date(2025, 1, 3))
    assert starts(entry) == ["1230", "0106", "0113"]
    assert starts(entry, since=date(2025, 1, 3)) == ["0106", "0113"]


def test_an_old_rule_without_end_is_found_a_century_on():
    entry = Pattern(date(1899, 12, 31), date(1900, 1, 1), (parse_rule("FREQ=DAILY"),))
    assert len(instances([entry], SINCE, UNTIL)) == 365


def test_a_thousand_instances_are_the_most():
    entry = Pattern(date(2000, 1, 1), date(2000, 1, 2), (parse_rule("FREQ=DAILY"),))
    found = instances([entry], date(2000, 1, 1), date(9999, 1, 1))
    assert len(found) == 1000
    assert found[-1].start == date(2002, 9, 26)
    assert len(instances([entry], date(2000, 1, 1), date(9999, 1, 1), most=3)) == 3


@pytest.mark.parametrize("since", [date(1, 1, 1), datetime(9999, 12, 31, 23, tzinfo=UTC)])
@pytest.mark.parametrize("start", [datetime(2, 1, 1, tzinfo=UTC), date(9998, 12, 31)])
def test_the_ends_of_the_calendar_do_no_harm(since, start):
    rule = parse_rule("FREQ=DAILY")
    entry = Pattern(start, start + timedelta(days=1), (rule,))
    change = Pattern(start, start + timedelta(days=1), recurrence_id=start, this_and_future=True)
    assert len(instances([entry, change], since, date(9999, 12, 31), most=5)) <= 5
