"""Numbers as requests bring them."""

import pytest

from monitor.changes.numbers import KEY_DIGITS, key_number, whole_number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "²", "١", "x", "1" * 10])
def test_what_is_no_number_of_nine_digits_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_ascii_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


def test_no_key_is_longer_than_a_database_takes() -> None:
    assert key_number("9" * KEY_DIGITS) < 2**63
    assert key_number("9" * (KEY_DIGITS + 1)) is None
