from datetime import date
from itertools import pairwise
from time import struct_time

import edtf as edtf_library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.dates import DateRefused, PartialDate, Precision, Why, contains, parse, within
from tests.dates import strategies


@pytest.mark.parametrize(
    ("value", "precision", "earliest", "latest"),
    [
        ("2025-11-24", "day", "2025-11-24", "2025-11-24"),
        ("2025-11-24/2025-11-27", "interval", "2025-11-24", "2025-11-27"),
        ("[2023-12-04..2023-12-10]", "within", "2023-12-04", "2023-12-10"),
        ("[2025-11-21..2025-11-30]", "third", "2025-11-21", "2025-11-30"),
        ("[2025-02-11..2025-02-20]", "third", "2025-02-11", "2025-02-20"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2025-11-XX", "month", "2025-11-01", "2025-11-30"),
        ("2026-34", "quarter", "2026-04-01", "2026-06-30"),
        ("2026-39", "four_months", "2026-09-01", "2026-12-31"),
        ("2026-41", "half_year", "2026-07-01", "2026-12-31"),
        ("2025-XX", "year", "2025-01-01", "2025-12-31"),
        ("202X", "decade", "2020-01-01", "2029-12-31"),
        ("20XX", "century", "2000-01-01", "2099-12-31"),
        ("2026-09/2027-09", "month", "2026-09-01", "2027-09-30"),
        ("[..2027-12-31]", "bound", None, "2027-12-31"),
        ("../2026-01", "bound", None, "2026-01-31"),
        ("2025-04-01/..", "bound", "2025-04-01", None),
        ("", "unknown", None, None),
        ("XXXX", "unknown", None, None),
    ],
)
def test_a_value_has_its_precision_and_strict_bounds(
    value: str, precision: str, earliest: str | None, latest: str | None
) -> None:
    found = parse(value)
    assert found.precision == precision
    assert found.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert found.latest == (date.fromisoformat(latest) if latest else None)


@given(strategies.years, strategies.marks)
def test_a_year_never_becomes_the_first_of_january(year: str, mark: str) -> None:
    found = parse(year + mark)
    assert found.precision is Precision.YEAR
    assert found.earliest == date(int(year), 1, 1)
    assert found.latest == date(int(year), 12, 31)
    assert found.one_day is None
    assert not found.is_exact


@given(strategies.values)
def test_what_is_read_reads_again_as_itself(value: str) -> None:
    assert parse(parse(value).edtf) == parse(value)


@given(strategies.values)
def test_the_first_possible_day_is_never_after_the_last(value: str) -> None:
    found = parse(value)
    if found.earliest is not None and found.latest is not None:
        assert found.earliest <= found.latest
        assert found.possible_days == (found.latest - found.earliest).days + 1
    else:
        assert found.precision in (Precision.BOUND, Precision.UNKNOWN)


@given(strategies.days)
def test_bounds_hold_every_refinement(day: date) -> None:
    text = day.isoformat()
    quarter, half = 33 + (day.month - 1) // 3, 40 + (day.month - 1) // 6
    chain = [text, text[:7], f"{text[:4]}-{quarter}", f"{text[:4]}-{half}", text[:4]]
    if day.year >= 10:
        chain.append(f"{text[:3]}X")
    for finer, coarser in pairwise(chain):
        assert contains(parse(coarser), parse(finer))


@given(st.one_of(strategies.plain, strategies.intervals, strategies.ranges))
def test_an_independent_reader_finds_the_same_strict_bounds(value: str) -> None:
    theirs = edtf_library.parse_edtf(value)
    bounds = (_day(theirs.lower_strict()), _day(theirs.upper_strict()))
    assert (parse(value).earliest, parse(value).latest) == bounds


@given(strategies.groupings)
def test_an_independent_reader_finds_no_day_outside_a_part_of_the_year(value: str) -> None:
    theirs = edtf_library.parse_edtf(value)
    months_apart = value[5:] in ("24", "28", "30")
    ours = parse(value)
    assert ours.earliest is not None
    assert ours.latest is not None
    assert ours.earliest <= _day(theirs.lower_strict())
    assert months_apart or _day(theirs.upper_strict()) <= ours.latest


def _day(moment: struct_time) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def test_a_season_without_a_hemisphere_holds_both_summers() -> None:
    summer = parse("2025-22")
    assert contains(summer, parse("2025-26"))
    assert contains(summer, parse("2025-30"))
    assert contains(summer, parse("2025-12-01/2026-03-20"))


@pytest.mark.parametrize("value", ["0001-22", "0001-24", "9999-22", "9999-28"])
def test_a_season_at_the_edge_of_the_calendar_stays_in_it(value: str) -> None:
    found = parse(value)
    assert found.earliest is not None
    assert found.latest is not None
    assert date.min <= found.earliest < found.latest <= date.max


@pytest.mark.parametrize(
    ("value", "uncertain", "approximate"),
    [("2025?", True, False), ("2025-11~", False, True), ("2025-11-24%", True, True)],
)
def test_a_qualifier_is_a_flag_and_moves_no_bound(
    value: str, uncertain: bool, approximate: bool
) -> None:
    found = parse(value)
    assert (found.uncertain, found.approximate) == (uncertain, approximate)
    assert (found.earliest, found.latest) == (parse(value[:-1]).earliest, parse(value[:-1]).latest)
    assert not found.is_exact


def test_a_known_interval_is_exact_and_a_range_is_not() -> None:
    assert parse("2025-11-24/2025-11-27").is_exact
    assert not parse("[2025-11-24..2025-11-27]").is_exact
    assert not parse("2026-09/2027-09").is_exact


def test_within_one_day_is_that_day() -> None:
    assert within(date(2025, 11, 24), date(2025, 11, 24)) == parse("2025-11-24")
    assert parse("2025-11-24/2025-11-24") == parse("2025-11-24")


def test_a_monday_to_sunday_range_is_a_week_and_no_other_is() -> None:
    assert parse("[2023-12-04..2023-12-10]").is_week
    assert not parse("[2023-12-05..2023-12-11]").is_week
    assert not parse("2023-12-04/2023-12-10").is_week


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("soon", Why.NOT_EDTF),
        ("12", Why.NOT_EDTF),
        ("١٩٨٥", Why.NOT_EDTF),
        ("2025-11-24\n2025", Why.NOT_EDTF),
        ("2025-13", Why.NO_SUCH_MONTH),
        ("2025-42", Why.NO_SUCH_MONTH),
        ("2025-00-01", Why.NO_SUCH_MONTH),
        ("2025-21-01", Why.NO_SUCH_MONTH),
        ("2025-02-29", Why.NO_SUCH_DAY),
        ("0000", Why.YEAR_OUT_OF_RANGE),
        ("000X", Why.YEAR_OUT_OF_RANGE),
        ("-0100", Why.YEAR_OUT_OF_RANGE),
        ("Y12000", Why.YEAR_OUT_OF_RANGE),
        ("12025", Why.YEAR_OUT_OF_RANGE),
        ("2025-11-27/2025-11-24", Why.REVERSED),
        ("[2026..2025]", Why.REVERSED),
        ("2025-?11", Why.QUALIFIED_PART),
        ("[2025?..2026]", Why.QUALIFIED_PART),
        ("[2025,2026]", Why.LIST_OF_DATES),
        ("{2025..2026}", Why.LIST_OF_DATES),
        ("1XXX", Why.UNSPECIFIED_PART),
        ("2025-XX-12", Why.UNSPECIFIED_PART),
        ("202X-11", Why.UNSPECIFIED_PART),
        ("../..", Why.OPEN_AT_BOTH_ENDS),
        ("[..]", Why.OPEN_AT_BOTH_ENDS),
        ("2025-11-24T10:00:00Z", Why.TIME_OF_DAY),
        ("2025" * 100, Why.TOO_LONG),
    ],
)
def test_a_value_that_is_not_kept_is_refused_with_its_reason(value: str, why: Why) -> None:
    with pytest.raises(DateRefused) as refused:
        parse(value)
    assert refused.value.why == why
    assert refused.value.value[:10] == value[:10]


@given(st.one_of(st.text(max_size=60), st.text(alphabet="0123456789X-/.[]?~%,Y", max_size=45)))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    outcome = _parsed_or_refusal(text)
    if isinstance(outcome, DateRefused):
        assert outcome.why in set(Why)
    else:
        assert parse(outcome.edtf) == outcome


def _parsed_or_refusal(text: str) -> PartialDate | DateRefused:
    try:
        return parse(text)
    except DateRefused as refusal:
        return refusal


def test_a_long_value_is_cut_in_the_message() -> None:
    assert len(DateRefused("x" * 5000, Why.TOO_LONG).value) == 80
