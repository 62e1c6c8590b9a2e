"""The pages of commitments and follow-ups: what they show, let through and keep."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.accounts.models import User
from monitor.accounts.roles import Role
from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.commitments.models import Amendment, Assessment, Commitment, Evidence, Obligation
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import (
    NewEvidence,
    ask_public,
    draft_commitment,
    edit_commitment,
    make_public,
)
from monitor.commitments.terms import terms_of
from monitor.commitments.workflow import RULES, Code, Duty, moves_from
from monitor.sources.models import Document
from tests import cast
from tests.factories import commitments as make
from tests.factories import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return cast.officer()


@pytest.fixture
def checker() -> User:
    return cast.person("checker", Role.VERIFIER, Role.COORDINATOR)


@pytest.fixture
def call(officer, checker) -> Commitment:
    states = (make.state("MAR"), make.state("SWE"))
    return make.published(officer, checker, addressees=states)


def door(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(commitment: Commitment, actor: str = "MAR") -> str:
    return f"/commitments/{commitment.ref}/{actor}/"


def stands(commitment: Commitment, actor: str = "MAR") -> Obligation:
    return obligation_of(commitment, make.state(actor))


def seen(commitment: Commitment) -> str:
    return str(stands(commitment).last_assessment_id or "")


def everything(code: str, ref: str) -> dict[str, str]:
    """A form filled with what every status may need."""
    until = office_day(timezone.now()) + timedelta(days=90)
    return {
        "reason": "A reason that was typed.",
        "passage_document": ref,
        "reliability": "primary",
        "supports": "no" if code == Code.NOT_FULFILLED else "yes",
        "valid_until": until.isoformat(),
    }


@pytest.mark.parametrize("duty", [Duty.ONE_OFF, Duty.CONTINUING])
def test_every_allowed_move_is_on_the_page_and_its_form_makes_it(officer, checker, duty):
    states = tuple(make.state(code) for code in make.STATES) + tuple(
        make.state(code) for code in ("AAA", "BBB", "CCC")
    )
    call = make.published(officer, checker, addressees=states, duty=duty)
    client = door(officer)
    moves = moves_from(Code.NOT_ASSESSED, duty)
    shown = client.get(page(call)).content.decode()
    ref = sources.document(officer).ref
    for move, actor in zip(moves, states, strict=False):
        assert f"/MAR/assess/{move.to}/" in shown
        form = {**everything(move.to, ref), "seen": ""}
        answer = client.post(f"{page(call, actor.code)}assess/{move.to}/", form)
        assert answer.status_code == 302, (move.to, answer.content.decode())
        row = stands(call, actor.code)
        if RULES[move.to].confirmed:
            assert (row.code, row.pending.code) == (Code.NOT_ASSESSED, move.to)
        else:
            assert row.code == move.to
    barred = set(Code) - {move.to for move in moves} - {Code.NOT_ASSESSED}
    assert all(f"/MAR/assess/{code}/" not in shown for code in barred)
    assert len(barred) == 1


def test_a_move_the_workflow_forbids_is_refused_in_words_and_writes_nothing(officer, call):
    form = {**everything("observed", sources.document(officer).ref), "seen": ""}
    answer = door(officer).post(f"{page(call)}assess/observed/", form)
    assert answer.status_code == 422
    assert "does not fit this kind of duty" in answer.content.decode()
    assert not Assessment.objects.exists()
    assert not Evidence.objects.exists()


def test_what_is_lacking_is_named_and_what_was_typed_is_kept(officer, call):
    form = {"reason": "Typed words", "link_title": "", "link_url": "https://example.org/x"}
    answer = door(officer).post(f"{page(call)}assess/stalled/", {**form, "seen": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the title" in shown
    assert "Typed words" in shown
    assert "https://example.org/x" in shown
    answer = door(officer).post(f"{page(call)}assess/stalled/", {"reason": "Typed", "seen": ""})
    assert "At least one piece of evidence" in answer.content.decode()
    assert not Assessment.objects.exists()


def test_a_link_becomes_a_reference_and_a_refusal_leaves_none_behind(officer, call):
    client, before = door(officer), Document.objects.count()
    form = {"link_title": "A report", "link_url": "https://example.org/r", "seen": "999"}
    assert client.post(f"{page(call)}assess/announced/", form).status_code == 422
    assert Document.objects.count() == before
    assert client.post(f"{page(call)}assess/announced/", {**form, "seen": ""}).status_code == 302
    document = Document.objects.latest("pk")
    assert (document.title, document.url) == ("A report", "https://example.org/r")


def test_a_lost_race_shows_what_stands_and_keeps_what_was_typed(officer, checker, call):
    make.judged(call, "in_progress", by=checker)
    form = {**everything("announced", sources.document(officer).ref), "seen": ""}
    answer = door(officer).post(f"{page(call)}assess/announced/", form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "after you opened it" in shown
    assert "A reason that was typed." in shown
    assert f'name="seen" value="{seen(call)}"' in shown
    assert stands(call).code == "in_progress"
    answer = door(officer).post(f"{page(call)}assess/announced/", {**form, "seen": seen(call)})
    assert answer.status_code == 302
    assert stands(call).code == "announced"


def confirmation(call: Commitment) -> dict[str, str]:
    row = stands(call)
    return {
        "proposal": str(row.pending_id),
        "seen": str(row.last_assessment_id),
        "evidence_revision": str(row.evidence_revision),
    }


def test_the_proposer_sees_the_confirmation_locked_and_can_not_post_it(call):
    both = cast.person("both", Role.VERIFIER, Role.COORDINATOR, is_superuser=True)
    make.judged(call, "fulfilled", by=both)
    client = door(both)
    shown = client.get(page(call)).content.decode()
    assert "You proposed this" in shown
    answer = client.post(f"{page(call)}answer/confirm/", confirmation(call))
    assert answer.status_code == 422
    assert "another person confirms it" in answer.content.decode()
    assert stands(call).code == "not_assessed"


def test_another_verifier_confirms_in_one_click(officer, checker, call):
    make.judged(call, "fulfilled", by=officer)
    answer = door(checker).post(f"{page(call)}answer/confirm/", confirmation(call))
    assert (answer.status_code, answer["Location"]) == (302, page(call))
    assert stands(call).code == "fulfilled"


def test_a_contributor_can_not_confirm(officer, call):
    make.judged(call, "fulfilled", by=officer)
    other = cast.officer("other")
    assert "A Verifier does this" in door(other).get(page(call)).content.decode()
    answer = door(other).post(f"{page(call)}answer/confirm/", confirmation(call))
    assert answer.status_code == 422
    assert stands(call).code == "not_assessed"


def test_evidence_added_since_refuses_the_confirmation_by_name(officer, checker, call):
    make.judged(call, "fulfilled", by=officer)
    form = confirmation(call)
    added = sources.document(officer, title="Something new")
    door(officer).post(f"{page(call)}evidence/", {"passage_document": added.ref})
    answer = door(checker).post(f"{page(call)}answer/confirm/", form)
    assert answer.status_code == 422
    assert "Something new" in answer.content.decode()


def test_returning_a_proposal_takes_a_note(officer, checker, call):
    make.judged(call, "fulfilled", by=officer)
    client = door(checker)
    assert client.post(f"{page(call)}answer/return/", confirmation(call)).status_code == 422
    form = {**confirmation(call), "reason": "Not the right year."}
    assert client.post(f"{page(call)}answer/return/", form).status_code == 302
    assert stands(call).pending is None
    assert "Not the right year." in client.get(page(call)).content.decode()


def test_the_toast_undoes_ones_own_entry_and_history_strikes_it_through(officer, call):
    client = door(officer)
    form = {**everything("announced", sources.document(officer).ref), "seen": ""}
    shown = client.post(f"{page(call)}assess/announced/", form, follow=True).content.decode()
    row = Assessment.objects.get()
    undo = f"{page(call)}retract/{row.pk}/"
    assert f'action="{undo}"' in shown
    assert client.post(undo).status_code == 302
    assert stands(call).code == "not_assessed"
    shown = client.get(page(call)).content.decode()
    assert "timeline-struck" in shown
    assert "Undone by its author" in shown


def test_only_the_author_undoes_without_a_reason(officer, checker, call):
    row = make.judged(call, "announced", by=officer, at=timezone.now())
    answer = door(checker).post(f"{page(call)}retract/{row.pk}/")
    assert answer.status_code == 200
    assert stands(call).code == "announced"


def test_what_is_being_applied_is_renewed_in_one_click(officer, checker):
    call = make.published(officer, checker, addressees=(make.state("MAR"),), duty="continuing")
    today = office_day(timezone.now())
    now = timezone.now()
    proposal = make.judged(
        call, "observed", by=officer, at=now, valid_until=today + timedelta(days=5)
    )
    door(checker).post(f"{page(call)}answer/confirm/", confirmation(call))
    until = today + timedelta(days=300)
    form = {"seen": seen(call), "valid_until": until.isoformat()}
    assert door(officer).post(f"{page(call)}renew/", form).status_code == 302
    assert stands(call).valid_until == until
    assert proposal.code == "observed"


def test_evidence_is_removed_with_a_reason_only(officer, call):
    make.judged(call, "announced", by=officer)
    use = stands(call).uses.get()
    client, at = door(officer), f"{page(call)}evidence/{stands(call).uses.get().pk}/remove/"
    assert client.post(at, {"reason": ""}).status_code == 422
    assert client.post(at, {"reason": "Twice."}).status_code == 302
    use.refresh_from_db()
    assert use.removed_by == officer


def test_who_may_not_see_evidence_neither_reads_its_title_nor_removes_it(officer, checker, call):
    insider = cast.person("insider", Role.CONTRIBUTOR, desk=cast.desk())
    secret = sources.document(
        insider, visibility="restricted", desks=[cast.desk()], title="Hidden paper"
    )
    door(insider).post(f"{page(call)}evidence/", {"passage_document": secret.ref})
    use = stands(call).uses.get()
    at = f"{page(call)}evidence/{use.pk}/remove/"
    assert door(insider).post(at, {"reason": "Not about this."}).status_code == 302
    for method in ("get", "post"):
        answer = getattr(door(officer), method)(at)
        assert (answer.status_code, b"Hidden paper" in answer.content) == (404, False)


def test_a_form_of_evidence_sent_twice_puts_it_there_once(officer, call):
    link = {"link_title": "The statement", "link_url": "https://example.org/statement"}
    answers = [door(officer).post(f"{page(call)}evidence/", link) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "This evidence is already there." in answers[1].content.decode()
    assert Document.objects.filter(title="The statement").count() == 1


def test_of_several_pieces_all_are_added_or_none(officer, call):
    kept = sources.document(officer, title="The report")
    link = {"link_title": "The statement"}
    door(officer).post(f"{page(call)}evidence/", link)
    both = {"passage_document": kept.ref, **link}
    assert door(officer).post(f"{page(call)}evidence/", both).status_code == 422
    assert [use.evidence.document.title for use in stands(call).uses.all()] == ["The statement"]


@pytest.mark.parametrize("number", ["²", "9" * 30, "x"])
def test_a_proposal_that_has_no_number_is_the_one_that_waits(officer, checker, call, number):
    make.judged(call, "fulfilled", by=officer)
    form = {**confirmation(call), "proposal": number}
    assert door(checker).post(f"{page(call)}answer/confirm/", form).status_code == 302
    assert stands(call).code == "fulfilled"


def test_restricted_evidence_is_absent_for_who_may_not_see_it(officer, checker, call):
    insider = cast.person("insider", Role.CONTRIBUTOR, desk=cast.desk())
    secret = sources.document(
        insider, visibility="restricted", desks=[cast.desk()], title="Hidden paper"
    )
    answer = door(insider).post(f"{page(call)}evidence/", {"passage_document": secret.ref})
    assert answer.status_code == 302
    assert "Hidden paper" in door(insider).get(page(call)).content.decode()
    for address in (page(call), f"/commitments/{call.ref}/"):
        assert "Hidden paper" not in door(officer).get(address).content.decode()


def test_what_others_say_stands_beside_and_changes_nothing(officer, call):
    form = {"reason": "In their report.", "stance": "self_reported", "seen": ""}
    assert door(officer).post(f"{page(call)}assess/fulfilled/", form).status_code == 302
    assert stands(call).code == "not_assessed"
    shown = door(officer).get(page(call)).content.decode()
    assert "Self-reported" in shown
    assert "differs from ours" in shown


def test_a_follow_up_nobody_touched_has_its_page_and_an_outsider_has_none(officer, call):
    client = door(officer)
    assert client.get(page(call, "SWE")).status_code == 200
    assert client.get(page(call, "KEN")).status_code == 404
    make.state("KEN")
    assert client.get(page(call, "KEN")).status_code == 404


def test_the_line_to_copy_says_obligation_of_binding_texts_only(officer, checker, call):
    shown = door(officer).get(page(call)).content.decode()
    assert f"follow-up {call.ref}/MAR" in shown
    binding = make.published(
        officer, checker, addressees=(make.state("MAR"),), bindingness="binding", verb="decides"
    )
    assert f"obligation {binding.ref}/MAR" in door(officer).get(page(binding)).content.decode()


def test_the_finding_never_counts_the_unassessed_as_failure(officer, checker):
    call = make.published(officer, checker)
    make.judged(call, "in_progress", by=officer)
    shown = door(officer).get(f"/commitments/{call.ref}/").content.decode()
    assert "1 of 6 States assessed: 1 in progress; 5 not assessed" in shown


def test_the_words_are_marked_in_their_paragraph(officer, call):
    words = call.quotes.get().passage.exact
    shown = door(officer).get(f"/commitments/{call.ref}/").content.decode()
    assert f"The Council <mark>{words}</mark>, and soon." in shown
    assert "Before it." not in shown


def test_a_position_says_that_its_addressee_is_not_named(officer, checker):
    position = make.published(officer, checker, addressee_group=None, verb="calls for")
    shown = door(officer).get(f"/commitments/{position.ref}/").content.decode()
    assert "Addressee not named" in shown
    assert "tiles-row" not in shown


def test_a_draft_is_absent_for_a_reader(officer):
    draft = make.draft(officer, title="Not yet for everybody")
    reader = door(cast.reader())
    assert reader.get(f"/commitments/{draft.ref}/").status_code == 404
    assert "Not yet for everybody" not in reader.get("/commitments/").content.decode()
    assert "Not yet for everybody" in door(officer).get("/commitments/").content.decode()


def test_a_reader_learns_nothing_of_how_an_entry_was_drafted(officer, checker, call):
    edit_commitment(
        commitment=call, terms=replace(terms_of(call), verb="urges"), edition=call.edition,
        by=officer, at=cast.NOW, via=Door.DASHBOARD, reason="A matter among drafters",
    )  # fmt: skip
    at = f"/commitments/{call.ref}/"
    assert "A matter among drafters" in door(officer).get(at).content.decode()
    shown = door(cast.reader()).get(at).content.decode()
    assert "A matter among drafters" not in shown
    assert "Published" in shown
    assert "Drafted" not in shown


def test_the_submitter_sees_publishing_locked_and_another_publishes(checker):
    submitted = make.submitted(checker)
    move = f"/commitments/{submitted.ref}/move/publish/"
    assert (
        "You submitted this" in door(checker).get(f"/commitments/{submitted.ref}/").content.decode()
    )
    answer = door(checker).post(move)
    assert answer.status_code == 422
    assert "another person publishes it" in answer.content.decode()
    assert door(cast.coordinator()).post(move).status_code == 302
    assert Commitment.objects.get(pk=submitted.pk).record == "published"


def test_returning_a_draft_needs_a_reason_and_keeps_the_words(officer, checker):
    submitted = make.submitted(officer)
    client, move = door(checker), f"/commitments/{submitted.ref}/move/return/"
    assert client.post(move, {"reason": " "}).status_code == 422
    assert client.post(move, {"reason": "Wrong verb"}).status_code == 302
    assert "Wrong verb" in client.get(f"/commitments/{submitted.ref}/").content.decode()


def test_a_proposed_change_is_decided_by_another_person(officer, checker, call):
    edit_commitment(
        commitment=call, terms=replace(terms_of(call), verb="urges"), edition=call.edition,
        by=officer, at=cast.NOW, via=Door.DASHBOARD, reason="As the text says",
    )  # fmt: skip
    change = Amendment.objects.get()
    at = f"/commitments/{call.ref}/change/{change.pk}/"
    assert door(officer).post(at, {"decision": "accept"}).status_code == 422
    answer = door(checker).post(at, {"decision": "reject", "note": ""})
    assert answer.status_code == 422
    assert door(checker).post(at, {"decision": "accept"}).status_code == 302
    assert Commitment.objects.get(pk=call.pk).verb == "urges"


def test_the_reviews_hold_each_item_with_its_action_or_why_it_is_locked(officer, checker, call):
    make.judged(call, "fulfilled", by=officer)
    make.submitted(officer, title="Awaits publication")
    ask_public(commitment=call, by=officer, at=cast.NOW, via=Door.DASHBOARD)
    shown = door(checker).get("/reviews/").content.decode()
    assert "3 items await a second person" in shown
    assert shown.count("button-primary") == 3
    locked = door(officer).get("/reviews/").content.decode()
    assert "button-primary" not in locked
    for why in ("You proposed this", "You submitted this", "You asked for this"):
        assert why in locked
    answer = door(checker).post(
        f"{page(call)}answer/confirm/", {**confirmation(call), "back": "reviews"}
    )
    assert answer["Location"] == "/reviews/"


def test_a_public_published_commitment_is_read_without_signing_in(officer, checker):
    call = make.published(officer, checker, addressees=(make.state("MAR"),))
    at = f"/c/{call.ref}/"
    assert Client().get(at).status_code == 404
    make.judged(call, "in_progress", by=officer)
    version = call.quotes.get().passage.version
    Document.objects.filter(pk=version.document_id).update(visibility="public")
    ask_public(commitment=call, by=officer, at=cast.NOW, via=Door.DASHBOARD)
    make_public(commitment=call, by=checker, at=cast.NOW, via=Door.DASHBOARD)
    shown = Client().get(at).content.decode()
    assert f"<mark>{call.quotes.get().passage.exact}</mark>" in shown
    for staff in ("In progress", "/commitments/", "/documents/", "officer"):
        assert staff not in shown


def test_the_list_narrows_by_its_address_and_says_what_to_drop(officer, call):
    client = door(officer)
    assert call.ref in client.get("/commitments/?status=not_assessed").content.decode()
    shown = client.get("/commitments/?status=fulfilled&kind=call").content.decode()
    assert "No commitment matches" in shown
    assert "Clear all filters" in shown
    shown = client.get("/commitments/?status=excellent").content.decode()
    assert "excellent" in shown
    assert call.ref in shown


def test_the_first_use_says_how_a_commitment_comes_to_be(officer):
    shown = door(officer).get("/commitments/").content.decode()
    assert "No commitments yet" in shown


def draft_form(**changes: object) -> dict[str, object]:
    return {
        "title": "Act together",
        "language": "en",
        "kind": "call",
        "verb": "urges",
        "bindingness": "political",
        "issuer": make.actor("unsc", "Security Council").pk,
        "addressees": "MAR, sweden",
        "duty": "one_off",
        "deadline_kind": "none",
        "visibility": "staff",
        "passage_words": "improve border management",
        "passage_voice": "own",
        **changes,
    }


def test_a_draft_rests_on_the_words_found_in_its_document(officer):
    make.state("MAR")
    make.state("SWE")
    ref = sources.article(officer).document.ref
    answer = door(officer).post("/commitments/add/", draft_form(passage_document=ref))
    assert answer.status_code == 302, answer.content.decode()
    made = Commitment.objects.get()
    assert (made.record, made.strength, made.duty_bearer_count) == ("draft", 4, 2)
    assert made.quotes.get().passage.exact == "improve border management"


def test_a_draft_that_is_refused_keeps_what_was_typed(officer):
    ref = sources.article(officer).document.ref
    form = draft_form(passage_document=ref, verb="ponders", addressees="Atlantis", summary="Kept")
    answer = door(officer).post("/commitments/add/", form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "No actor is called" in shown
    assert all(words in shown for words in ("Act together", "ponders", "Atlantis", "Kept"))
    form["addressees"] = ""
    answer = door(officer).post("/commitments/add/", form)
    assert "choose its strength" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_a_concurrent_edit_shows_both_values_and_saves_on_the_second_try(officer, checker):
    make.state("MAR")
    make.state("SWE")
    draft = make.draft(officer, addressees=(make.state("MAR"), make.state("SWE")))
    at = f"/commitments/{draft.ref}/edit/"
    form = draft_form(title="Mine", edition=draft.edition)
    other = {**form, "title": "Theirs"}
    assert door(checker).post(at, other).status_code == 302
    answer = door(officer).post(at, form)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in shown
    assert "Mine" in shown
    now = Commitment.objects.get()
    assert f'name="edition" value="{now.edition}"' in shown
    assert door(officer).post(at, {**form, "edition": now.edition}).status_code == 302
    assert Commitment.objects.get().title == "Mine"


def test_who_may_not_draft_gets_no_form():
    reader = door(cast.reader())
    assert reader.get("/commitments/add/").status_code == 403
    assert "/commitments/add/" not in reader.get("/commitments/").content.decode()


def test_a_page_costs_as_many_queries_for_six_states_as_for_two(officer, checker, call):
    wide = make.published(officer, checker, addressees=tuple(map(make.state, make.STATES)))
    for actor in ("MAR", "SWE", "EGY", "KEN"):
        make.judged(wide, "in_progress", actor=actor, by=officer)
    make.judged(call, "in_progress", by=officer)
    counted = []
    for one in (call, wide):
        client = door(officer)
        with CaptureQueriesContext(connection) as ran:
            assert client.get(f"/commitments/{one.ref}/").status_code == 200
        counted.append(len(ran))
    assert counted[0] == counted[1]


def test_the_page_has_the_evidence_and_the_history_of_the_follow_up_beside_its_tiles(officer, call):
    make.judged(call, "in_progress", actor="SWE", by=officer)
    shown = door(officer).get(f"/commitments/{call.ref}/").content.decode()
    rail = shown[shown.index('<aside class="rail">') :]
    assert f"added by {officer}" in rail
    assert "Assessed: In progress" in rail


def test_where_nobody_was_assessed_our_own_state_stands_beside_the_tiles(call, settings, officer):
    settings.HOME_ACTOR = "SWE"
    shown = door(officer).get(f"/commitments/{call.ref}/").content.decode()
    assert f'href="/commitments/{call.ref}/SWE/assess/in_progress/"' in shown


def test_what_rests_on_the_same_document_is_named_as_related(officer, call):
    passage = call.quotes.get().passage
    beside = draft_commitment(
        terms=make.terms(), passage=passage, by=officer, at=cast.NOW, via=Door.DASHBOARD
    )
    shown = door(officer).get(f"/commitments/{call.ref}/").content.decode()
    assert f"<bdi>{beside.ref}</bdi>" in shown
    assert shown.count("same document") == 1
    # A draft is nothing that a reader sees.
    assert beside.ref not in door(cast.reader()).get(f"/commitments/{call.ref}/").content.decode()


def test_pieces_of_evidence_that_say_the_same_are_offered_once(officer, checker):
    states = [make.state(code) for code in ("MAR", "SWE", "NOR")]
    call = make.published(officer, checker, addressees=states)
    document = sources.document(officer)
    for code in ("SWE", "NOR"):
        piece = NewEvidence(document=document, reliability="primary")
        make.judged(call, "in_progress", actor=code, by=officer, evidence=[piece])
    form = door(officer).get(f"{page(call)}assess/fulfilled/").content.decode()
    assert form.count('name="existing"') == 1
