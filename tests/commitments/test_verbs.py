"""What a verb is worth."""

import pytest

from monitor.commitments.verbs import CALLS, PLEDGES, REPORTED, strength_of


@pytest.mark.parametrize(("reported", "verb"), REPORTED.items())
def test_a_reported_verb_is_worth_what_its_present_is(reported: str, verb: str) -> None:
    assert strength_of(reported.title()) == {**CALLS, **PLEDGES}[verb]


def test_a_verb_of_no_table_has_no_strength() -> None:
    assert strength_of("hopes") is None
