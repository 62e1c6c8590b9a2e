from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from monitor.events.claims import current, disagreements, newer_official
from tests.cast import NOW


@dataclass(frozen=True)
class Said:
    pk: int
    edtf: str
    official: bool = False
    said_on: date | None = None
    recorded_at: datetime = NOW
    start_time: time | None = None


def on(day: int) -> date:
    return date(2025, 11, day)


def test_without_a_claim_nothing_stands() -> None:
    assert current([]) is None


def test_the_narrowest_stands_where_no_source_is_official() -> None:
    year, days = Said(1, "2025"), Said(2, "2025-11-24/2025-11-27")
    assert current([days, year]) == days
    assert current([year, days]) == days


def test_a_newer_but_wider_word_does_not_displace_a_narrow_one() -> None:
    days = Said(1, "2025-11-24/2025-11-27")
    late = Said(2, "2025", recorded_at=NOW + timedelta(days=1))
    assert current([days, late]) == days


def test_an_official_source_stands_however_wide() -> None:
    press, official = Said(1, "2025-11-24"), Said(2, "2025", official=True, said_on=on(1))
    assert current([press, official]) == official


def test_of_two_official_sources_the_later_word_stands_though_recorded_first() -> None:
    late = Said(1, "2026-01", official=True, said_on=on(9))
    early = Said(2, "2025-11-24", official=True, said_on=on(2), recorded_at=NOW + timedelta(1))
    assert current([early, late]) == late


def test_official_words_of_one_day_are_settled_by_the_narrowest() -> None:
    wide = Said(1, "2025", official=True, said_on=on(2))
    narrow = Said(2, "2025-11", official=True, said_on=on(2))
    assert current([wide, narrow]) == narrow


def test_of_two_equal_dates_the_newer_claim_stands() -> None:
    old, new = Said(1, "2025-11-24"), Said(2, "2025-11-25", recorded_at=NOW + timedelta(hours=1))
    assert current([new, old]) == new


def test_of_two_equal_days_the_one_with_a_time_stands() -> None:
    timed = Said(1, "2025-11-24", start_time=time(9))
    plain = Said(2, "2025-11-24", recorded_at=NOW + timedelta(hours=1))
    assert current([timed, plain]) == timed


def test_days_that_are_filled_are_narrower_than_a_span_with_its_day_open() -> None:
    within, filled = Said(2, "[2025-11-24..2025-11-27]"), Said(1, "2025-11-24/2025-11-27")
    assert current([within, filled]) == filled


def test_a_bound_is_wider_than_a_year() -> None:
    assert current([Said(2, "[..2025-12-08]"), Said(1, "2025")]).edtf == "2025"


def test_unresolved_words_stand_only_while_nothing_is_dated() -> None:
    week = Said(2, "", official=True, recorded_at=NOW + timedelta(days=1))
    assert current([week]) == week
    assert current([week, Said(1, "2025")]).edtf == "2025"


def test_a_newer_official_source_flags_a_choice_and_an_older_one_does_not() -> None:
    chosen = Said(1, "2025-11-24", said_on=on(5))
    newer = Said(2, "2026-03", official=True, said_on=on(9))
    older = Said(3, "2025", official=True, said_on=on(1))
    assert newer_official([chosen, newer, older], chosen) == newer
    assert newer_official([chosen, older], chosen) is None


def test_an_official_source_that_says_the_same_flags_nothing() -> None:
    chosen = Said(1, "2025-11-24", said_on=on(5))
    assert newer_official([chosen, Said(2, "2025-11-24", True, on(9))], chosen) is None


def test_a_wider_word_that_allows_the_date_is_no_disagreement() -> None:
    days = Said(1, "2025-11-24/2025-11-27")
    year, other = Said(2, "2025"), Said(3, "2026-11")
    assert disagreements([days, year, other, Said(4, "")], days) == [other]
    assert disagreements([days, other], Said(9, "")) == []


CLAIMS = st.lists(
    st.builds(
        Said,
        pk=st.integers(1, 10_000),
        edtf=st.sampled_from(["", "2025", "2025-11", "2025-11-24", "[..2025-12-08]"]),
        official=st.booleans(),
        said_on=st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2026, 1, 1))),
        recorded_at=st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1)),  # noqa: DTZ001
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda claim: claim.pk,
)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_in_which_claims_are_read_never_decides(
    claims: list[Said], chance: Random
) -> None:
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert current(shuffled) == current(claims)


@given(CLAIMS)
def test_an_official_date_is_never_left_for_another(claims: list[Said]) -> None:
    standing = current(claims)
    official = [claim for claim in claims if claim.official and claim.edtf]
    assert standing in (official or claims)
