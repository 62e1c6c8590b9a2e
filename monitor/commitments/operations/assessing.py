"""Judging and proposing: the one door for a change of status."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.commitments.models import Assessment, Obligation
from monitor.commitments.operations.entering import enter
from monitor.commitments.operations.evidence import NewEvidence, put
from monitor.commitments.operations.locking import held, history_of
from monitor.commitments.operations.weighing import allowed, check_needs, uses_of
from monitor.commitments.refusals import AssessmentRefused
from monitor.commitments.requirements import Offered
from monitor.commitments.workflow import RENEWAL_DAYS, Act, Code, Stance


@transaction.atomic
def assess(
    *,
    obligation: Obligation,
    code: Code,
    seen: int | None,
    by: User,
    at: datetime,
    via: Door,
    reason: str = "",
    evidence: Sequence[NewEvidence] = (),
    effective_on: date | None = None,
    valid_until: date | None = None,
    stance: Stance = Stance.OURS,
) -> Assessment:
    """Judge an obligation, or propose a judgement where a second person must confirm it.

    `obligation` may be the unsaved stand-in of `obligation_of`. `seen` is the key of the last row
    the person saw, None for none. `effective_on` is the day since which it holds; today if omitted.
    Stances other than ours stand beside the status and never change it.
    Raises AssessmentRefused, EvidenceRefused, OpennessRefused or PowerRefused; then nothing is
    written, evidence included.
    """
    require(by, Power.ASSESS)
    today = office_day(at)
    row = held(obligation, by=by)
    rows = history_of(row, seen=seen)
    for piece in evidence:
        put(obligation=row, piece=piece, by=by, at=at, via=via)
    act = Act.JUDGE
    if stance == Stance.OURS:
        _no_proposal(row)
        move = allowed(row, code)
        check_needs(row, move, Offered(uses_of(row), reason, valid_until), today)
        act = move.act
    else:
        _check_beside(row, code, reason)
    _check_days(effective_on, today)
    return enter(
        obligation=row,
        rows=rows,
        act=act,
        code=code,
        stance=stance,
        reason=reason.strip(),
        effective_on=effective_on or today,
        valid_until=valid_until if code == Code.OBSERVED else None,
        by=by,
        at=at,
        via=via,
    )


@transaction.atomic
def renew(
    *,
    obligation: Obligation,
    valid_until: date,
    seen: int | None,
    by: User,
    at: datetime,
    via: Door,
    reason: str = "",
) -> Assessment:
    """Check a continuing duty is taken as kept until another day.

    Refused 12 months after the last confirmation: then it is proposed and confirmed anew.
    """
    require(by, Power.ASSESS)
    today = office_day(at)
    row = held(obligation, by=by)
    rows = history_of(row, seen=seen)
    _no_proposal(row)
    if row.code != Code.OBSERVED or row.confirmed_at is None:
        raise AssessmentRefused(
            pgettext("refusal", "Only what is being applied can be renewed."), code="not_observed"
        )
    if (today - office_day(row.confirmed_at)).days > RENEWAL_DAYS:
        raise AssessmentRefused(
            pgettext(
                "refusal",
                "A Verifier confirmed this more than 12 months ago: propose it again.",
            ),
            code="confirmation_too_old",
        )
    if valid_until <= today:
        raise AssessmentRefused(
            pgettext("refusal", "The day must lie ahead."),
            code="needs_valid_until",
            field="valid_until",
        )
    return enter(
        obligation=row,
        rows=rows,
        act=Act.RENEW,
        code=Code.OBSERVED,
        reason=reason.strip(),
        effective_on=row.effective_on,
        valid_until=valid_until,
        by=by,
        at=at,
        via=via,
    )


def _no_proposal(obligation: Obligation) -> None:
    if obligation.pending_id is not None:
        raise AssessmentRefused(
            pgettext(
                "refusal",
                "A proposal awaits a second person: confirm, return or withdraw it first.",
            ),
            code="pending",
        )


def _check_beside(obligation: Obligation, code: Code, reason: str) -> None:
    if code == Code.NOT_ASSESSED:
        raise AssessmentRefused(
            pgettext("refusal", "Say what they report."), code="no_such_move", field="code"
        )
    if not reason.strip() and not uses_of(obligation):
        raise AssessmentRefused(
            pgettext("refusal", "Say where this is reported: a reason or evidence."),
            code="needs_reason",
            field="reason",
        )


def _check_days(effective_on: date | None, today: date) -> None:
    if effective_on is not None and effective_on > today:
        raise AssessmentRefused(
            pgettext("refusal", "It can not hold since a day that lies ahead."),
            code="effective_in_future",
            field="effective_on",
        )
