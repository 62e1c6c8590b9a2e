import pytest

from monitor.events.ordinals import renumbered


@pytest.mark.parametrize(
    ("title", "ordinal", "following"),
    [
        ("47th Conference of Leaders", 47, "48th Conference of Leaders"),
        ("1st Meeting", 1, "2nd Meeting"),
        ("The 10th session", 10, "The 11th session"),
        ("21st session", 21, "22nd session"),
        ("112th session", 112, "113th session"),
        ("1re session", 1, "2e session"),
        ("47e Conférence", 47, "48e Conférence"),
        ("47.ª Conferencia", 47, "48.ª Conferencia"),
        ("XLVII Cumbre", 47, "XLVIII Cumbre"),
        ("Session 20 of 2020", 20, "Session 21 of 2020"),
    ],
)
def test_the_number_is_replaced_where_it_stands(title: str, ordinal: int, following: str) -> None:
    assert renumbered(title, ordinal, ordinal + 1) == following


@pytest.mark.parametrize(
    ("title", "ordinal"),
    [
        ("Forty-seventh Conference", 47),
        ("الدورة السابعة والأربعون", 47),
        ("Session 3 of 3", 3),
        ("I shall host a meeting", 1),
        ("Conference of 2047", 47),
    ],
)
def test_a_number_in_words_twice_or_inside_another_is_left_alone(title: str, ordinal: int) -> None:
    assert renumbered(title, ordinal, ordinal + 1) is None
