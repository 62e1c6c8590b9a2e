from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.sources.text import as_kept, barred, occurrences, paragraphs, sheets

TEXTS = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(" \n\t’“–é")))


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in occurrences(text, words)]


def test_white_space_of_any_kind_may_differ() -> None:
    assert found("to improve\u00a0border\n   management.", "improve border management") == [
        "improve\u00a0border\n   management"
    ]


def test_typographic_and_typewriter_marks_find_each_other() -> None:
    assert found("Morocco’s “law–enforcement” …", 'Morocco\'s "law-enforcement" ...') == [
        "Morocco’s “law–enforcement” …"
    ]
    assert found("Morocco's", "Morocco’s") == ["Morocco's"]


def test_an_accent_is_found_however_it_is_composed() -> None:
    assert found("cite\u0301", "cité") == ["cite\u0301"]
    assert found("cité", "cite\u0301") == ["cité"]


def test_another_letter_or_case_is_not_found() -> None:
    assert found("The Council", "the council") == []


def test_words_that_overlap_themselves_are_all_found() -> None:
    assert occurrences("aaa", "aa") == [(0, 2), (1, 3)]


def test_no_more_than_so_many_places_are_given() -> None:
    assert len(occurrences("a " * 100, "a", at_most=20)) == 20


def test_blank_words_are_nowhere() -> None:
    assert occurrences("a b", " \n") == []


def test_signs_of_patterns_are_only_signs() -> None:
    assert found("a.b (c)* [d] \\w", "(c)* [d] \\w") == ["(c)* [d] \\w"]


def test_a_character_that_its_normal_form_replaces_is_found_as_it_stands() -> None:
    assert occurrences("00\U0002f800", "00\U0002f800") == [(0, 3)]


@settings(deadline=None)
@given(TEXTS, st.data())
def test_any_words_of_a_text_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end].strip()
    if words:
        place = text.index(words, start)
        assert (place, place + len(words)) in occurrences(text, words, at_most=10_000)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 40), st.integers(2, 20))
def test_pages_cover_the_text_and_hold_every_paragraph_once(
    text: str, size: int, piece: int
) -> None:
    pages = sheets(text, size=size, piece=piece)
    assert pages[0].start == 0
    assert pages[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(pages))
    pieces = [each for page in pages for each in page.pieces]
    assert all(each.end - each.start <= piece for each in pieces)
    whole: dict[int, str] = {}
    for each in pieces:
        whole[each.number] = whole.get(each.number, "") + text[each.start : each.end]
    assert list(whole.values()) == [text[each.start : each.end] for each in paragraphs(text)]


def test_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    assert as_kept("a\r\nb\rc\n\td\u00a0 ") == "a\nb\nc\n\td\u00a0 "


def test_the_first_barred_character_is_named_with_its_place() -> None:
    bad = barred("one\ntwo\x07")
    assert bad is not None
    assert (bad.code_point, bad.offset, bad.line) == (7, 7, 2)
    assert barred("one\ttwo\n\u202eعربي") is None
