from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.dates import (
    DateRefused,
    Precision,
    contains,
    narrower,
    parse,
    possible_on,
    within,
    within_days_of,
)
from tests.dates import strategies

pairs = st.tuples(strategies.days, strategies.days).map(sorted)
partial_dates = strategies.values.map(parse)


def test_within_ninety_days_does_not_count_the_day_itself() -> None:
    assert within_days_of(parse("2023-12-08"), 1) == parse("[..2023-12-09]")
    assert within_days_of(parse("2023-12-08"), 90) == parse("[..2024-03-07]")


def test_a_deadline_counts_from_the_last_possible_day_of_its_trigger() -> None:
    assert within_days_of(parse("2025-11"), 30) == parse("[..2025-12-30]")


@pytest.mark.parametrize("trigger", ["", "2025-04-01/..", "9999-12-31"])
def test_a_deadline_without_a_last_day_is_unknown(trigger: str) -> None:
    assert within_days_of(parse(trigger), 90).precision is Precision.UNKNOWN


def test_a_negative_number_of_days_is_refused() -> None:
    with pytest.raises(DateRefused):
        within_days_of(parse("2025"), -1)


@given(pairs, pairs)
def test_a_range_is_possible_on_days_exactly_where_they_overlap(
    first: list[date], second: list[date]
) -> None:
    overlap = max(first[0], second[0]) <= min(first[1], second[1])
    assert possible_on(within(*first), *second) == overlap


@pytest.mark.parametrize(
    ("value", "possible"),
    [("", True), ("[..2025-10-31]", False), ("[..2025-11-01]", True), ("[2025-12..]", False)],
)
def test_an_open_end_reaches_as_far_as_is_asked(value: str, possible: bool) -> None:
    assert possible_on(parse(value), date(2025, 11, 1), date(2025, 11, 30)) is possible


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("2025-11-24", "2025-11"),
        ("2025-11-24/2025-11-27", "[2025-11-24..2025-11-27]"),
        ("2025", "2025?"),
        ("202X", "[..2025]"),
        ("[..2025]", ""),
    ],
)
def test_the_narrower_of_two_is_found_in_either_order(narrow: str, wide: str) -> None:
    assert narrower(parse(narrow), parse(wide)) == parse(narrow)
    assert narrower(parse(wide), parse(narrow)) == parse(narrow)


def test_the_first_stands_where_neither_is_narrower() -> None:
    assert narrower(parse("2025"), parse("2026")) == parse("2025") != parse("2026")
    assert narrower(parse("2025-12"), parse("2025-10")) == parse("2025-12")


@given(partial_dates, strategies.days)
def test_a_date_contains_a_day_exactly_where_it_is_possible(partial: object, day: date) -> None:
    found = parse(str(partial))
    assert contains(found, parse(day.isoformat())) == possible_on(found, day, day)


def test_a_bound_contains_a_bound_on_its_own_side_only() -> None:
    assert contains(parse("[..2026]"), parse("[..2025]"))
    assert not contains(parse("[..2025]"), parse("[..2026]"))
    assert not contains(parse("[2025..]"), parse("[..2026]"))
    assert not contains(parse("2025"), parse("[..2025]"))


@given(strategies.days.filter(lambda day: day.year < 9990), st.integers(0, 365))
def test_a_relative_deadline_is_that_many_days_on(day: date, days: int) -> None:
    assert within_days_of(parse(day.isoformat()), days).latest == day + timedelta(days=days)
