import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from monitor.accounts.models import User
from monitor.dashboard.forms.passages import PassageChoice, passage_initial
from monitor.sources.models import DocumentVersion, Passage
from tests import cast
from tests.factories.sources import SAID, article, document

pytestmark = pytest.mark.django_db


class Optional(PassageChoice):
    passage_required = False


def chosen(by: User, version: DocumentVersion, words: str, **more: str) -> PassageChoice:
    data = {"passage_document": version.document.ref, "passage_words": words}
    data |= {f"passage_{name}": value for name, value in more.items()}
    return PassageChoice(data, user=by)


def test_words_that_stand_once_are_the_passage() -> None:
    by = cast.officer()
    form = chosen(by, article(by), "improve  border\r\nmanagement", voice="reported")
    assert form.is_valid()
    passage = form.quoted(at=cast.NOW)
    assert passage is not None
    assert passage.exact == "improve border management"
    assert passage.voice == "reported"


def test_words_that_stand_twice_come_back_as_a_choice_with_what_stands_around() -> None:
    by = cast.officer()
    form = chosen(by, article(by), "Member States")
    assert not form.is_valid()
    assert [(place.before, place.paragraph) for place in form.places] == [
        ("The Council calls on all ", 1),
        ("It also urged ", 2),
    ]
    assert form["passage_words"].value() == "Member States"


def test_the_place_chosen_among_two_is_taken() -> None:
    by = cast.officer()
    version = article(by)
    form = chosen(by, version, "Member States")
    assert not form.is_valid()
    second = form.places[1]
    again = chosen(by, version, "Member States", place=second.value)
    assert again.is_valid()
    passage = again.quoted(at=cast.NOW)
    assert passage is not None
    assert passage.start == SAID.rindex("Member States")


@pytest.mark.parametrize("place", ["0:1:2", "x:1:2", "1:2", "1:0:99999999999999999999", "²:1:2"])
def test_a_place_that_does_not_hold_the_words_is_looked_up_anew(place: str) -> None:
    by = cast.officer()
    form = chosen(by, article(by), "border management", place=place)
    assert form.is_valid()
    assert form.place is not None
    assert form.place.words == "border management"


def test_words_that_do_not_stand_there_are_refused_with_what_to_do() -> None:
    by = cast.officer()
    form = chosen(by, article(by), "improves border management")
    assert not form.is_valid()
    assert "do not stand" in form.errors["passage_words"][0]
    assert not Passage.objects.exists()


def test_a_reference_has_no_words_to_quote() -> None:
    by = cast.officer()
    reference = document(by)
    form = PassageChoice({"passage_document": reference.ref, "passage_words": "any"}, user=by)
    assert "no text of it" in form.errors["passage_words"][0]


def test_a_document_one_may_not_see_is_not_there() -> None:
    owner = cast.officer(desk=cast.desk())
    version = article(owner, visibility="restricted", desks=[cast.desk()])
    form = chosen(cast.officer("other"), version, "border management")
    assert "There is no document" in form.errors["passage_document"][0]


def test_no_words_are_no_passage_where_none_is_needed() -> None:
    form = Optional({}, user=cast.officer())
    assert form.is_valid()
    assert form.quoted(at=cast.NOW) is None


def test_no_words_are_an_error_where_some_are_needed() -> None:
    assert not PassageChoice({}, user=cast.officer()).is_valid()


def test_a_selection_on_the_documents_page_fills_the_form() -> None:
    by = cast.officer()
    version = article(by)
    start = SAID.rindex("Member States") - 1
    query = {"document": version.document.ref, "text": str(version.pk), "start": str(start)}
    initial = passage_initial(by, {**query, "end": str(start + 15)})
    assert initial["passage_words"] == "Member States"
    form = chosen(by, version, "Member States", place=initial["passage_place"])
    assert form.is_valid()


@pytest.mark.parametrize(
    ("start", "end"), [("9", "3"), ("-1", "3"), ("x", "3"), ("900", "999"), ("", ""), ("69", "70")]
)
def test_a_selection_that_is_none_gives_the_document_alone(start: str, end: str) -> None:
    by = cast.officer()
    version = article(by)
    initial = passage_initial(by, {"document": version.document.ref, "start": start, "end": end})
    assert initial == {"passage_document": version.document.ref}


def test_a_form_that_takes_it_over_keeps_its_own_fields() -> None:
    class Both(PassageChoice, forms.Form):
        title = forms.CharField()

    by = cast.officer()
    version = article(by)
    data = {
        "title": ["A call"],
        "passage_document": [version.document.ref],
        "passage_words": ["border management"],
    }
    form = Both(MultiValueDict(data), user=by)
    assert form.is_valid()
    assert form.cleaned_data["title"] == "A call"
