"""The panel on follow-ups: every act through the one door, every refusal named."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.commitments.models import Assessment, Commitment, EvidenceUse, Obligation
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import add_evidence, retract
from tests import cast
from tests.commitments import record

pytestmark = pytest.mark.django_db

ACT = "admin:commitments_obligation_act"
LIST = "admin:commitments_obligation_changelist"


@pytest.fixture
def author() -> User:
    return cast.officer("author", is_staff=True)


@pytest.fixture
def head() -> User:
    return cast.coordinator("head", is_staff=True)


@pytest.fixture
def checker() -> User:
    return cast.verifier("checker", is_staff=True)


@pytest.fixture
def call(author: User, head: User) -> Commitment:
    return record.published(author, head)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def rows(call: Commitment, *codes: str) -> dict[str, Any]:
    """The rows of a page as its form sends them, with what stands now as seen."""
    sent: dict[str, Any] = {"row": [f"{call.number}/{code}" for code in codes]}
    for code in codes:
        kept = obligation_of(call, record.state(code))
        last = kept.last_assessment_id or ""
        sent[f"seen-{call.number}/{code}"] = f"{last}.{kept.evidence_revision}"
    return sent


def status(**values: Any) -> dict[str, Any]:
    given = {
        "apply": "1",
        "code": "no_information",
        "stance": "ours",
        "reason": "Looked in the Official Gazette.",
        "supports": "yes",
        "reliability": "primary",
    }
    return {**given, **values}


def send(user: User, act: str, data: dict[str, Any]) -> Any:
    return signed_in(user).post(reverse(ACT, args=[act]), data)


def codes(call: Commitment) -> dict[str, str]:
    return {row.actor.code: row.code for row in call.obligations.select_related("actor")}


def test_a_status_is_changed_for_many_with_one_entry_each(call: Commitment, author: User) -> None:
    answer = send(author, "status", {**rows(call, "AAA", "BBB"), **status()})
    assert answer.status_code == 302
    assert codes(call) == {"AAA": "no_information", "BBB": "no_information"}
    assert list(Assessment.objects.values_list("via", flat=True)) == [Door.ADMIN, Door.ADMIN]
    call.refresh_from_db()
    assert call.n_no_information == 2


def test_evidence_and_days_reach_the_entry(call: Commitment, author: User) -> None:
    document = record.document(author)
    sent = status(
        code="announced",
        document=str(document.pk),
        effective_on="2025-11-01",
        said_on="2025-10-30",
        note="Page 3",
    )
    send(author, "status", {**rows(call, "AAA"), **sent})
    entry = Assessment.objects.get()
    assert entry.effective_on is not None
    assert entry.effective_on.isoformat() == "2025-11-01"
    use = EvidenceUse.objects.get()
    assert (use.evidence.document, use.evidence.reliability) == (document, "primary")
    assert str(use.evidence.effective_on) == "2025-10-30"


def test_what_is_typed_stays_when_a_need_is_missing(call: Commitment, author: User) -> None:
    answer = send(
        author, "status", {**rows(call, "AAA"), **status(code="announced", reason="Typed words")}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "At least one piece of evidence" in page
    assert "Typed words" in page
    assert not Assessment.objects.exists()
    assert not EvidenceUse.objects.exists()


def test_only_moves_of_the_table_are_offered(call: Commitment, author: User) -> None:
    record.judge(call, author, "no_information")
    page = signed_in(author).get(reverse(ACT, args=["status"]), {"row": f"{call.number}/AAA"})
    offered = [value for value, _ in page.context["form"].fields["code"].choices]
    assert "no_information" not in offered
    assert "observed" not in offered  # barred for a one-off duty
    assert "not_assessed" not in offered
    assert "fulfilled" in offered


def test_a_code_that_is_not_offered_is_refused(call: Commitment, author: User) -> None:
    answer = send(author, "status", {**rows(call, "AAA"), **status(code="not_assessed")})
    assert answer.context["form"].errors["code"]
    assert not Assessment.objects.exists()


def test_a_lost_race_is_named_and_the_others_are_done(
    call: Commitment, author: User, checker: User
) -> None:
    sent = {**rows(call, "AAA", "BBB"), **status()}
    record.judge(call, checker, "announced", actor="AAA")
    answer = send(author, "status", sent)
    page = answer.content.decode()
    assert codes(call) == {"AAA": "announced", "BBB": "no_information"}
    assert f"{call.ref}/AAA" in page
    assert "changed this at" in page
    assert "Looked in the Official Gazette." in page


def test_a_row_sent_without_what_was_seen_is_refused(call: Commitment, author: User) -> None:
    record.judge(call, author, "announced")
    send(author, "status", {"row": f"{call.number}/AAA", **status()})
    assert codes(call) == {"AAA": "announced"}


def test_the_list_carries_what_was_seen_when_it_was_shown(
    call: Commitment, author: User, checker: User
) -> None:
    record.judge(call, author, "announced")
    client = signed_in(author)
    kept = Obligation.objects.get()
    token = f"{call.number}/AAA"
    shown = client.get(reverse(LIST)).content.decode()
    seen = f"{kept.last_assessment_id}.{kept.evidence_revision}"
    assert f'name="seen-{token}" value="{seen}"' in shown
    record.judge(call, checker, "in_progress")
    chosen = {"action": "status", "_selected_action": kept.pk, "index": "0", f"seen-{token}": seen}
    page = client.post(reverse(LIST), chosen)
    assert page.context["rows"][0]["seen"] == seen
    answer = client.post(
        reverse(ACT, args=["status"]), {"row": token, f"seen-{token}": seen, **status()}
    )
    assert "changed this at" in answer.content.decode()
    assert codes(call) == {"AAA": "in_progress"}


def test_bulk_confirm_refuses_ones_own_names_it_and_does_the_rest(
    call: Commitment, author: User, checker: User
) -> None:
    record.judge(call, checker, "fulfilled", actor="AAA")
    record.judge(call, author, "fulfilled", actor="BBB")
    answer = send(checker, "confirm", {**rows(call, "AAA", "BBB"), "apply": "1", "reason": ""})
    page = answer.content.decode()
    assert codes(call) == {"AAA": "not_assessed", "BBB": "fulfilled"}
    assert answer.context["refused"] == 1
    assert [row["line"].token for row in answer.context["rows"]] == [f"{call.number}/AAA"]
    assert "You proposed this yourself" in page


def test_a_superuser_confirms_nothing_of_their_own(call: Commitment) -> None:
    chief = cast.person("chief", *cast.Role, is_superuser=True, is_staff=True)
    record.judge(call, chief, "fulfilled")
    send(chief, "confirm", {**rows(call, "AAA"), "apply": "1", "reason": ""})
    assert codes(call) == {"AAA": "not_assessed"}


def test_evidence_added_since_is_a_refusal_that_names_it(
    call: Commitment, author: User, checker: User
) -> None:
    record.judge(call, author, "fulfilled")
    sent = {**rows(call, "AAA"), "apply": "1", "reason": ""}
    add_evidence(
        obligation=obligation_of(call, record.state("AAA")),
        pieces=[record.primary(author)],
        by=author,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )
    answer = send(checker, "confirm", sent)
    assert "The evidence has changed since you opened this" in answer.content.decode()
    assert codes(call) == {"AAA": "not_assessed"}


def test_a_row_with_nothing_to_confirm_is_named(
    call: Commitment, author: User, checker: User
) -> None:
    record.judge(call, author, "fulfilled", actor="BBB")
    answer = send(checker, "confirm", {**rows(call, "AAA", "BBB"), "apply": "1", "reason": ""})
    assert f"{call.ref}/AAA" in answer.content.decode()
    assert "Nothing here awaits confirmation." in answer.content.decode()
    assert codes(call)["BBB"] == "fulfilled"


def test_a_proposal_is_returned_with_a_note(call: Commitment, author: User, checker: User) -> None:
    record.judge(call, author, "fulfilled")
    without = send(checker, "return", {**rows(call, "AAA"), "apply": "1", "reason": ""})
    assert "Give a reason." in without.content.decode()
    send(checker, "return", {**rows(call, "AAA"), "apply": "1", "reason": "Which decree?"})
    last = Assessment.objects.latest("pk")
    assert (last.act, last.reason, last.by) == ("return", "Which decree?", checker)


def test_an_entry_is_retracted_and_shown_struck(call: Commitment, author: User) -> None:
    entry = record.judge(call, author, "announced")
    kept = Obligation.objects.get()
    seen = f"{kept.last_assessment_id}.{kept.evidence_revision}"
    signed_in(author).post(
        reverse("admin:commitments_assessment_act", args=["retract"]),
        {"row": entry.pk, f"seen-{entry.pk}": seen, "apply": "1", "reason": "The wrong State."},
    )
    assert codes(call) == {"AAA": "not_assessed"}
    for url in (
        reverse("admin:commitments_obligation_change", args=[kept.pk]),
        reverse("admin:commitments_assessment_changelist"),
    ):
        assert "<s>Assessed: Announced</s>" in signed_in(author).get(url).content.decode()


def test_only_its_author_or_a_coordinator_retracts_an_entry(
    call: Commitment, author: User, checker: User
) -> None:
    entry = record.judge(call, author, "announced")
    kept = Obligation.objects.get()
    seen = f"{kept.last_assessment_id}.{kept.evidence_revision}"
    answer = signed_in(checker).post(
        reverse("admin:commitments_assessment_act", args=["retract"]),
        {"row": entry.pk, f"seen-{entry.pk}": seen, "apply": "1", "reason": "No."},
    )
    assert "Its author or a Coordinator retracts an entry." in answer.content.decode()
    assert codes(call) == {"AAA": "announced"}


def test_what_is_being_applied_is_renewed_in_one_act(head: User, author: User) -> None:
    duty = record.published(author, head, duty="continuing")
    # The panel's clock is the day of the test, so what it confirms must last beyond it.
    proposal = record.judge(duty, author, "observed", valid_until=date(2998, 1, 1))
    reviewer = cast.verifier("reviewer", is_staff=True)
    send(reviewer, "confirm", {**rows(duty, "AAA"), "apply": "1", "reason": ""})
    send(author, "renew", {**rows(duty, "AAA"), "apply": "1", "valid_until": "2999-01-01"})
    kept = Obligation.objects.get(pk=proposal.obligation_id)
    last = Assessment.objects.latest("pk")
    # The clock is the day of the test: a confirmation by it is never a year old.
    assert (last.act, str(kept.valid_until)) == ("renew", "2999-01-01")


def test_a_reader_and_an_administrator_are_offered_no_act(call: Commitment, author: User) -> None:
    record.judge(call, author, "fulfilled")
    for user in (
        cast.reader(is_staff=True),
        cast.administrator(is_staff=True),
        cast.administrator("root", is_superuser=True, is_staff=True),
    ):
        assert signed_in(user).get(reverse(LIST)).context["action_form"] is None
        for act in ("status", "confirm", "return", "renew"):
            answer = send(user, act, {**rows(call, "AAA"), **status()})
            assert answer.status_code == 403
    assert Assessment.objects.count() == 1


def test_a_contributor_is_offered_no_confirmation(call: Commitment, author: User) -> None:
    record.judge(call, author, "announced")
    offered = signed_in(author).get(reverse(LIST)).context["action_form"].fields["action"].choices
    assert [name for name, _ in offered if name] == ["status", "renew"]
    assert send(author, "confirm", rows(call, "AAA")).status_code == 403


def test_a_superuser_without_a_role_sees_nothing_of_the_record(
    call: Commitment, author: User
) -> None:
    record.judge(call, author, "announced")
    chief = cast.person("chief", is_superuser=True, is_staff=True)
    client = signed_in(chief)
    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(reverse("admin:commitments_commitment_changelist")).status_code == 403
    assert client.get(reverse("admin:axes_accessattempt_changelist")).status_code == 200


def test_a_status_posted_to_a_change_form_changes_nothing(
    call: Commitment, author: User, checker: User
) -> None:
    record.judge(call, author, "announced")
    kept = Obligation.objects.get()
    chief = cast.person("chief", *cast.Role, is_superuser=True, is_staff=True)
    for user in (author, checker, chief):
        for name, pk in (
            ("commitments_obligation", kept.pk),
            ("commitments_assessment", kept.last_assessment_id),
            ("commitments_commitment", call.pk),
        ):
            url = reverse(f"admin:{name}_change", args=[pk])
            sent = {"code": "fulfilled", "record": "archived", "validity": "lapsed"}
            assert signed_in(user).post(url, sent).status_code == 403
            assert (
                signed_in(user).post(reverse(f"admin:{name}_delete", args=[pk])).status_code == 403
            )
            assert signed_in(user).get(reverse(f"admin:{name}_add")).status_code == 403
    call.refresh_from_db()
    assert codes(call) == {"AAA": "announced"}
    assert (call.record, call.validity) == ("published", "in_force")


def test_the_history_says_who_why_and_through_which_door(call: Commitment, author: User) -> None:
    send(author, "status", {**rows(call, "AAA"), **status()})
    kept = Obligation.objects.get()
    page = signed_in(author).get(reverse("admin:commitments_obligation_change", args=[kept.pk]))
    entry = page.context["entries"][0]
    assert (str(entry["who"]), entry["why"], entry["via"]) == (
        "author",
        "Looked in the Official Gazette.",
        "admin panel",
    )
    log = signed_in(author).get(reverse("admin:commitments_obligation_history", args=[kept.pk]))
    assert [change.via for change in log.context["changes"]] == ["admin"]


def test_the_page_of_all_follow_ups_shows_the_untouched_with_the_same_acts(
    call: Commitment, author: User
) -> None:
    record.judge(call, author, "announced", actor="BBB")
    page = signed_in(author).get(reverse("admin:commitments_commitment_follow_ups", args=[call.pk]))
    assert [row["code"] for row in page.context["rows"]] == ["AAA", "BBB", "CCC"]
    assert "Not yet assessed" in page.content.decode()
    assert [str(act["label"]) for act in page.context["acts"]] == [
        "Change status",
        "Still true, checked today",
    ]
    assert Obligation.objects.count() == 1


def test_the_list_says_how_many_have_no_row(call: Commitment, author: User) -> None:
    record.judge(call, author, "announced")
    page = signed_in(author).get(reverse(LIST))
    assert "+ 2 not yet assessed" in page.content.decode()


def test_a_row_that_fell_back_is_listed_and_not_counted_again(
    call: Commitment, author: User
) -> None:
    entry = record.judge(call, author, "announced")
    retract(entry=entry, seen=entry.pk, reason="No.", by=author, at=cast.NOW, via=Door.DASHBOARD)
    page = signed_in(author).get(reverse(LIST))
    assert page.context["cl"].result_count == 1
    assert page.context["untouched"] == 2
