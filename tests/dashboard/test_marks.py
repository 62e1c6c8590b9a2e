"""A document's page: which words produced which item, both ways, for those who may see it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.commitments.models import Commitment
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import NewEvidence, assess, draft_commitment, publish, submit
from monitor.dashboard.links import document_url
from monitor.dashboard.marks import Shown, read
from monitor.sources.models import DocumentVersion
from monitor.sources.text import sheets
from tests import cast
from tests.factories.commitments import published, state, terms
from tests.factories.events import event
from tests.factories.sources import SAID, article, passage

pytestmark = pytest.mark.django_db


def committed(version: DocumentVersion, words: str, by: User, **changes: object) -> Commitment:
    return draft_commitment(
        terms=terms(**changes),
        passage=passage(version, words, by=by),
        by=by,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )


def shown(version: DocumentVersion, user: User) -> list[Shown]:
    [sheet] = sheets(version.text)
    return read(version, sheet, user=user)


def text_of(paragraphs: list[Shown]) -> list[str]:
    return ["".join(run.text for run in each.stretches) for each in paragraphs]


def test_the_words_lead_to_their_items_and_the_items_to_their_words(client: Client) -> None:
    by = cast.officer()
    version = article(by)
    call = committed(version, "improve border management", by, title="Guard borders")
    meeting = event(by, title="The Council sat", passage=passage(version, "The Council", by=by))
    client.force_login(by)
    page = client.get("/documents/D-1/").content.decode()
    notes = re.findall(r'id="n-(\d)".*?href="#(p-[0-9a-f-]{36})"', page, re.DOTALL)
    assert [number for number, _ in notes] == ["1", "2"]
    for number, anchor in notes:
        assert f'id="{anchor}"' in page
        assert f'href="#n-{number}"' in page
    assert "Guard borders" in page
    assert f'href="/commitments/{call.ref}/"' in page
    assert "The Council sat" in page
    assert meeting.ref in page


def test_the_text_between_the_marks_is_the_source_to_the_letter() -> None:
    by = cast.officer()
    version = article(by)
    committed(version, "improve border management", by)
    committed(version, "border management", by)
    assert text_of(shown(version, by)) == SAID.rstrip("\n").split("\n\n")


def test_words_of_an_event_and_a_commitment_at_once_are_of_both_kinds() -> None:
    by = cast.officer()
    version = article(by)
    committed(version, "on all Member States to improve", by)
    event(by, passage=passage(version, "The Council calls on all", by=by))
    kinds = [(run.text, run.kind) for run in shown(version, by)[0].stretches]
    assert kinds == [
        ("The Council calls ", "event"),
        ("on all", "both"),
        (" Member States to improve", "commitment"),
        (" border management.", ""),
    ]


def test_the_number_stands_where_its_words_end() -> None:
    by = cast.officer()
    version = article(by)
    committed(version, "improve border management", by)
    committed(version, "border", by)
    endings = [
        (run.text, [note.number for note in run.ending]) for run in shown(version, by)[0].stretches
    ]
    assert endings[1:4] == [("improve ", []), ("border", [2]), (" management", [1])]


def test_words_across_paragraphs_have_one_note_and_one_place() -> None:
    by = cast.officer()
    version = article(by)
    committed(version, "border management. It also urged", by)
    paragraphs = shown(version, by)
    assert [len(each.notes) for each in paragraphs] == [1, 0]
    runs = [run for each in paragraphs for run in each.stretches if run.kind]
    assert [run.text for run in runs] == ["border management.", "It also urged"]
    assert [len(run.ids) for run in runs] == [1, 0]
    assert [len(run.ending) for run in runs] == [0, 1]


def test_evidence_is_marked_with_the_follow_up_it_serves() -> None:
    by = cast.officer()
    call = published(by, cast.coordinator())
    version = article(by)
    words = passage(version, "share what they know", by=by)
    assess(
        obligation=obligation_of(call, state("MAR")),
        code="announced",  # type: ignore[arg-type]
        seen=None,
        reason="Said so.",
        evidence=[NewEvidence(document=version.document, passage=words, reliability="secondary")],
        by=by,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )
    [note] = [note for each in shown(version, by) for note in each.notes]
    assert (note.kind, note.ref) == ("evidence", f"{call.ref} MAR")


def test_what_a_person_may_not_see_leaves_no_mark_and_no_count(client: Client) -> None:
    owner = cast.officer(desk=cast.desk())
    version = article(owner)
    committed(
        version,
        "improve border management",
        owner,
        title="A secret call",
        visibility="restricted",
        desks=(cast.desk(),),
    )
    assert [note.title for each in shown(version, owner) for note in each.notes] == [
        "A secret call"
    ]
    client.force_login(cast.coordinator())
    answer = client.get("/documents/D-1/")
    assert 'class="run"' not in answer.content.decode()
    assert answer.context["produced"] == []


def test_a_draft_is_marked_for_those_who_may_draft_only() -> None:
    by = cast.officer()
    version = article(by)
    committed(version, "improve border management", by)
    [note] = [note for each in shown(version, by) for note in each.notes]
    assert (note.status, note.counts) == ("draft", [])
    assert [each.notes for each in shown(version, cast.reader())] == [[], []]


def test_what_it_produced_is_counted_with_its_follow_ups(client: Client) -> None:
    by, checker = cast.officer(), cast.coordinator()
    version = article(by)
    call = committed(version, "improve border management", by)
    submit(commitment=call, by=by, at=cast.NOW, via=Door.DASHBOARD)
    publish(commitment=call, by=checker, at=cast.NOW, via=Door.DASHBOARD)
    event(by, documents=[version.document])
    client.force_login(cast.reader())
    answer = client.get("/documents/D-1/")
    assert [line.words for line in answer.context["produced"]] == [
        "1 event",
        "1 call, 6 follow-ups",
    ]
    assert len(answer.context["named"]) == 1


def test_a_passages_address_opens_the_page_of_the_text_that_holds_it(client: Client) -> None:
    by = cast.officer()
    text = "".join(f"Paragraph {number} {'x' * 2000}\n" for number in range(50))
    version = article(by, text=text)
    found = passage(version, "Paragraph 45", by=by)
    committed(version, "Paragraph 45", by)
    client.force_login(by)
    path, _, anchor = document_url(version.document, found).partition("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()


def test_the_page_asks_the_same_number_of_questions_for_2_items_and_for_20(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = cast.officer()
    text = "\n".join(f"The Council calls on all for the {number}th time." for number in range(20))
    version = article(by, text=text)
    for number in range(2):
        committed(version, f"for the {number}th time", by)
        event(by, passage=passage(version, f"on all for the {number}th", by=by))
    client.force_login(by)
    client.get("/documents/D-1/")
    with CaptureQueriesContext(connection) as few:
        client.get("/documents/D-1/")
    for number in range(2, 20):
        committed(version, f"for the {number}th time", by)
        event(by, passage=passage(version, f"on all for the {number}th", by=by))
    with django_assert_num_queries(len(few.captured_queries)):
        client.get("/documents/D-1/")
