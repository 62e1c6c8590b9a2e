"""A week by its hours: what a clock skips or repeats, midnight, and who stands beside whom."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.dashboard.calendar.hours import (
    MOST_COLUMNS,
    Axis,
    Piece,
    axis_of,
    beside,
    cut,
    shown_hours,
)
from monitor.dashboard.calendar.weeks import week_holding, week_key, week_of_key
from monitor.ical import zone

DAY = timedelta(days=1)
CASABLANCA = zone("Africa/Casablanca")
# The Sundays on which Morocco's clocks went back for Ramadan of 2025, and forward after it.
BACK, FORWARD = date(2025, 2, 23), date(2025, 4, 6)


def week(day: date) -> Axis:
    return axis_of(week_holding(day, 0), CASABLANCA)


def at(day: date, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, fold=fold), CASABLANCA)


def test_a_plain_week_has_the_24_hours_of_each_day() -> None:
    axis = week(date(2025, 11, 24))
    assert axis.slots == tuple((hour, False) for hour in range(24))
    assert not any(axis.lacking.values())


def test_the_hour_that_ramadan_repeats_has_a_second_place_on_that_day_alone() -> None:
    axis = week(BACK)
    assert axis.slots[1:5] == ((1, False), (2, False), (2, True), (3, False))
    assert axis.lacking[2, True] == set(week_holding(BACK, 0)) - {BACK}


def test_the_hour_that_the_end_of_ramadan_skips_is_lacking_on_that_day_alone() -> None:
    axis = week(FORWARD)
    assert axis.slots == tuple((hour, False) for hour in range(24))
    assert {slot: days for slot, days in axis.lacking.items() if days} == {(2, False): {FORWARD}}


def test_a_moment_of_the_repeated_hour_stands_where_it_belongs() -> None:
    axis = week(BACK)
    first, second = axis.at(at(BACK, 2, 30)), axis.at(at(BACK, 2, 30, fold=1))
    assert (first, second) == (150, 210)
    assert axis.at(at(BACK, 3)) == 240
    assert axis.at(at(BACK - DAY, 3)) == 240


def test_each_event_s_own_clock_skips_and_repeats_nothing() -> None:
    axis = axis_of(week_holding(BACK, 0), None)
    assert axis.slots == tuple((hour, False) for hour in range(24))


def test_what_runs_past_midnight_is_in_two_pieces_of_two_days() -> None:
    day = date(2025, 12, 31)
    days = [day, day + DAY]
    axis = axis_of(days, CASABLANCA)
    evening, morning = cut("E-1", at(day, 22), at(day + DAY, 1, 30), days, axis)
    assert (evening.day, evening.start, evening.end) == (day, 1320, 1440)
    assert (evening.from_before, evening.goes_on) == (False, True)
    assert (morning.day, morning.start, morning.end) == (day + DAY, 0, 90)
    assert (morning.from_before, morning.goes_on) == (True, False)


def test_what_ends_at_midnight_stays_on_its_day() -> None:
    day = date(2025, 11, 25)
    days = [day, day + DAY]
    axis = axis_of(days, CASABLANCA)
    [piece] = cut("E-1", at(day, 22), at(day + DAY, 0), days, axis)
    assert (piece.day, piece.end, piece.goes_on) == (day, 1440, False)


def test_what_has_no_end_has_room_for_a_line_also_before_midnight() -> None:
    day = date(2025, 11, 25)
    axis = axis_of([day], CASABLANCA)
    [piece] = cut("E-1", at(day, 23, 50), None, [day], axis)
    assert (piece.start, piece.end) == (1410, 1440)


def test_office_hours_are_drawn_and_widened_to_what_stands_beyond_them() -> None:
    axis = week(date(2025, 11, 24))
    assert shown_hours(axis, [], opens=8, closes=19) == (8, 19)
    night = Piece("E-1", date(2025, 11, 24), 22 * 60, 23 * 60 + 15, False, False)
    assert shown_hours(axis, [night], opens=8, closes=19) == (8, 24)


def test_the_hours_in_which_a_clock_changes_are_drawn() -> None:
    first, last = shown_hours(week(BACK), [], opens=8, closes=19)
    assert first == 3
    assert week(BACK).slots[first] == (2, True)
    assert shown_hours(week(FORWARD), [], opens=8, closes=19)[0] == 2
    assert week(BACK).slots[last] == (19, False)


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    day = date(2025, 11, 24)
    found = []
    for key in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, 1409))
        end = draw(st.integers(start + 30, 1440))
        found.append(Piece(key, day, start, end, False, False))
    return found


@given(pieces())
def test_no_two_that_overlap_share_a_column_and_none_is_lost(given: list[Piece]) -> None:
    placed, left = beside(given)
    assert {each.piece.key for each in placed} | {each.key for each in left} == {
        each.key for each in given
    }
    for each in placed:
        assert 0 <= each.column < each.columns <= MOST_COLUMNS
        for other in placed:
            apart = each.piece.end <= other.piece.start or other.piece.end <= each.piece.start
            if each is not other and not apart:
                assert each.columns == other.columns
                assert each.column != other.column


def test_weeks_have_their_key_also_around_the_new_year_and_where_they_begin_on_saturday() -> None:
    assert week_key(week_holding(date(2025, 12, 31), 0)) == (2026, 1)
    assert week_key(week_holding(date(2021, 1, 3), 0)) == (2020, 53)
    for first_weekday in (0, 5, 6):
        days = week_holding(date(2025, 12, 31), first_weekday)
        assert week_of_key(*week_key(days), first_weekday) == days
        assert days[0].weekday() == first_weekday
