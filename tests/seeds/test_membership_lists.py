"""Who belongs to what, and from when, as it stands in the files."""

from collections import Counter
from datetime import date

import pytest

from tests.seeds.lists import ACTORS, MEMBERSHIPS, STATE, STATES

REGIONAL_SIZES = {
    "african": 54,
    "asia-pacific": 54,
    "eastern-europe": 23,
    "grulac": 33,
    "weog": 29,
}
# Members of the United Nations at the end of a year, from its own table of growth. Years in which
# States have merged or parted since are left out: the list holds today's Members only.
GROWTH_SINCE_UNION = {1994: 185, 1999: 188, 2000: 189, 2002: 191, 2006: 192, 2011: 193}


def members(group: str, day: str) -> set[str]:
    """The codes of who belongs to `group` on `day` (ISO); `until` is the first day without."""
    return {
        row["member"]
        for row in MEMBERSHIPS
        if row["group"] == group
        and (not row["since"] or row["since"] <= day)
        and (not row["until"] or row["until"] > day)
    }


# Admission and regional groups


def test_every_member_and_no_observer_has_a_date_of_admission() -> None:
    for row in STATES:
        assert bool(row["un_member_since"]) == (row["kind"] == "state")
        if row["un_member_since"]:
            assert date(1945, 10, 24) <= date.fromisoformat(row["un_member_since"])


@pytest.mark.parametrize(("year", "count"), GROWTH_SINCE_UNION.items())
def test_members_after_a_year_are_as_many_as_the_united_nations_counts(
    year: int, count: int
) -> None:
    # The seat of Yugoslavia, an original Member, is counted there until Serbia took its own.
    predecessors = 1 if year < 2000 else 0
    assert len(members("un-members", f"{year}-12-31")) + predecessors == count


def test_49_of_the_51_original_members_are_members_today() -> None:
    """Czechoslovakia and Yugoslavia are not: their successors have dates of their own."""
    assert len(members("un-members", "1945-12-31")) == 49


def test_south_sudan_is_the_193rd_member() -> None:
    before, after = members("un-members", "2011-07-13"), members("un-members", "2011-07-14")
    assert len(before) == 192
    assert after - before == {"SSD"}


def test_memberships_of_the_united_nations_repeat_the_dates_of_the_states() -> None:
    listed = {r["member"]: r["since"] for r in MEMBERSHIPS if r["group"] == "un-members"}
    assert listed == {r["code"]: r["un_member_since"] for r in STATES if r["kind"] == "state"}


def test_the_five_regional_groups_add_up_to_193() -> None:
    sizes = Counter(row["un_group"] for row in STATES if row["un_group"])
    assert sizes == REGIONAL_SIZES
    assert sizes.total() == 193


@pytest.mark.parametrize("group", REGIONAL_SIZES)
def test_a_regional_group_has_the_members_that_the_states_name(group: str) -> None:
    named = {row["code"] for row in STATES if row["un_group"] == group}
    assert members(group, "2023-12-08") == named


@pytest.mark.parametrize("code", ["USA", "TUR", "ISR", "KIR", "PSE", "VAT"])
def test_a_count_that_hides_something_has_its_note(code: str) -> None:
    assert STATE[code]["un_group_note"]


# Groups in time


def test_every_membership_names_a_known_group_and_a_known_state() -> None:
    groups = {row["code"] for row in ACTORS}
    assert {row["group"] for row in MEMBERSHIPS} <= groups
    assert {row["member"] for row in MEMBERSHIPS} <= set(STATE)


def test_nobody_is_listed_twice_in_a_group_from_the_same_day() -> None:
    counts = Counter((row["group"], row["member"], row["since"]) for row in MEMBERSHIPS)
    assert [key for key, count in counts.items() if count > 1] == []


def test_a_membership_ends_after_it_begins() -> None:
    for row in MEMBERSHIPS:
        for day in filter(None, (row["since"], row["until"])):
            date.fromisoformat(day)
        assert not (row["since"] and row["until"]) or row["until"] > row["since"]


@pytest.mark.parametrize(
    ("group", "day", "size"),
    [
        ("all-states", "2023-12-08", 195),
        ("p5", "2023-12-08", 5),
        ("arab-league", "2023-12-08", 22),
        ("african-union", "2017-01-30", 53),
        ("african-union", "2017-01-31", 54),
        ("european-union", "2013-06-30", 27),
        ("european-union", "2016-01-01", 28),
        ("european-union", "2020-01-31", 28),
        ("european-union", "2020-02-01", 27),
        ("european-union", "2025-01-01", 27),
        ("oic", "2023-12-08", 57),
        ("gcc", "2023-12-08", 6),
        ("asean", "2025-10-25", 10),
        ("asean", "2025-10-26", 11),
        ("ecowas", "2025-01-28", 15),
        ("ecowas", "2025-01-29", 12),
    ],
)
def test_a_group_has_its_size_on_a_day(group: str, day: str, size: int) -> None:
    assert len(members(group, day)) == size


def test_the_syrian_arab_republic_stays_a_member_while_suspended() -> None:
    assert "SYR" in members("arab-league", "2015-01-01")
    notes = [r["note"] for r in MEMBERSHIPS if (r["group"], r["member"]) == ("arab-league", "SYR")]
    assert all("16 November 2011" in note and "7 May 2023" in note for note in notes)


def test_interpol_is_never_given_the_members_of_the_united_nations() -> None:
    assert {row["group"] for row in MEMBERSHIPS} & {"interpol", "interpol-ga"} == set()
