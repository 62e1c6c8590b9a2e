"""What a confirmation asks anew, and what falls with an entry that is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.accounts.models import User
from monitor.changes.item import Door
from monitor.commitments.models import Assessment, Commitment, EvidenceUse
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import (
    AssessmentRefused,
    NewEvidence,
    add_evidence,
    confirm,
    decide_amendment,
    edit_commitment,
    remove_evidence,
    renew,
    retract,
)
from monitor.commitments.terms import terms_of
from monitor.commitments.workflow import Code, Duty
from tests import cast
from tests.commitments import record

pytestmark = pytest.mark.django_db
VIA = {"at": cast.NOW, "via": Door.DASHBOARD}


@pytest.fixture
def officer() -> User:
    return cast.person("officer", cast.Role.CONTRIBUTOR, desk=cast.desk())


@pytest.fixture
def checker() -> User:
    return cast.person("checker", cast.Role.VERIFIER, cast.Role.COORDINATOR)


def answer(proposal: Assessment, by: User) -> Assessment:
    """Confirmed by somebody who looked at all that stands now."""
    proposal.obligation.refresh_from_db()
    return confirm(
        proposal=proposal,
        seen=proposal.obligation.last_assessment_id,
        evidence_revision=proposal.obligation.evidence_revision,
        by=by,
        **VIA,
    )


def refused(code: str):
    return pytest.raises(AssessmentRefused, check=lambda refusal: refusal.code == code)


def amended(call: Commitment, by: User, checker: User, **changes: object) -> None:
    call.refresh_from_db()
    proposed = edit_commitment(
        commitment=call,
        terms=replace(terms_of(call), **changes),
        edition=call.edition,
        by=by,
        **VIA,
    )
    assert proposed is not None
    decide_amendment(amendment=proposed, accept=True, by=checker, **VIA)


def test_a_confirmation_needs_the_evidence_that_the_code_needs(officer, checker):
    call = record.published(officer, checker)
    proposal = record.judge(call, officer, "fulfilled")
    remove_evidence(use=EvidenceUse.objects.get(), reason="Another matter.", by=officer, **VIA)
    with refused("needs_sound_evidence"):
        answer(proposal, checker)


def test_a_code_that_the_changed_duty_bars_is_not_confirmed(officer, checker):
    call = record.published(officer, checker)
    proposal = record.judge(call, officer, "fulfilled")
    amended(call, officer, checker, duty=Duty.CONTINUING)
    with refused("no_such_move"):
        answer(proposal, checker)


def test_a_period_that_was_lengthened_is_not_confirmed_as_over(officer, checker):
    call = record.published(officer, checker)
    proposal = record.judge(call, officer, "not_fulfilled")
    amended(call, officer, checker, deadline_kind="by", deadline_edtf="2030-01-01")
    with refused("needs_period_over"):
        answer(proposal, checker)


def test_restricted_evidence_added_since_is_not_confirmed_into_the_open(officer, checker):
    call = record.published(officer, checker)
    proposal = record.judge(call, officer, "fulfilled")
    quiet = NewEvidence(
        document=record.document(officer), visibility="restricted", desks=(cast.desk(),)
    )
    obligation = obligation_of(call, record.state("AAA"))
    add_evidence(obligation=obligation, pieces=[quiet], by=officer, **VIA)
    with refused("restricted_evidence"):
        answer(proposal, checker)


def test_a_renewal_falls_with_the_judgement_it_renewed(officer, checker):
    call = record.published(officer, checker, duty=Duty.CONTINUING)
    proposal = record.judge(call, officer, "observed")
    answer(proposal, checker)
    obligation = obligation_of(call, record.state("AAA"))
    renewal = renew(
        obligation=obligation,
        valid_until=cast.TODAY + timedelta(days=300),
        seen=obligation.last_assessment_id,
        by=officer,
        **VIA,
    )
    error = retract(
        entry=proposal, seen=renewal.pk, reason="Niger, not Nigeria.", by=officer, **VIA
    )
    answer(error, checker)
    obligation.refresh_from_db()
    assert (obligation.code, obligation.valid_until) == (Code.NOT_ASSESSED, None)


def test_a_renewal_alone_may_be_taken_back(officer, checker):
    call = record.published(officer, checker, duty=Duty.CONTINUING)
    proposal = record.judge(call, officer, "observed")
    answer(proposal, checker)
    obligation = obligation_of(call, record.state("AAA"))
    renewal = renew(
        obligation=obligation,
        valid_until=cast.TODAY + timedelta(days=300),
        seen=obligation.last_assessment_id,
        by=officer,
        **VIA,
    )
    error = retract(entry=renewal, seen=renewal.pk, reason="Too soon.", by=officer, **VIA)
    answer(error, checker)
    obligation.refresh_from_db()
    assert (obligation.code, obligation.valid_until) == (Code.OBSERVED, proposal.valid_until)
