import pytest

from monitor.sources.models import Passage
from monitor.sources.operations import find_words, quote
from monitor.sources.refusals import PassageRefused
from tests import cast
from tests.factories.sources import SAID, article, passage

pytestmark = pytest.mark.django_db


def test_a_passage_is_what_stands_at_its_place_with_what_stands_around() -> None:
    by = cast.officer()
    found = passage(article(by), "improve border management", by=by)
    assert found.exact == SAID[found.start : found.end] == "improve border management"
    assert found.prefix == SAID[found.start - 32 : found.start]
    assert found.suffix == SAID[found.end : found.end + 32]


def test_the_same_words_at_the_same_place_are_one_passage() -> None:
    by = cast.officer()
    version = article(by)
    assert passage(version, "Member States to improve", by=by) == passage(
        version, "Member States to improve", by=by
    )
    assert Passage.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (-1, 5, "outside"),
        (0, len(SAID) + 1, "outside"),
        (9, 3, "outside"),
        (3, 3, "empty"),
        (68, 70, "empty"),
    ],
)
def test_a_span_outside_the_text_or_without_words_is_refused(
    start: int, end: int, code: str
) -> None:
    by = cast.officer()
    with pytest.raises(PassageRefused) as refused:
        quote(version=article(by), start=start, end=end, by=by, at=cast.NOW)
    assert refused.value.code == code
    assert not Passage.objects.exists()


def test_other_words_than_those_at_the_place_are_refused() -> None:
    by = cast.officer()
    with pytest.raises(PassageRefused) as refused:
        quote(version=article(by), start=0, end=3, exact="the", by=by, at=cast.NOW)
    assert refused.value.code == "mismatch"
    assert "“The”" in refused.value.message


def test_words_that_stand_twice_are_found_twice() -> None:
    places = find_words(article(cast.officer()), "Member  States")
    assert [SAID[start:end] for start, end in places] == ["Member States"] * 2


def test_a_reader_quotes_nothing() -> None:
    version = article(cast.officer())
    with pytest.raises(ValueError, match="role"):
        quote(version=version, start=0, end=3, by=cast.reader(), at=cast.NOW)


def test_a_text_one_may_not_see_is_unknown_to_the_quoting_too() -> None:
    owner = cast.officer(desk=cast.desk())
    version = article(owner, visibility="restricted", desks=[cast.desk()])
    with pytest.raises(PassageRefused) as refused:
        quote(version=version, start=0, end=3, by=cast.officer("other"), at=cast.NOW)
    assert refused.value.code == "unknown"
