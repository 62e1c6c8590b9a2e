import pytest
from babel import UnknownLocaleError
from hypothesis import given
from hypothesis import strategies as st

from monitor.dates import display, display_short, is_open, parse, read, week_rules
from tests.dates import strategies


@pytest.mark.parametrize(
    ("value", "locale", "shown"),
    [
        ("2025", "en", "2025"),
        ("2025-XX", "en", "2025"),
        ("2025-11", "en", "November 2025"),
        ("2025-11", "ar-MA", "نونبر 2025"),
        ("2025-11", "ar", "نوفمبر 2025"),
        ("2025-11-24", "en", "24 November 2025"),
        ("2025-11-24/2025-11-27", "en", "24–27 November 2025"),
        ("2025-11-24/2025-11-27", "fr", "24–27 novembre 2025"),
        ("2025-11-24/2025-11-27", "ar-MA", "24–27 نونبر 2025"),
        ("2025-11-24/2025-11-27", "es", "24–27 de noviembre de 2025"),
        ("2025-11-30/2025-12-02", "en", "30 November – 2 December 2025"),
        ("2025-12-30/2026-01-02", "en", "30 December 2025 – 2 January 2026"),
        ("[2023-12-04..2023-12-10]", "en", "4–10 December 2023"),
        ("[..2027-12-31]", "en", "by 31 December 2027"),
        ("../2019-04-30", "en", "by 30 April 2019"),
        ("/2019", "en", "until 31 December 2019"),
        ("2025-04-01/..", "fr", "à partir du 1er avril 2025"),
        ("[2026-01-01..]", "en", "not before 1 January 2026"),
        ("2025-23", "en", "autumn 2025"),
        ("2025-23", "es", "otoño de 2025"),
        ("2025-31", "en", "autumn 2025 (southern hemisphere)"),
        ("2025-26", "en", "summer 2025 (northern hemisphere)"),
        ("2026-34", "en", "2nd quarter 2026"),
        ("2026-40", "fr", "premier semestre 2026"),
        ("2026-39", "en", "September – December 2026"),
        ("202X", "en", "2020s"),
        ("202X", "ar-MA", "2020–2029"),
        ("20XX", "en", "2000–2099"),
        ("2025-11~", "en", "about November 2025"),
        ("2025?", "en", "2025 (uncertain)"),
        ("2025%", "en", "about 2025 (uncertain)"),
        ("2026-09/2027-09", "en", "September 2026 – September 2027"),
        ("2025-11-24/2026", "en", "24 November 2025 – 2026"),
        ("", "fr", "date inconnue"),
        ("2025-11", "de", "November 2025"),
        ("2025-11", "fr-XX", "novembre 2025"),
    ],
)
def test_a_date_reads_as_its_locale_writes_it(value: str, locale: str, shown: str) -> None:
    assert display(parse(value), locale) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-11-24/2025-11-27", "24–27 Nov 2025"),
        ("2025-11", "Nov 2025"),
        ("2026-34", "Q2 2026"),
        ("[..2027-12-31]", "by 31 Dec 2027"),
    ],
)
def test_a_short_date_cuts_its_months(value: str, shown: str) -> None:
    assert display_short(parse(value)) == shown


@given(strategies.values, st.sampled_from(["en", "fr", "es", "ar-MA", "ar", "de", "ja"]))
def test_every_date_can_be_shown_in_every_language(value: str, locale: str) -> None:
    for shown in (display(parse(value), locale), display_short(parse(value), locale)):
        assert shown.strip() == shown != ""
        assert "{" not in shown


@given(st.one_of(strategies.intervals, strategies.plain, strategies.groupings).filter(
    lambda value: value >= "1000" and value[5:7] not in {str(code) for code in range(25, 33)}
))  # fmt: skip
def test_what_is_shown_in_english_reads_back_with_the_same_bounds(value: str) -> None:
    again = read(display(parse(value))).date
    assert again is not None
    assert (again.earliest, again.latest) == (parse(value).earliest, parse(value).latest)


def test_only_a_day_or_an_interval_of_days_is_not_open() -> None:
    assert is_open(parse("[2023-12-04..2023-12-10]"))
    assert is_open(parse("2025-11"))
    assert not is_open(parse("2025-11-24"))
    assert not is_open(parse("2025-11-24/2025-11-27"))


@pytest.mark.parametrize(
    ("locale", "first", "weekend"),
    [("en", 0, {5, 6}), ("ar-MA", 0, {5, 6}), ("ar-SA", 6, {4, 5}), ("en-US", 6, {5, 6})],
)
def test_the_week_follows_the_locale(locale: str, first: int, weekend: set[int]) -> None:
    assert week_rules(locale) == (first, frozenset(weekend))


def test_a_locale_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UnknownLocaleError):
        display(parse("2025"), "qq")
