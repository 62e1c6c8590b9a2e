"""Weeks, lanes and spans: where a thing is drawn."""

from datetime import UTC, date, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.dashboard.calendar.lanes import Gap, Stretch, Strip, hidden_on, lay, rows
from monitor.dashboard.calendar.locality import locale_code, week_of
from monitor.dashboard.calendar.spans import Clock, Placing, Span, span_of
from monitor.dashboard.calendar.weeks import month_of, step_month, week_number
from monitor.dates import parse

DAY = timedelta(days=1)
RABAT = ZoneInfo("Africa/Casablanca")
MONDAY, TUESDAY, SUNDAY = date(2025, 11, 24), date(2025, 11, 25), date(2025, 11, 30)


def span(edtf: str, clock: Clock | None = None) -> Span:
    """Where a date is drawn in Rabat."""
    when = parse(edtf)
    return span_of(
        edtf=when.edtf,
        earliest=when.earliest,
        latest=when.latest,
        exact=when.is_exact,
        clock=clock,
        zone=RABAT,
    )


@pytest.mark.parametrize(
    ("year", "month", "first_weekday", "shown_from", "shown_to", "weeks"),
    [
        (2025, 11, 0, date(2025, 10, 27), date(2025, 11, 30), 5),
        (2025, 11, 6, date(2025, 10, 26), date(2025, 12, 6), 6),
        (2024, 2, 0, date(2024, 1, 29), date(2024, 3, 3), 5),
        (2021, 2, 0, date(2021, 2, 1), date(2021, 2, 28), 4),
        (2025, 12, 0, date(2025, 12, 1), date(2026, 1, 4), 5),
        (2025, 11, 5, date(2025, 11, 1), date(2025, 12, 5), 5),
    ],
)
def test_a_month_is_whole_weeks_from_the_first_weekday(
    year: int, month: int, first_weekday: int, shown_from: date, shown_to: date, weeks: int
) -> None:
    shown = month_of(year, month, first_weekday)
    assert (shown.shown_from, shown.shown_to, len(shown.weeks)) == (shown_from, shown_to, weeks)


def test_february_of_a_leap_year_ends_on_the_29th() -> None:
    assert month_of(2024, 2, 0).last == date(2024, 2, 29)
    assert month_of(2100, 2, 0).last == date(2100, 2, 28)


@pytest.mark.parametrize(("year", "month"), [(2025, 0), (2025, 13), (1899, 12), (2201, 1)])
def test_a_month_that_the_calendar_does_not_have_is_refused(year: int, month: int) -> None:
    with pytest.raises(ValueError):
        month_of(year, month, 0)


def test_months_step_over_the_new_year_and_end_with_the_calendar() -> None:
    assert step_month(date(2025, 12, 1), 1) == (2026, 1)
    assert step_month(date(2025, 1, 1), -1) == (2024, 12)
    assert step_month(date(2200, 12, 1), 1) is None
    assert step_month(date(1900, 1, 1), -1) is None


def test_weeks_have_their_iso_number_also_around_the_new_year() -> None:
    assert week_number(month_of(2025, 11, 0).weeks[-1]) == 48
    assert week_number(month_of(2026, 1, 0).weeks[0]) == 1
    assert week_number(month_of(2021, 1, 0).weeks[0]) == 53


@pytest.mark.parametrize(
    ("language", "country", "first", "weekend"),
    [
        ("ar", "MA", 0, {5, 6}),
        ("fr", "MA", 0, {5, 6}),
        ("en", "MA", 0, {5, 6}),
        ("en", "US", 6, {5, 6}),
        ("ar", "EG", 5, {4, 5}),
        ("en", "EG", 5, {4, 5}),
        ("fr", "DZ", 5, {4, 5}),
        ("en", "SA", 6, {4, 5}),
        ("ar", "AE", 0, {5, 6}),
        ("fr", "FR", 0, {5, 6}),
        ("en", "IN", 6, {6}),
        ("es", "MX", 6, {5, 6}),
        ("en", "IR", 5, {4}),
        ("en", "", 0, {5, 6}),
    ],
)
def test_the_week_begins_as_the_country_has_it_whatever_the_language(
    language: str, country: str, first: int, weekend: set[int]
) -> None:
    assert week_of(language, country) == (first, frozenset(weekend))


def test_months_are_named_by_the_country_where_its_language_is_spoken() -> None:
    assert locale_code("ar", "MA") == "ar-MA"
    assert locale_code("en", "MA") == "en-GB"
    assert locale_code("fr", "MA") == "fr-MA"


def test_a_known_day_is_drawn_on_it_and_known_days_over_all_of_them() -> None:
    assert span("2025-11-24") == Span(Placing.DAYS, MONDAY, MONDAY)
    assert span("2025-11-24/2025-11-27").days == 4


@pytest.mark.parametrize(
    "edtf",
    [
        "2025",
        "2025-11",
        "2025-23",
        "2025-27",
        "2025-33",
        "202X",
        "[..2025-12-31]",
        "[2025-11-24..]",
        "[2025-11-11..2025-11-20]",
        "2025-11-24?",
        "2025-11-24~",
        "2025-11-24/2025-11-27?",
    ],
)
def test_what_has_no_known_day_is_never_drawn_on_one(edtf: str) -> None:
    assert span(edtf).placing is Placing.OPEN


def test_some_day_of_a_week_covers_all_its_days() -> None:
    found = span("[2025-11-24..2025-11-30]")
    assert (found.placing, found.first, found.last) == (Placing.WEEK, MONDAY, SUNDAY)


def test_a_time_does_not_make_an_imprecise_date_a_day() -> None:
    assert span("2025-11", Clock(time(9), None, "Africa/Casablanca")).placing is Placing.OPEN


def test_without_bounds_nothing_places_it() -> None:
    assert span("").placing is Placing.NONE
    assert not span("").touches(MONDAY, SUNDAY)


def test_an_evening_far_to_the_west_stands_on_the_office_s_next_day() -> None:
    found = span("2025-11-24", Clock(time(22), time(23), "America/New_York"))
    assert found.placing is Placing.TIMED
    assert found.first == found.last == TUESDAY
    assert found.starts is not None
    assert (found.starts.hour, found.starts.astimezone(UTC).hour) == (4, 3)


def test_an_end_after_midnight_is_on_the_day_after() -> None:
    found = span("2025-11-24", Clock(time(22), time(1), "Africa/Casablanca"))
    assert found.ends is not None
    assert found.ends.date() == TUESDAY
    assert found.first == found.last == MONDAY


def test_days_with_a_time_move_together_into_the_office_s_zone() -> None:
    found = span("2025-11-24/2025-11-27", Clock(time(23), None, "America/New_York"))
    assert (found.placing, found.first, found.days) == (Placing.DAYS, TUESDAY, 4)


def test_several_days_come_before_one_and_of_one_rank_the_longer_first() -> None:
    bars = lay(
        [
            Stretch("one", MONDAY, MONDAY, (3,)),
            Stretch("two", MONDAY, TUESDAY, (0,)),
            Stretch("four", MONDAY, MONDAY + 3 * DAY, (0,)),
        ],
        MONDAY,
        SUNDAY,
    )
    assert [(bar.key, bar.lane) for bar in bars] == [("four", 0), ("two", 1), ("one", 2)]


def test_a_bar_loses_its_end_where_it_continues() -> None:
    [bar] = lay([Stretch("long", MONDAY - 3 * DAY, SUNDAY + DAY)], MONDAY, SUNDAY)
    assert (bar.from_before, bar.goes_on, bar.days) == (True, True, 7)


def test_a_bar_over_the_new_year_is_cut_by_weeks_only() -> None:
    stretch = Stretch("session", date(2025, 12, 30), date(2026, 1, 6))
    weeks = month_of(2025, 12, 0).weeks
    [bar] = lay([stretch], weeks[-1][0], weeks[-1][-1])
    assert (bar.first, bar.last, bar.goes_on) == (date(2025, 12, 30), date(2026, 1, 4), True)


def test_what_lies_below_the_fourth_lane_is_counted_on_each_of_its_days() -> None:
    bars = lay([Stretch(n, MONDAY, TUESDAY) for n in range(6)], MONDAY, SUNDAY)
    assert [hidden_on(day, bars, 4) for day in (MONDAY, TUESDAY, SUNDAY)] == [2, 2, 0]


days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@st.composite
def stretches(draw: st.DrawFn) -> list[Stretch]:
    """Up to 25 stretches of up to 60 days, of four ranks."""
    made = []
    for key in range(draw(st.integers(0, 25))):
        first = draw(days)
        last = first + DAY * draw(st.integers(0, 60))
        made.append(Stretch(key, first, last, (draw(st.integers(0, 3)),)))
    return made


@given(stretches(), days, st.integers(0, 6))
def test_no_two_bars_meet_in_a_lane_and_every_day_is_covered_once(
    given_stretches: list[Stretch], day: date, first_weekday: int
) -> None:
    month = month_of(day.year, day.month, first_weekday)
    covered: dict[object, list[date]] = {each.key: [] for each in given_stretches}
    for week in month.weeks:
        taken: set[tuple[int, date]] = set()
        for bar in lay(given_stretches, week[0], week[-1]):
            over = [bar.first + DAY * step for step in range(bar.days)]
            assert not taken & {(bar.lane, each) for each in over}
            taken |= {(bar.lane, each) for each in over}
            covered[bar.key] += over
    for each in given_stretches:
        shown = [
            each.first + DAY * step
            for step in range((each.last - each.first).days + 1)
            if month.shown_from <= each.first + DAY * step <= month.shown_to
        ]
        assert covered[each.key] == shown


@given(stretches(), days)
def test_a_row_of_open_dates_sums_to_its_month_and_shows_each_once(
    given_stretches: list[Stretch], day: date
) -> None:
    month = month_of(day.year, day.month, 0)
    inside = {x.key for x in given_stretches if x.first <= month.last and x.last >= month.first}
    seen: list[object] = []
    for row in rows(given_stretches, month.first, month.last):
        assert sum(part.days for part in row) == month.last.day
        assert not any(isinstance(a, Gap) and isinstance(b, Gap) for a, b in pairwise(row))
        seen += [part.key for part in row if isinstance(part, Strip)]
    assert sorted(map(str, seen)) == sorted(map(str, inside))
