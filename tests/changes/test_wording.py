"""What may stand in a line, and among several lines."""

import pytest

from monitor.changes.item import Door
from monitor.changes.labels import DOOR_LABELS, act_label, door_label
from monitor.changes.wording import LONGEST, WordingRefused, line, lines


@pytest.mark.parametrize("barred", ["\x00", "\x07", "\n", "\u202e", "\u2066", "\u200f", "\x85"])
def test_a_line_names_the_character_that_may_not_stand_in_it(barred: str) -> None:
    with pytest.raises(WordingRefused, match="Character 4") as refused:
        line(f"abc{barred}d", field="title", at_most=50)
    assert (refused.value.field, refused.value.code) == ("title", "barred_character")


def test_a_line_has_no_blanks_at_its_ends_and_counts_code_points() -> None:
    assert line("  الدورة  ", field="title", at_most=6) == "الدورة"
    with pytest.raises(WordingRefused, match="7 characters long; at most 6"):
        line("الدورةx", field="title", at_most=6)


def test_an_empty_line_is_refused_where_one_is_needed() -> None:
    with pytest.raises(WordingRefused, match="empty"):
        line("  ", field="title", at_most=6)
    assert line("  ", field="title", at_most=6, required=False) == ""


def test_lines_keep_their_breaks_and_marks_of_direction() -> None:
    assert lines(" one\r\ntwo\u200f\rthree ", field="reason") == "one\ntwo\u200f\nthree"


def test_lines_name_the_line_of_a_control_character() -> None:
    with pytest.raises(WordingRefused, match=r"Line 2 .*U\+0007"):
        lines("one\ntw\x07o", field="reason")


def test_lines_are_bounded() -> None:
    assert len(lines("x" * LONGEST, field="reason")) == LONGEST
    with pytest.raises(WordingRefused, match="at most"):
        lines("x" * (LONGEST + 1), field="reason")


def test_every_door_has_its_words() -> None:
    assert set(DOOR_LABELS) == set(Door)
    assert door_label("caldav") == "calendar client"


def test_an_act_without_words_keeps_its_name() -> None:
    assert act_label("publish") == "Published"
    assert act_label("something_new") == "something_new"
