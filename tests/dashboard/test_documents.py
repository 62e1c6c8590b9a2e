"""Pages of the documents: who sees what, what a text produced, forms that lose nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.sources.models import Document
from monitor.sources.operations import archive_document, ask_public, edit_document
from tests import cast
from tests.factories.sources import article, document

pytestmark = pytest.mark.django_db

GIVEN = {
    "title": "The Council meets",
    "kind": "news_article",
    "language": "en",
    "visibility": "staff",
    "stage": "official",
}


def signed(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_without_sign_in_there_is_no_list(client: Client) -> None:
    assert client.get("/documents/").status_code == 302


@pytest.mark.parametrize(
    "who", [cast.reader, cast.officer, cast.verifier, cast.coordinator, cast.administrator]
)
def test_every_role_reads_the_list_and_the_document(client: Client, who: Any) -> None:
    article(cast.officer("author"), title="Border management")
    signed(client, who())
    assert "Border management" in page(client, "/documents/")
    assert "improve border management" in page(client, "/documents/D-1/")


def test_somebody_without_a_role_reads_nothing(client: Client) -> None:
    article(cast.officer())
    signed(client, cast.person("nobody"))
    page(client, "/documents/", 403)
    page(client, "/documents/D-1/", 403)


def test_a_restricted_document_is_nowhere_for_others(client: Client) -> None:
    owner = cast.officer(desk=cast.desk())
    article(owner, title="A secret note", visibility="restricted", desks=[cast.desk()])
    signed(client, cast.coordinator())
    listed = page(client, "/documents/?q=secret")
    assert "A secret note" not in listed
    assert "News article" not in listed
    for path in ("", "edit/", "text/", "archive/"):
        page(client, f"/documents/D-1/{path}", 404)
    assert client.post("/documents/D-1/ask-public/").status_code == 404


def test_a_reader_is_offered_no_act_and_may_do_none(client: Client) -> None:
    article(cast.officer())
    signed(client, cast.reader())
    assert "edit/" not in page(client, "/documents/D-1/")
    for path in ("add/", "D-1/edit/", "D-1/text/", "D-1/archive/"):
        page(client, f"/documents/{path}", 403)
    assert client.post("/documents/D-1/ask-public/").status_code == 403


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999"])
def test_a_document_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    signed(client, cast.reader())
    page(client, f"/documents/D-{number}/", 404)


def test_the_list_finds_by_title_symbol_and_reference(client: Client) -> None:
    by = cast.officer()
    document(by, title="Statement by the President", symbol="S/PRST/2023/6")
    document(by, title="Another thing")
    signed(client, by)
    for words in ("president%20statement", "s/prst/2023", "d-1"):
        found = page(client, f"/documents/?q={words}")
        assert "Statement by the President" in found
        assert "Another thing" not in found


def test_a_search_without_result_says_what_was_looked_for(client: Client) -> None:
    by = cast.officer()
    document(by)
    signed(client, by)
    assert "No document matches “nothing\u0301”" in page(client, "/documents/?q=nothing%CC%81%00")


def test_a_kind_is_counted_under_the_search(client: Client) -> None:
    by = cast.officer()
    for kind in ("treaty", "treaty", "speech"):
        document(by, kind=kind, title=f"Arms {kind}")
    document(by, kind="treaty", title="Fish")
    answer = signed(client, by).get("/documents/?q=arms&kind=speech")
    options = {str(each["label"]): each["count"] for each in answer.context["facets"][0]["options"]}
    assert options == {"Treaty": 2, "Speech": 1}
    assert len(answer.context["rows"]) == 1


def test_the_pages_hold_every_document_once_there_and_back(client: Client) -> None:
    by = cast.officer()
    for number in range(60):
        document(by, title=f"Number {number}")
    signed(client, by)
    path, seen, answer = "/documents/", [], None
    while path:
        answer = client.get(path)
        seen += [row.number for row, _ in answer.context["rows"]]
        path = answer.context["later_url"]
    assert seen == list(range(60, 0, -1))
    back = client.get(answer.context["earlier_url"])
    assert [row.number for row, _ in back.context["rows"]] == list(range(35, 10, -1))
    assert client.get(back.context["earlier_url"]).context["earlier_url"] == ""


def test_the_list_asks_the_same_number_of_questions_for_2_and_for_20(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = cast.officer(desk=cast.desk())
    for _ in range(2):
        document(by, visibility="restricted", desks=[cast.desk()])
    signed(client, by)
    with CaptureQueriesContext(connection) as few:
        client.get("/documents/")
    for _ in range(18):
        document(by, visibility="restricted", desks=[cast.desk()])
    with django_assert_num_queries(len(few.captured_queries)):
        client.get("/documents/")


def test_an_address_with_nonsense_gives_the_list(client: Client) -> None:
    by = cast.officer()
    document(by, title="Here")
    signed(client, by)
    assert "Here" in page(client, "/documents/?after=x&kind=poem&before=999999999999999999999")


def test_a_reference_says_that_it_has_no_text(client: Client) -> None:
    document(cast.officer())
    signed(client, cast.reader())
    assert "no text of it is in the record" in page(client, "/documents/D-1/")


def test_an_inferred_date_says_so(client: Client) -> None:
    document(cast.officer(), published_edtf="2023-12-08", published_basis="inferred")
    signed(client, cast.reader())
    assert "8 December 2023, inferred" in page(client, "/documents/D-1/")


def test_the_text_stands_in_numbered_paragraphs_with_its_language(client: Client) -> None:
    article(cast.officer(), text="أول\n\nثان\n", language="ar")
    signed(client, cast.reader())
    shown = page(client, "/documents/D-1/")
    assert '<div class="document-text" lang="ar" dir="rtl" data-start="5">ثان</div>' in shown
    assert 'id="p-2"' in shown


def test_a_long_text_comes_in_pages_and_a_place_opens_its_own(client: Client) -> None:
    text = "".join(f"Paragraph {number} {'x' * 2000}\n" for number in range(50))
    article(cast.officer(), text=text)
    signed(client, cast.reader())
    first = client.get("/documents/D-1/")
    assert "Paragraphs 1 to 19 of 50" in first.content.decode()
    at = text.index("Paragraph 45 ")
    there = page(client, f"/documents/D-1/?at={at}")
    assert "Paragraph 45 " in there
    assert "Paragraph 1 " not in there
    seen = []
    path = "/documents/D-1/"
    while path:
        answer = client.get(path)
        seen += [each.piece.number for each in answer.context["shown_paragraphs"]]
        path = answer.context["later_url"]
    assert seen == list(range(1, 51))


def test_pasting_adds_a_document(client: Client) -> None:
    signed(client, cast.officer())
    answer = client.post("/documents/add/", {**GIVEN, "text": "One.\r\nTwo.\r\n"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/documents/D-1/"
    assert Document.objects.get().versions.get().text == "One.\nTwo.\n"


def test_pasted_and_uploaded_it_is_one_document(client: Client) -> None:
    signed(client, cast.officer())
    client.post("/documents/add/", {**GIVEN, "text": "One — two.\r\n"})
    file = SimpleUploadedFile("article.txt", b"\xef\xbb\xbf" + "One — two.\n".encode())
    answer = client.post("/documents/add/", {**GIVEN, "file": file})
    assert answer.status_code == 422
    assert "D-1 has this very text" in answer.content.decode()
    assert 'href="/documents/D-1/"' in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_file_in_an_old_encoding_is_read_and_said(client: Client) -> None:
    signed(client, cast.officer())
    file = SimpleUploadedFile("article.txt", "L’été à Genève.".encode("cp1252"))
    answer = client.post("/documents/add/", {**GIVEN, "file": file, "language": "fr"}, follow=True)
    assert "read as cp1252" in answer.content.decode()
    version = Document.objects.get().versions.get()
    assert version.text == "L’été à Genève."
    assert len(version.file_sha256) == 64


def test_a_file_that_is_no_text_is_refused_by_its_name(client: Client) -> None:
    signed(client, cast.officer())
    for data, words in ((b"%PDF-1.7 ...", "not plain text (PDF)"), (b"\x00\x01\x02", "no text")):
        file = SimpleUploadedFile("paper.txt", data)
        answer = client.post("/documents/add/", {**GIVEN, "file": file})
        assert answer.status_code == 422
        assert f"“paper.txt” is {words}" in answer.content.decode()
    assert not Document.objects.exists()


def test_an_error_elsewhere_keeps_the_text_of_the_file_and_its_hash(client: Client) -> None:
    signed(client, cast.officer())
    file = SimpleUploadedFile("article.txt", b"Only here.\r\n")
    answer = client.post("/documents/add/", {**GIVEN, "file": file, "title": ""})
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form["text"].value() == "Only here.\r\n"
    again = {**GIVEN, "text": "Only here.\r\n", "received": form["received"].value()}
    client.post("/documents/add/", again)
    assert len(Document.objects.get().versions.get().file_sha256) == 64


def test_a_text_changed_after_the_upload_has_no_file(client: Client) -> None:
    signed(client, cast.officer())
    file = SimpleUploadedFile("article.txt", b"Only here.")
    form = client.post("/documents/add/", {**GIVEN, "file": file, "title": ""}).context["form"]
    again = {**GIVEN, "text": "Only here!", "received": form["received"].value()}
    client.post("/documents/add/", again)
    assert Document.objects.get().versions.get().file_sha256 == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "x" * 5_000_000}, "5000000 characters long; at most 2000000 fit"),
        ({"text": "A\x00b"}, "Character 2, on line 1, is a control character (U+0000)"),
        ({"text": "A\n\x1bb"}, "Character 3, on line 2, is a control character (U+001B)"),
        ({"title": "A\u202etitle"}, "may not stand here"),
        ({"title": "x" * 501}, "501"),
        ({"url": "javascript:alert(1)"}, "not a web address"),
        ({"published_edtf": "31 February 2023", "published_basis": "stated"}, "no such day"),
        ({"published_edtf": "2023"}, "Say how this date is known"),
        ({"published_basis": "stated"}, "Give the date"),
        ({"published_edtf": "this week", "published_basis": "stated"}, "does not count from"),
        ({"kind": "poem"}, "Select a valid choice"),
        ({"visibility": "restricted"}, "Name at least one desk"),
        ({"visibility": "everybody"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_named_and_kept_and_nothing_is_written(
    client: Client, given: dict[str, str], words: str
) -> None:
    signed(client, cast.officer())
    posted = {**GIVEN, "text": "Something.", "note": "Kept.", **given}
    answer = client.post("/documents/add/", posted)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    form = answer.context["form"]
    assert {name: form[name].value() for name in posted} == posted
    assert not Document.objects.exists()


def test_a_concurrent_change_shows_both_and_keeps_what_was_typed(client: Client) -> None:
    by, other = cast.officer(), cast.coordinator(first_name="Amina", last_name="B.")
    found = document(by, title="Before", publisher="One")
    signed(client, by)
    edit_document(
        document=found, edition=1, by=other, at=cast.NOW, via=Door.DASHBOARD, title="Theirs"
    )
    typed = {**GIVEN, "title": "Mine", "publisher": "One", "edition": "1"}
    answer = client.post("/documents/D-1/edit/", typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Amina B." in shown
    assert [(row["theirs"], row["yours"]) for row in answer.context["rows"]] == [("Theirs", "Mine")]
    assert answer.context["form"]["title"].value() == "Mine"
    again = client.post("/documents/D-1/edit/", {**typed, "edition": answer.context["edition"]})
    assert again.status_code == 302
    found.refresh_from_db()
    assert found.title == "Mine"


def test_making_public_needs_a_second_person(client: Client) -> None:
    asker, other = cast.coordinator(), cast.coordinator("second")
    found = document(asker)
    signed(client, asker)
    assert client.post("/documents/D-1/ask-public/").status_code == 302
    refused = client.post("/documents/D-1/make-public/")
    assert refused.status_code == 409
    assert "You asked for this yourself" in refused.content.decode()
    found.refresh_from_db()
    assert found.visibility == "staff"
    assert signed(client, other).post("/documents/D-1/make-public/").status_code == 302
    found.refresh_from_db()
    assert found.visibility == "public"


def test_an_officer_makes_nothing_public(client: Client) -> None:
    found = document(cast.coordinator())
    ask_public(document=found, by=cast.officer(), at=cast.NOW, via=Door.DASHBOARD)
    signed(client, cast.officer("third"))
    assert client.post("/documents/D-1/make-public/").status_code == 403


def test_archiving_asks_for_a_reason_then_hides_from_the_list(client: Client) -> None:
    document(cast.officer(), title="Old one")
    signed(client, cast.coordinator())
    assert client.post("/documents/D-1/archive/", {"reason": " "}).status_code == 422
    assert client.post("/documents/D-1/archive/", {"reason": "Entered twice."}).status_code == 302
    assert "Old one" not in page(client, "/documents/?q=old")
    assert "Entered twice." in page(client, "/documents/D-1/")


def test_an_archived_document_is_not_edited(client: Client) -> None:
    by = cast.coordinator()
    found = document(by)
    archive_document(document=found, reason="Twice.", by=by, at=cast.NOW, via=Door.DASHBOARD)
    signed(client, by)
    answer = client.post("/documents/D-1/edit/", {**GIVEN, "title": "New", "edition": "2"})
    assert answer.status_code == 422
    assert "archived is not edited" in answer.content.decode()


def test_a_text_is_added_to_a_reference(client: Client) -> None:
    by = cast.officer()
    document(by)
    signed(client, by)
    answer = client.post(
        "/documents/D-1/text/", {"language": "fr", "stage": "advance", "text": "Bonjour."}
    )
    assert answer.status_code == 302
    assert "Bonjour." in page(client, answer.headers["Location"])


def test_without_words_no_text_is_added(client: Client) -> None:
    by = cast.officer()
    document(by)
    signed(client, by)
    answer = client.post("/documents/D-1/text/", {"language": "fr", "stage": "official"})
    assert answer.status_code == 422
    assert "There is no text here" in answer.content.decode()


def test_the_history_names_who_when_and_through_which_door(client: Client) -> None:
    by = cast.officer(first_name="Omar", last_name="K.")
    found = document(by)
    later = cast.NOW + timedelta(days=1)
    edit_document(document=found, edition=1, by=by, at=later, via=Door.ADMIN, note="Ours.")
    signed(client, cast.reader())
    entries = client.get("/documents/D-1/").context["entries"]
    assert [(entry.what, entry.why, entry.who, entry.at) for entry in entries] == [
        ("Edited", "Changed: Our note", "Omar K., admin panel", later),
        ("Added", "", "Omar K., dashboard", cast.NOW),
    ]


def test_the_words_of_a_text_are_escaped(client: Client) -> None:
    article(cast.officer(), text="<script>alert(1)</script> & more", title="<b>bold</b>")
    signed(client, cast.reader())
    shown = page(client, "/documents/D-1/")
    assert "<script>alert(1)" not in shown
    assert "<b>bold</b>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in shown
