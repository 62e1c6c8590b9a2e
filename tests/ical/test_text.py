import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.ical.text import clean, clean_line, escaped

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    "unwanted",
    [
        "\x00",
        "\x0b",
        "\x1f",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\ud800",
        "\uffff",
    ],
)
def test_what_a_calendar_must_not_carry_is_taken_out(unwanted):
    assert clean(f"a{unwanted}b") == "ab"


@pytest.mark.parametrize("kept", ["\t", "\n", "\u200f", "\u061c", "\u200d", "\u00a0", "\U0001f4c5"])
def test_what_a_text_needs_stays(kept):
    assert clean(f"a{kept}b") == f"a{kept}b"


def test_every_kind_of_line_break_becomes_lf():
    assert clean("a\r\nb\rc\nd\r\r\ne") == "a\nb\nc\nd\n\ne"


def test_a_title_becomes_one_line():
    assert clean_line("  Summit\r\n\tof\n\nStates ") == "Summit of States"


def test_what_the_format_reads_as_its_own_is_escaped():
    assert escaped("a\\b;c,d\ne:f") == r"a\\b\;c\,d\ne:f"


@given(ANY_TEXT)
@example("\r\x00\n")
@example("\r\ud800\n")
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)
