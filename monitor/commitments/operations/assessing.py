"""Judging and proposing: the one door for a change of status."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import OPENNESS, User, Visibility
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.clock import office_day
from monitor.changes.item import Door
from monitor.commitments.labels import ASSESSMENT_LABELS, NEED_LABELS
from monitor.commitments.models import Assessment, EvidenceUse, Obligation
from monitor.commitments.operations.entering import enter
from monitor.commitments.operations.evidence import NewEvidence, put
from monitor.commitments.operations.locking import held, history_of
from monitor.commitments.refusals import AssessmentRefused
from monitor.commitments.requirements import Offered, lacking
from monitor.commitments.workflow import (
    RENEWAL_DAYS,
    RULES,
    Act,
    Code,
    Duty,
    Move,
    Need,
    Stance,
    move_to,
)


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
        move = _allowed(row, code)
        _check(row, move, Offered(_uses(row), reason, valid_until), today)
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


def _allowed(obligation: Obligation, code: Code) -> Move:
    """The table's move to `code`, or the refusal that says why there is none."""
    _no_proposal(obligation)
    duty = Duty(obligation.commitment.duty)
    move = move_to(Code(obligation.code), code, duty)
    if move:
        return move
    words = {"code": ASSESSMENT_LABELS[code]}
    if code == Code.NOT_ASSESSED:
        message = pgettext(
            "refusal", "Nothing returns to “%(code)s”: retract the entry made in error instead."
        )
    elif duty in RULES[code].barred_for:
        message = pgettext("refusal", "“%(code)s” does not fit this kind of duty.")
    else:
        message = pgettext("refusal", "It already stands at “%(code)s”.")
    raise AssessmentRefused(message % words, code="no_such_move", field="code")


def _uses(obligation: Obligation) -> list[EvidenceUse]:
    return list(
        obligation.uses.filter(removed_at__isnull=True).select_related("evidence__document")
    )


def _check(obligation: Obligation, move: Move, offered: Offered, today: date) -> None:
    """Refuse what is lacking, naming all of it."""
    _check_sight(obligation, offered.uses)
    missing = lacking(move.needs, offered=offered, commitment=obligation.commitment, today=today)
    if missing:
        raise AssessmentRefused(
            pgettext("refusal", "Still needed: %(needs)s.")
            % {"needs": "; ".join(str(NEED_LABELS[need]) for need in missing)},
            code=f"needs_{missing[0]}",
            field=_FIELD_OF[missing[0]],
        )


_FIELD_OF = {
    Need.REASON: "reason",
    Need.EVIDENCE: "evidence",
    Need.SOUND_EVIDENCE: "evidence",
    Need.CONTRARY_EVIDENCE: "evidence",
    Need.PERIOD_OVER: "code",
    Need.VALID_UNTIL: "valid_until",
}


def _check_sight(obligation: Obligation, uses: Sequence[EvidenceUse]) -> None:
    """A judgement is no more closed than its commitment, so it can not rest on what is."""
    commitment = obligation.commitment
    if OPENNESS[commitment.visibility] >= OPENNESS[Visibility.RESTRICTED]:
        return
    closed = [
        str(use.evidence)
        for use in uses
        if Visibility.RESTRICTED in (use.evidence.visibility, use.evidence.document.visibility)
    ]
    if closed:
        raise AssessmentRefused(
            pgettext(
                "refusal",
                "This follow-up carries restricted evidence; a judgement resting on it would show "
                "it to all staff. Remove it from the follow-up, or restrict the commitment.",
            ),
            code="restricted_evidence",
            field="evidence",
        )


def _check_beside(obligation: Obligation, code: Code, reason: str) -> None:
    if code == Code.NOT_ASSESSED:
        raise AssessmentRefused(
            pgettext("refusal", "Say what they report."), code="no_such_move", field="code"
        )
    if not reason.strip() and not _uses(obligation):
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
