"""The one door for a change of status, and the second pair of eyes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from monitor.accounts.models import User
from monitor.accounts.openness import PowerRefused
from monitor.changes.item import Door
from monitor.changes.models import Change
from monitor.commitments.models import Assessment, Commitment, EvidenceUse, Obligation
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import (
    AssessmentRefused,
    EvidenceRefused,
    NewEvidence,
    add_evidence,
    assess,
    confirm,
    remove_evidence,
    renew,
    retract,
    return_proposal,
)
from monitor.commitments.workflow import RULES, Act, Code, Duty, Stance, moves_from
from tests import cast
from tests.commitments import record

pytestmark = pytest.mark.django_db

OPEN_AT_ONCE = [c for c, r in RULES.items() if not r.confirmed and c != Code.NOT_ASSESSED]
CONFIRMED = [c for c, r in RULES.items() if r.confirmed]


@pytest.fixture
def officer() -> User:
    return cast.officer()


@pytest.fixture
def checker() -> User:
    return cast.person("checker", cast.Role.VERIFIER, cast.Role.COORDINATOR)


@pytest.fixture
def call(officer: User, checker: User) -> Commitment:
    return record.published(officer, checker)


def answer(proposal: Assessment, by: User, **changes: object) -> Assessment:
    proposal.obligation.refresh_from_db()
    values = {
        "seen": proposal.obligation.last_assessment_id,
        "evidence_revision": proposal.obligation.evidence_revision,
        "at": cast.NOW,
        "via": Door.DASHBOARD,
    }
    return confirm(proposal=proposal, by=by, **{**values, **changes})


def refused(code: str):
    return pytest.raises(AssessmentRefused, check=lambda refusal: refusal.code == code)


def stands(call: Commitment, actor: str = "AAA") -> str:
    return obligation_of(call, record.state(actor)).code


def counts(call: Commitment) -> dict[str, int]:
    call = Commitment.objects.get(pk=call.pk)
    return {code.value: n for code, n in call.counts.items() if n}


@pytest.mark.parametrize("code", OPEN_AT_ONCE)
def test_an_open_code_takes_effect_at_once(call, officer, code):
    record.judge(call, officer, code)
    assert stands(call) == code


@pytest.mark.parametrize("code", CONFIRMED)
def test_a_code_that_needs_a_second_person_waits_for_one(officer, checker, code):
    duty = Duty.CONTINUING if code == Code.OBSERVED else Duty.ONE_OFF
    call = record.published(officer, checker, duty=duty)
    proposal = record.judge(call, officer, code)
    assert (proposal.act, stands(call)) == (Act.PROPOSE, Code.NOT_ASSESSED)
    answer(proposal, checker)
    assert stands(call) == code


@pytest.mark.parametrize("code", CONFIRMED)
def test_the_proposer_never_confirms_whatever_the_role(checker, officer, code):
    duty = Duty.CONTINUING if code == Code.OBSERVED else Duty.ONE_OFF
    call = record.published(officer, checker, duty=duty)
    chief = cast.person("chief", *cast.Role, is_superuser=True, is_staff=True)
    proposal = record.judge(call, chief, code)
    with refused("own_proposal"):
        answer(proposal, chief)
    assert stands(call) == Code.NOT_ASSESSED


def test_a_superuser_flag_gives_no_verdict(call, officer):
    proposal = record.judge(call, officer, "fulfilled")
    flagged = cast.person("flagged", cast.Role.READER, is_superuser=True)
    with pytest.raises(PowerRefused):
        answer(proposal, flagged)


def test_counters_follow_the_history(call, officer, checker):
    record.judge(call, officer, "announced", actor="AAA")
    proposal = record.judge(call, officer, "fulfilled", actor="BBB")
    assert counts(call) == {"announced": 1, "not_assessed": 2}
    assert Commitment.objects.get().awaiting_confirmation == 1
    answer(proposal, checker)
    assert counts(call) == {"announced": 1, "fulfilled": 1, "not_assessed": 1}
    assert Commitment.objects.get().awaiting_confirmation == 0


def test_193_stand_without_a_row(call):
    assert Obligation.objects.count() == 0
    assert counts(call) == {"not_assessed": 3}


def test_fulfilled_takes_one_primary_source(call, officer):
    with refused("needs_sound_evidence"):
        record.judge(call, officer, "fulfilled", evidence=[])


def test_fulfilled_takes_two_secondary_sources_of_different_publishers(call, officer):
    first, second, third = (
        NewEvidence(document=record.document(officer, publisher=name))
        for name in ("Gazette", "gazette ", "Courier")
    )
    with refused("needs_sound_evidence"):
        record.judge(call, officer, "fulfilled", evidence=[first, second])
    record.judge(call, officer, "fulfilled", evidence=[first, third])


def test_a_refused_assessment_leaves_no_evidence_behind(call, officer):
    with refused("needs_sound_evidence"):
        record.judge(
            call,
            officer,
            "fulfilled",
            evidence=[NewEvidence(document=record.document(officer))],
        )
    assert (EvidenceUse.objects.count(), Obligation.objects.count()) == (0, 0)


def test_not_fulfilled_takes_a_piece_that_contradicts(call, officer):
    with refused("needs_contrary_evidence"):
        record.judge(call, officer, "not_fulfilled", evidence=[record.primary(officer)])


def test_not_fulfilled_waits_for_the_period_to_end(officer, checker):
    call = record.published(
        officer, checker, deadline_kind="by", deadline_words="2027", deadline_edtf="2027"
    )
    with refused("needs_period_over"):
        record.judge(call, officer, "not_fulfilled")


def test_leaving_a_final_code_takes_a_reason(call, officer, checker):
    answer(record.judge(call, officer, "fulfilled"), checker)
    with refused("needs_reason"):
        record.judge(call, officer, "in_progress", reason=" ")


@pytest.mark.parametrize(
    ("duty", "code"), [(Duty.CONTINUING, "fulfilled"), (Duty.ONE_OFF, "observed")]
)
def test_a_code_that_does_not_fit_the_duty_is_refused(officer, checker, duty, code):
    call = record.published(officer, checker, duty=duty)
    with refused("no_such_move"):
        record.judge(call, officer, code)


def test_nothing_returns_to_not_assessed(call, officer):
    record.judge(call, officer, "announced")
    with refused("no_such_move"):
        record.judge(call, officer, "not_assessed")


def moved(call, code, officer, checker) -> None:
    row = record.judge(call, officer, code)
    if row.act == Act.PROPOSE:
        answer(row, checker)


def test_the_table_offers_no_move_the_operation_refuses(officer, checker):
    """Every move of the table, from every code, is taken by the operation."""
    tried = 0
    for duty in (Duty.ONE_OFF, Duty.CONTINUING):
        call = record.published(officer, checker, duty=duty, title=f"Call {duty}")
        for frm in [code for code in Code if duty not in RULES[code].barred_for]:
            with transaction.atomic():
                if frm != Code.NOT_ASSESSED:
                    moved(call, frm, officer, checker)
                for move in moves_from(frm, duty):
                    with transaction.atomic():
                        moved(call, move.to, officer, checker)
                        assert stands(call) == move.to
                        tried += 1
                        transaction.set_rollback(True)
                transaction.set_rollback(True)
    assert tried == 2 * (8 + 8 * 7)


def test_a_lost_race_is_refused_and_told(call, officer):
    record.judge(call, officer, "announced")
    with refused("changed_meanwhile") as lost:
        record.judge(call, cast.officer("second"), "in_progress", seen=None)
    assert "officer" in str(lost.value)
    assert stands(call) == Code.ANNOUNCED


def test_seen_nothing_is_a_value_that_can_be_lost(call, officer):
    with refused("changed_meanwhile"):
        record.judge(call, officer, "announced", seen=12345)


def test_the_database_refuses_a_second_nth_act(call, officer):
    row = record.judge(call, officer, "announced")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(
            obligation=row.obligation,
            position=row.position,
            act=Act.JUDGE,
            code=Code.STALLED,
            by=officer,
            at=cast.NOW,
            via=Door.API,
        )


def test_the_database_refuses_to_change_an_assessment(call, officer):
    row = record.judge(call, officer, "announced")
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(code=Code.FULFILLED)


def test_a_second_proposal_waits_for_the_first_to_be_answered(call, officer):
    record.judge(call, officer, "fulfilled")
    with refused("pending"):
        record.judge(call, officer, "in_progress")


def test_a_verifier_returns_a_proposal_with_a_note(call, officer, checker):
    proposal = record.judge(call, officer, "fulfilled")
    common = {"proposal": proposal, "seen": proposal.pk, "by": checker, "at": cast.NOW}
    with refused("needs_reason"):
        return_proposal(reason="", via=Door.ADMIN, **common)
    return_proposal(reason="Courts only.", via=Door.ADMIN, **common)
    assert (stands(call), obligation_of(call, record.state("AAA")).pending) == (
        Code.NOT_ASSESSED,
        None,
    )


def test_a_confirmation_names_the_evidence_it_saw(call, officer, checker):
    proposal = record.judge(call, officer, "fulfilled")
    seen = proposal.obligation.evidence_revision
    late = record.document(officer)
    add_evidence(
        obligation=proposal.obligation,
        pieces=[NewEvidence(document=late)],
        by=officer,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )
    with refused("evidence_changed") as refusal:
        answer(proposal, checker, evidence_revision=seen)
    assert late.ref in str(refusal.value)
    answer(proposal, checker)
    assert stands(call) == Code.FULFILLED


def test_a_refusal_does_not_name_evidence_the_verifier_may_not_see(call, officer, checker):
    proposal = record.judge(call, officer, "fulfilled")
    desk = cast.desk()
    officer.desks.add(desk)
    insider = User.objects.get(pk=officer.pk)
    closed = record.document(insider, visibility="restricted")
    closed.desks.add(desk)
    add_evidence(
        obligation=proposal.obligation,
        pieces=[NewEvidence(document=closed, visibility="restricted", desks=(desk,))],
        by=insider,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )
    with refused("evidence_changed") as refusal:
        answer(proposal, checker, evidence_revision=1)
    assert closed.ref not in str(refusal.value)


def test_who_may_not_see_evidence_does_not_remove_it(call, officer):
    insider, desk = cast.officer("insider"), cast.desk()
    insider.desks.add(desk)
    closed = record.document(insider, visibility="restricted")
    closed.desks.add(desk)
    [use] = add_evidence(
        obligation=obligation_of(call, record.state("AAA")),
        pieces=[NewEvidence(document=closed, visibility="restricted", desks=(desk,))],
        by=User.objects.get(pk=insider.pk),
        at=cast.NOW,
        via=Door.DASHBOARD,
    )
    with pytest.raises(EvidenceRefused, check=lambda refusal: refusal.code == "unknown"):
        remove_evidence(use=use, reason="Mistaken.", by=officer, at=cast.NOW, via=Door.ADMIN)


def test_a_second_answer_to_a_proposal_is_refused(call, officer, checker):
    proposal = record.judge(call, officer, "fulfilled")
    answer(proposal, checker)
    with refused("not_pending"):
        answer(proposal, cast.verifier("third"))


def strike(entry: Assessment, by: User, reason: str = "Niger, not Nigeria.") -> Assessment:
    entry.obligation.refresh_from_db()
    return retract(
        entry=entry,
        seen=entry.obligation.last_assessment_id,
        reason=reason,
        by=by,
        at=cast.NOW,
        via=Door.DASHBOARD,
    )


def test_a_retracted_judgement_falls_back_to_the_one_before(call, officer):
    record.judge(call, officer, "announced")
    strike(record.judge(call, officer, "in_progress"), officer)
    assert stands(call) == Code.ANNOUNCED
    assert counts(call) == {"announced": 1, "not_assessed": 2}


def test_retracting_the_only_judgement_leaves_nothing_assessed(call, officer):
    strike(record.judge(call, officer, "announced"), officer)
    assert counts(call) == {"not_assessed": 3}


def test_retracting_a_confirmed_judgement_waits_for_a_second_person(call, officer, checker):
    proposal = record.judge(call, officer, "fulfilled")
    answer(proposal, checker)
    struck = strike(proposal, officer)
    assert stands(call) == Code.FULFILLED
    with refused("own_proposal"):
        answer(struck, cast_as_verifier(officer))
    answer(struck, checker)
    assert stands(call) == Code.NOT_ASSESSED


def cast_as_verifier(user: User) -> User:
    cast.give_roles(user=user, roles={cast.Role.VERIFIER})
    return User.objects.get(pk=user.pk)


def test_a_withdrawn_proposal_awaits_nobody(call, officer):
    strike(record.judge(call, officer, "fulfilled"), officer)
    assert Commitment.objects.get().awaiting_confirmation == 0


def test_others_do_not_retract_ones_entry(call, officer):
    entry = record.judge(call, officer, "announced")
    with refused("not_yours"):
        strike(entry, cast.officer("second"))


def test_an_entry_is_struck_once(call, officer):
    entry = record.judge(call, officer, "announced")
    strike(entry, officer)
    with refused("already_struck"):
        strike(entry, officer)


def observed(officer: User, checker: User) -> Commitment:
    call = record.published(officer, checker, duty=Duty.CONTINUING)
    answer(record.judge(call, officer, "observed"), checker)
    return call


def renewed(call: Commitment, officer: User, **changes: object) -> Assessment:
    obligation = obligation_of(call, record.state("AAA"))
    values = {
        "valid_until": cast.TODAY + timedelta(days=300),
        "seen": obligation.last_assessment_id,
        "by": officer,
        "at": cast.NOW,
        "via": Door.DASHBOARD,
    }
    return renew(obligation=obligation, **{**values, **changes})


def test_a_renewal_moves_the_day_until_which_it_is_true(officer, checker):
    call = observed(officer, checker)
    renewed(call, officer)
    kept = obligation_of(call, record.state("AAA"))
    assert (kept.code, kept.valid_until) == (Code.OBSERVED, cast.TODAY + timedelta(days=300))


def test_a_renewal_a_year_after_the_confirmation_needs_a_verifier(officer, checker):
    call = observed(officer, checker)
    later = cast.NOW + timedelta(days=366)
    with refused("confirmation_too_old"):
        renewed(call, officer, at=later, valid_until=later.date() + timedelta(days=9))


def test_other_stances_stand_beside_the_status(call, officer):
    record.judge(call, officer, "fulfilled", stance=Stance.SELF_REPORTED)
    assert stands(call) == Code.NOT_ASSESSED
    assert counts(call) == {"not_assessed": 3}


def test_a_judgement_does_not_rest_on_evidence_its_readers_may_not_see(call, officer):
    desk = cast.desk()
    officer.desks.add(desk)
    officer = User.objects.get(pk=officer.pk)
    closed = record.document(officer, visibility="restricted")
    closed.desks.add(desk)
    piece = NewEvidence(
        document=closed, reliability="primary", visibility="restricted", desks=(desk,)
    )
    with refused("restricted_evidence"):
        record.judge(call, officer, "fulfilled", evidence=[piece])


def test_evidence_one_may_not_see_is_no_evidence(call, officer):
    closed = record.document(officer, visibility="restricted")
    closed.desks.add(cast.desk())
    piece = NewEvidence(document=closed, visibility="restricted", desks=(cast.desk(),))
    with pytest.raises(EvidenceRefused):
        record.judge(call, officer, "announced", evidence=[piece])


def test_removed_evidence_is_marked_and_kept(call, officer):
    row = record.judge(call, officer, "announced")
    use = row.obligation.uses.get()
    remove_evidence(use=use, reason="Wrong file.", by=officer, at=cast.NOW, via=Door.ADMIN)
    assert row.obligation.uses.get().removed_by == officer


def test_a_draft_has_no_follow_ups(officer):
    call = record.draft(officer)
    with refused("not_published"):
        record.judge(call, officer, "announced")


def test_a_reader_assesses_nothing(call):
    with pytest.raises(PowerRefused):
        record.judge(call, cast.reader(), "no_information", evidence=[])


def test_a_state_that_is_not_bound_has_no_follow_up(call, officer):
    unbound = Obligation(commitment=call, actor=record.state("ZZZ"))
    with refused("not_bound"):
        assess(
            obligation=unbound,
            code=Code.NO_INFORMATION,
            seen=None,
            reason="Looked.",
            by=officer,
            at=cast.NOW,
            via=Door.API,
        )


def test_what_holds_only_from_tomorrow_is_refused(call, officer):
    with refused("effective_in_future"):
        record.judge(call, officer, "announced", effective_on=cast.TODAY + timedelta(days=1))


def test_each_act_is_logged_once_with_its_door(call, officer):
    record.judge(call, officer, "announced", via=Door.ADMIN)
    logged = Change.objects.order_by("-n").first()
    assert (logged.act, logged.by, logged.via) == (Act.JUDGE, "officer", Door.ADMIN)
    assert logged.fields == {"code": ["not_assessed", "announced"]}
