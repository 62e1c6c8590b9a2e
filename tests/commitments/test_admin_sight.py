"""What the panel shows and to whom: restricted items are absent, in counts and searches too."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.commitments.models import Commitment, Obligation
from monitor.commitments.operations import quote_also
from monitor.commitments.status import follow_up
from monitor.commitments.timeliness import Timeliness
from monitor.commitments.touched import standing_so
from tests import cast
from tests.commitments import record

pytestmark = pytest.mark.django_db

LISTS = {
    "commitments": "admin:commitments_commitment_changelist",
    "follow-ups": "admin:commitments_obligation_changelist",
    "entries": "admin:commitments_assessment_changelist",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def author() -> User:
    return cast.officer("author", is_staff=True)


@pytest.fixture
def open_call(author: User) -> Commitment:
    return record.published(author, cast.coordinator("head"))


@pytest.fixture
def closed(open_call: Commitment) -> Commitment:
    """A commitment of the security desk only, with one follow-up assessed."""
    desk = cast.desk()
    insider = cast.person("insider", cast.Role.CONTRIBUTOR, desk=desk, is_staff=True)
    chief = cast.person("chief", cast.Role.COORDINATOR, desk=desk, is_staff=True)
    made = record.published(
        insider, chief, title="Quiet understanding", visibility="restricted", desks=(desk,)
    )
    record.judge(made, insider, "no_information", actor="BBB", evidence=[])
    return made


def test_restricted_items_are_absent_from_lists_and_counts(
    author: User, open_call: Commitment, closed: Commitment
) -> None:
    record.judge(open_call, author, "announced")
    for name in LISTS.values():
        page = signed_in(author).get(reverse(name), {"_facets": "True"})
        assert page.context["cl"].result_count == 1
        assert closed.title not in page.content.decode()
        assert closed.ref not in page.content.decode()
        seen = signed_in(User.objects.get(username="insider")).get(reverse(name))
        assert seen.context["cl"].result_count == 2


def test_restricted_follow_ups_are_not_in_the_number_of_the_untouched(
    author: User, open_call: Commitment, closed: Commitment
) -> None:
    def said(user: User) -> int:
        found: int = signed_in(user).get(reverse(LISTS["follow-ups"])).context["untouched"]
        return found

    assert said(author) == 3
    assert said(User.objects.get(username="insider")) == 5


def test_a_superuser_does_not_see_restricted_items(
    open_call: Commitment, closed: Commitment
) -> None:
    root = cast.person("root", *cast.Role, is_superuser=True, is_staff=True)
    page = signed_in(root).get(reverse(LISTS["commitments"]))
    assert closed.title not in page.content.decode()


def test_a_restricted_item_has_no_page_and_no_act(author: User, closed: Commitment) -> None:
    kept = Obligation.objects.get()
    client = signed_in(author)
    for url in (
        reverse("admin:commitments_commitment_change", args=[closed.pk]),
        reverse("admin:commitments_obligation_change", args=[kept.pk]),
        reverse("admin:commitments_obligation_history", args=[kept.pk]),
    ):
        assert client.get(url).status_code == 302
    follow_ups = reverse("admin:commitments_commitment_follow_ups", args=[closed.pk])
    assert client.get(follow_ups).status_code == 404
    token = f"{closed.number}/AAA"
    sent = {"row": token, f"seen-{token}": ".0", "apply": "1", "code": "no_information"}
    url = reverse("admin:commitments_obligation_act", args=["status"])
    answer = client.post(url, {**sent, "stance": "ours", "reason": "x", "supports": "yes",
                               "reliability": "primary"})  # fmt: skip
    assert closed.title not in answer.content.decode()
    assert Obligation.objects.count() == 1


def completions(user: User, model: str, field: str, term: str) -> list[Any]:
    given = {"app_label": "commitments", "model_name": model, "field_name": field, "term": term}
    answer = signed_in(user).get(reverse("admin:autocomplete"), given)
    return [row["text"] for row in answer.json()["results"]]


def test_searching_while_typing_finds_no_restricted_item(author: User, closed: Commitment) -> None:
    insider = User.objects.get(username="insider")
    assert completions(author, "obligation", "commitment", "Quiet") == []
    assert completions(insider, "obligation", "commitment", "Quiet") == [str(closed)]
    desk = cast.desk()
    hidden = record.document(insider, visibility="restricted", publisher="Hidden Press")
    hidden.desks.add(desk)
    assert completions(author, "evidence", "document", "Hidden") == []
    assert completions(insider, "evidence", "document", "Hidden") == [str(hidden)]


def test_a_state_is_found_while_typing(author: User, open_call: Commitment) -> None:
    assert completions(author, "obligation", "actor", "BBB") == ["State BBB"]


def test_the_lists_are_narrowed_by_each_axis(author: User, open_call: Commitment) -> None:
    other = record.published(author, User.objects.get(username="head"), title="Another")
    record.judge(open_call, author, "announced")

    def found(name: str, **given: str) -> set[str]:
        page = signed_in(author).get(reverse(LISTS[name]), given)
        return {str(row) for row in page.context["cl"].result_list}

    assert found("commitments", status="announced") == {str(open_call)}
    assert found("commitments", record__exact="draft") == set()
    assert found("commitments", validity__exact="in_force") == {str(open_call), str(other)}
    assert found("commitments", due="no_deadline") == {str(open_call), str(other)}
    assert found("commitments", q=other.ref) == {str(other)}
    assert found("follow-ups", status="announced") == {f"{open_call.ref}/AAA"}
    assert found("follow-ups", status="fulfilled") == set()
    assert found("follow-ups", awaiting="yes") == set()
    assert found("follow-ups", stance="self_reported") == set()
    assert found("follow-ups", actor=str(record.state("BBB").pk)) == set()
    assert found("follow-ups", commitment=str(open_call.pk)) == {f"{open_call.ref}/AAA"}
    assert found("follow-ups", q="aaa") == {f"{open_call.ref}/AAA"}


def test_the_filter_by_deadline_agrees_with_what_each_follow_up_says(author: User) -> None:
    head = cast.coordinator("head")
    for title, day in (("Past", "2025-11-01"), ("Soon", "2025-11-25"), ("Far", "2027-01-01")):
        call = record.published(author, head, title=title, deadline_kind="by", deadline_edtf=day)
        record.judge(call, author, "announced", actor="AAA")
        record.judge(call, author, "not_applicable", actor="BBB")
    undated = record.published(author, head, title="Undated")
    record.judge(undated, author, "announced")
    rows = Obligation.objects.select_related("commitment", "actor")
    expected = {
        row.pk: follow_up(row.commitment, row.actor, row, cast.TODAY).timeliness for row in rows
    }
    for how in Timeliness:
        found = set(rows.filter(standing_so(how, cast.TODAY)).values_list("pk", flat=True))
        assert found == {pk for pk, said in expected.items() if said == how}, how
    assert {"overdue", "due_soon", "upcoming", "no_deadline"} <= set(expected.values())


def test_the_exact_words_stand_escaped_and_marked_in_their_sentence(author: User) -> None:
    words = "calls on <b>all</b> Member States"
    call = record.published(author, cast.coordinator("head"))
    other = record.passage(author, words, text=f"One. The Council {words} to act. Three.")
    quote_also(commitment=call, passage=other, by=author, at=cast.NOW, via=Door.DASHBOARD)
    url = reverse("admin:commitments_commitment_change", args=[call.pk])
    page = signed_in(author).get(url).content.decode()
    marked = "<mark>calls on &lt;b&gt;all&lt;/b&gt; Member States</mark>"
    assert f"The Council {marked} to act.</blockquote>" in page


def test_a_list_costs_the_same_queries_with_two_rows_and_with_twelve(author: User) -> None:
    head = cast.coordinator("head")

    def cost(name: str) -> int:
        client = signed_in(author)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(name)).status_code == 200
        return len(asked)

    def add(n: int) -> None:
        for _ in range(n):
            call = record.published(author, head)
            record.judge(call, author, "announced")

    add(2)
    few = {name: cost(url) for name, url in LISTS.items()}
    add(10)
    assert {name: cost(url) for name, url in LISTS.items()} == few


def test_owner_is_set_for_many_and_a_newer_edition_is_refused(
    author: User, open_call: Commitment
) -> None:
    desk = cast.desk()
    url = reverse("admin:commitments_commitment_act", args=["owner"])
    sent = {"row": open_call.number, f"seen-{open_call.number}": open_call.edition, "apply": "1"}
    signed_in(author).post(url, {**sent, "owner_desk": desk.pk})
    open_call.refresh_from_db()
    assert open_call.owner_desk == desk
    again = signed_in(author).post(url, {**sent, "owner_desk": ""})
    assert "Somebody changed this after you opened it." in again.content.decode()


def test_a_commitment_is_archived_with_a_reason_never_deleted(
    author: User, open_call: Commitment
) -> None:
    head = cast.coordinator("second", is_staff=True)
    url = reverse("admin:commitments_commitment_act", args=["archive"])
    sent = {"row": open_call.number, "apply": "1"}
    refused = signed_in(author).post(url, {**sent, "reason": "Out."}).content.decode()
    assert "Your role does not allow this" in refused
    assert "Give a reason." in signed_in(head).post(url, {**sent, "reason": ""}).content.decode()
    signed_in(head).post(url, {**sent, "reason": "Entered twice."})
    open_call.refresh_from_db()
    assert open_call.record == "archived"


def test_the_second_person_publishes_and_the_submitter_does_not(author: User) -> None:
    chief = cast.coordinator("chief", is_staff=True)
    made = record.draft(chief)

    def act(user: User, slug: str) -> str:
        url = reverse("admin:commitments_commitment_act", args=[slug])
        sent = {"row": made.number, "apply": "1"}
        return signed_in(user).post(url, sent).content.decode()

    act(chief, "submit")
    assert "You submitted this yourself" in act(chief, "publish")
    act(cast.coordinator("second", is_staff=True), "publish")
    made.refresh_from_db()
    assert made.record == "published"
