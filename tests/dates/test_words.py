import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.dates import DateRefused, How, Needs, PartialDate, Precision, Reading, Why, parse, read
from tests.dates import strategies

PUBLISHED = parse("2023-12-08")


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2025", "2025"),
        ("in 2025", "2025"),
        ("November 2025", "2025-11"),
        ("Sept. 2025", "2025-09"),
        ("24-27 November 2025", "2025-11-24/2025-11-27"),
        ("24–27 November 2025", "2025-11-24/2025-11-27"),
        ("from 24 to 27 November 2025", "2025-11-24/2025-11-27"),
        ("November 24-27, 2025", "2025-11-24/2025-11-27"),
        ("30 November - 2 December 2025", "2025-11-30/2025-12-02"),
        ("30 December 2025 – 2 January 2026", "2025-12-30/2026-01-02"),
        ("2025-11-24 to 2025-11-27", "2025-11-24/2025-11-27"),
        ("November – December 2025", "2025-11/2025-12"),
        ("2025-2026", "2025/2026"),
        ("24 November 2025", "2025-11-24"),
        ("Monday, 24th of November 2025", "2025-11-24"),
        ("November 24, 2025", "2025-11-24"),
        ("2025-11-24", "2025-11-24"),
        ("[2023-12-04 .. 2023-12-10]", "[2023-12-04..2023-12-10]"),
        ("202x", "202X"),
        ("the 2020s", "202X"),
        ("week of 4 December 2023", "[2023-12-04..2023-12-10]"),
        ("the week of 2023-12-08", "[2023-12-04..2023-12-10]"),
        ("week 49 of 2023", "[2023-12-04..2023-12-10]"),
        ("2023-W49", "[2023-12-04..2023-12-10]"),
        ("early November 2025", "[2025-11-01..2025-11-10]"),
        ("mid-November 2025", "[2025-11-11..2025-11-20]"),
        ("late February 2024", "[2024-02-21..2024-02-29]"),
        ("early 2026", "2026-37"),
        ("mid-2026", "2026-38"),
        ("late 2026", "2026-39"),
        ("autumn 2025", "2025-23"),
        ("first half of 2026", "2026-40"),
        ("second quarter of 2026", "2026-34"),
        ("Q4 2026", "2026-36"),
        ("the last quarter of 2026", "2026-36"),
        ("first half of November 2025", "[2025-11-01..2025-11-15]"),
        ("by the end of 2027", "[..2027-12-31]"),
        ("by 2030", "[..2030-12-31]"),
        ("by 30 June 2026", "[..2026-06-30]"),
        ("no later than November 2026", "[..2026-11-30]"),
        ("until 17 March 2022", "[..2022-03-17]"),
        ("before 2027", "[..2026-12-31]"),
        ("before autumn 2025", "[..2025-12-31]"),
        ("after 24 November 2025", "[2025-11-25..]"),
        ("since April 2025", "[2025-04-01..]"),
        ("about November 2025", "2025-11~"),
        ("between 24 and 27 November 2025", "[2025-11-24..2025-11-27]"),
        ("between November 2025 and January 2026", "[2025-11-01..2026-01-31]"),
        ("", ""),
        ("unknown", "XXXX"),
    ],
)
def test_words_are_read(words: str, edtf: str) -> None:
    reading = read(words)
    assert reading.date == parse(edtf)
    assert reading.words == words
    assert reading.needs is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("today", "2023-12-08"),
        ("yesterday", "2023-12-07"),
        ("tomorrow", "2023-12-09"),
        ("this week", "[2023-12-04..2023-12-10]"),
        ("last week", "[2023-11-27..2023-12-03]"),
        ("next week", "[2023-12-11..2023-12-17]"),
        ("this month", "2023-12"),
        ("last month", "2023-11"),
        ("next month", "2024-01"),
        ("next year", "2024"),
    ],
)
def test_relative_words_count_from_the_publication_day(words: str, edtf: str) -> None:
    assert read(words, published=PUBLISHED).date == parse(edtf)


@pytest.mark.parametrize("published", [None, "2023-12", "2023-12-08?", "2023-12-08~", "", "2023"])
def test_this_week_stays_unresolved_without_a_known_publication_day(published: str | None) -> None:
    reading = read("this week", published=None if published is None else parse(published))
    assert reading.date is None
    assert reading.needs is Needs.PUBLICATION_DATE
    assert reading.how is How.RELATIVE_WEEK


@given(strategies.days.filter(lambda day: 1 < day.year < 9999))
def test_this_week_is_some_day_of_the_week_that_holds_the_publication_day(day: object) -> None:
    published = parse(str(day))
    found = read("this week", published=published).date
    assert found is not None
    assert found.precision is Precision.WITHIN
    assert found.is_week
    assert found.earliest is not None
    assert found.latest is not None
    assert published.earliest is not None
    assert found.earliest <= published.earliest <= found.latest


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("as soon as possible", Why.NOT_READABLE),
        ("24 Nov 25", Why.NOT_READABLE),
        ("24 and 26 November 2025", Why.NOT_READABLE),
        ("by this week", Why.NOT_READABLE),
        ("third half of 2026", Why.NOT_READABLE),
        ("24-27", Why.NOT_READABLE),
        ("20251124", Why.NOT_READABLE),
        ("24/11/2025", Why.ORDER_OF_NUMBERS),
        ("11.12.25", Why.ORDER_OF_NUMBERS),
        ("November", Why.YEAR_MISSING),
        ("24 November", Why.YEAR_MISSING),
        ("2025-26", Why.TWO_YEARS),
        ("2023-24", Why.TWO_YEARS),
        ("31 February 2025", Why.NO_SUCH_DAY),
        ("28 December - 3 January 2026", Why.REVERSED),
        ("Tuesday 24 November 2025", Why.WRONG_WEEKDAY),
        ("week 53 of 2023", Why.NO_SUCH_WEEK),
        ("after 9999", Why.YEAR_OUT_OF_RANGE),
        ("before 0001", Why.YEAR_OUT_OF_RANGE),
        ("2025-11-24T10:00", Why.TIME_OF_DAY),
        ("2025 " * 2000, Why.TOO_LONG),
    ],
)
def test_what_could_mean_two_things_or_none_is_refused_by_name(words: str, why: Why) -> None:
    with pytest.raises(DateRefused) as refused:
        read(words)
    assert refused.value.why == why
    assert refused.value.value[:8] == words[:8]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday", "0001-01-01"),
        ("next week", "9999-12-31"),
        ("last year", "0001-05-05"),
        ("next month", "9999-12-01"),
    ],
)
def test_relative_words_beyond_the_calendar_are_refused(words: str, day: str) -> None:
    with pytest.raises(DateRefused) as refused:
        read(words, published=parse(day))
    assert refused.value.why == Why.YEAR_OUT_OF_RANGE


PIECES = """
by the end of before after before since from to and between about early mid- late week first last
half quarter Q2 november Nov. may 2025 0000 9999 24 31 0 24th - – / .. [ ] XX ? ~ monday this next
month year autumn winter 2020s in on -W53 T10
"""
FRAGMENTS = st.lists(st.sampled_from(sorted(set(PIECES.split()))), max_size=9)


@given(
    st.one_of(
        st.text(max_size=130),
        FRAGMENTS.map(" ".join),
        FRAGMENTS.map("".join),
        strategies.values,
    ),
    st.one_of(st.none(), strategies.values.map(parse)),
)
def test_any_text_at_all_is_read_or_refused(words: str, published: PartialDate | None) -> None:
    outcome = _read_or_refusal(words, published)
    if isinstance(outcome, DateRefused):
        assert outcome.value[:10] == words[:10]
        assert outcome.why in set(Why)
    elif outcome.date is None:
        assert outcome.needs is Needs.PUBLICATION_DATE
    else:
        assert parse(outcome.date.edtf) == outcome.date


def _read_or_refusal(words: str, published: PartialDate | None) -> Reading | DateRefused:
    try:
        return read(words, published=published)
    except DateRefused as refusal:
        return refusal
