"""Documents in the panel: texts are read, words stand in context, links are added."""

import pytest
from django.test import Client
from django.urls import reverse

from monitor.accounts.models import User
from monitor.changes.item import Door, ItemKind
from monitor.changes.models import Change
from monitor.sources.models import Document
from monitor.sources.sentences import in_sentence
from tests import cast
from tests.factories import sources as made

pytestmark = pytest.mark.django_db

LIST = "admin:sources_document_changelist"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def author() -> User:
    return cast.officer("author", is_staff=True)


def test_words_are_marked_in_their_sentence_and_escaped(author: User) -> None:
    version = made.article(author, text="First. The Council <i>urges</i> States to act. Last.")
    made.passage(version, "<i>urges</i> States", by=author)
    url = reverse("admin:sources_document_change", args=[version.document_id])
    page = signed_in(author).get(url).content.decode()
    marked = "<mark>&lt;i&gt;urges&lt;/i&gt; States</mark>"
    assert f">The Council {marked} to act.</blockquote>" in page
    assert "<i>urges</i>" not in page


def test_a_text_is_not_edited(author: User) -> None:
    version = made.article(author)
    chief = cast.person("chief", *cast.Role, is_superuser=True, is_staff=True)
    url = reverse("admin:sources_document_change", args=[version.document_id])
    assert signed_in(chief).post(url, {"title": "Other", "texts": "Other"}).status_code == 403


def test_a_link_is_added_as_a_document_without_text(author: User) -> None:
    sent = {
        "kind": "web_page",
        "title": "Decree 12",
        "url": "https://example.org/decree",
        "language": "fr",
        "publisher": "Official Gazette",
    }
    answer = signed_in(author).post(reverse("admin:sources_document_add"), sent, follow=True)
    document = Document.objects.get()
    assert (document.title, document.record, document.versions.count()) == (
        "Decree 12",
        "published",
        0,
    )
    assert Change.objects.of(kind=ItemKind.DOCUMENT, uuid=document.uuid).get().via == Door.ADMIN
    assert f"{document.ref} Decree 12" in answer.content.decode()


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(author: User) -> None:
    sent = {"kind": "web_page", "title": "Decree\u202e12", "language": "fr", "publisher": "Typed"}
    answer = signed_in(author).post(reverse("admin:sources_document_add"), sent)
    assert "RIGHT-TO-LEFT OVERRIDE" in answer.context["adminform"].form.errors["title"][0]
    assert 'value="Typed"' in answer.content.decode()
    assert not Document.objects.exists()


def test_who_may_not_draft_adds_nothing() -> None:
    for user in (cast.reader(is_staff=True), cast.administrator(is_staff=True)):
        url = reverse("admin:sources_document_add")
        assert signed_in(user).post(url, {"title": "x"}).status_code == 403


def test_a_document_is_archived_with_a_reason(author: User) -> None:
    document = made.document(author)
    head = cast.coordinator("head", is_staff=True)
    url = reverse("admin:sources_document_act", args=["archive"])
    sent = {"row": document.number, "apply": "1"}
    assert "Give a reason." in signed_in(head).post(url, {**sent, "reason": ""}).content.decode()
    signed_in(head).post(url, {**sent, "reason": "Entered twice."})
    document.refresh_from_db()
    assert document.record == "archived"


def test_a_restricted_document_is_absent(author: User) -> None:
    insider = cast.person("insider", cast.Role.CONTRIBUTOR, desk=cast.desk(), is_staff=True)
    hidden = made.document(
        insider, title="Quiet note", visibility="restricted", desks=[cast.desk()]
    )
    page = signed_in(author).get(reverse(LIST), {"q": "Quiet", "_facets": "True"})
    assert page.context["cl"].result_count == 0
    assert signed_in(insider).get(reverse(LIST), {"q": "Quiet"}).context["cl"].result_count == 1
    url = reverse("admin:sources_document_change", args=[hidden.pk])
    assert signed_in(author).get(url).status_code == 302


@pytest.mark.parametrize(
    ("text", "words", "before", "after"),
    [
        ("One. Two words here. Three.", "words", "Two ", " here."),
        ("Line one\nline two words\nline three", "words", "line two ", ""),
        ("One ends. Two ends.", "ends. Two", "One ", " ends."),
        ("No end", "No end", "", ""),
        ("a" * 400 + "X" + "b" * 400, "X", "…" + "a" * 300, "b" * 300 + "…"),
    ],
)
def test_a_sentence_is_cut_at_its_ends(text: str, words: str, before: str, after: str) -> None:
    start = text.index(words)
    found = in_sentence(text, start, start + len(words))
    assert (found.before, found.words, found.after) == (before, words, after)
