"""A year from 0 to 100 percent, and its days in squares."""

from datetime import date, timedelta

import pytest

from monitor.dashboard.calendar.scale import LEAST, Scale, squares, strip_of, words_of

DAY = timedelta(days=1)
YEAR = Scale(2026)


def percent(words: str) -> float:
    return float(words.removesuffix("%"))


@pytest.mark.parametrize("year", [2026, 2028])
def test_a_year_begins_at_0_and_the_next_at_100(year: int) -> None:
    scale = Scale(year)
    assert (scale.at(date(year, 1, 1)), scale.at(date(year + 1, 1, 1))) == (0, 100)


def test_what_lies_outside_the_year_is_held_to_its_ends() -> None:
    assert (YEAR.at(date(2025, 6, 1)), YEAR.at(date(2027, 6, 1))) == (0, 100)


def test_a_span_over_the_new_year_is_cut_and_says_so() -> None:
    strip = strip_of(YEAR, date(2025, 12, 20), date(2026, 1, 9))
    assert (strip.x, strip.from_before, strip.goes_on) == ("0.000%", True, False)
    assert percent(strip.width) == pytest.approx(9 * 100 / 365, abs=0.001)


def test_an_open_end_reaches_beyond_the_year() -> None:
    strip = strip_of(YEAR, None, None)
    assert (strip.width, strip.from_before, strip.goes_on) == ("100.000%", True, True)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 7, 1), date(2026, 12, 31)])
def test_one_day_is_wide_enough_to_be_seen_and_stays_in_the_year(day: date) -> None:
    strip = strip_of(YEAR, day, day)
    assert percent(strip.width) >= LEAST
    assert percent(strip.x) + percent(strip.width) <= 100.001


def test_a_page_from_the_right_mirrors_the_strip() -> None:
    span = date(2026, 2, 1), date(2026, 3, 31)
    left, right = strip_of(YEAR, *span), strip_of(Scale(2026, from_end=True), *span)
    assert left.width == right.width
    assert percent(left.x) + percent(left.width) + percent(right.x) == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize(
    ("first", "last", "anchor", "inside"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "start", True),
        (date(2026, 12, 1), date(2026, 12, 31), "end", False),
        (date(2026, 1, 5), date(2026, 1, 6), "start", False),
    ],
)
def test_words_lie_in_a_wide_strip_else_before_it_else_after(
    first: date, last: date, anchor: str, inside: bool
) -> None:
    words = words_of(YEAR, first, last)
    assert (words.anchor, words.inside) == (anchor, inside)


@pytest.mark.parametrize(("first_weekday", "column"), [(0, 6), (6, 0), (5, 1)])
def test_squares_begin_the_week_as_the_country_has_it(first_weekday: int, column: int) -> None:
    first, *_ = squares(
        2026, 11, {}, date(2026, 11, 25), first_weekday=first_weekday, from_end=False
    )
    assert (first.x, first.y) == (column * 12, 0)


def test_a_square_is_as_deep_as_its_day_is_full_up_to_3() -> None:
    start = date(2028, 2, 1)
    counts = {start: 1, start + DAY: 3, start + 2 * DAY: 40}
    found = squares(2028, 2, counts, start, first_weekday=0, from_end=False)
    assert [each.level for each in found[:4]] == [1, 3, 3, 0]
    assert [each.day for each in found if each.today] == [start]
    assert found[-1].day == date(2028, 2, 29)
