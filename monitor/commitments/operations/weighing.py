"""What a move of an obligation must bring: asked when it is proposed, and again when confirmed."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import pgettext

from monitor.accounts.models import OPENNESS, Visibility
from monitor.commitments.labels import ASSESSMENT_LABELS, NEED_LABELS
from monitor.commitments.models import EvidenceUse, Obligation
from monitor.commitments.refusals import AssessmentRefused
from monitor.commitments.requirements import Offered, lacking
from monitor.commitments.workflow import RULES, Code, Duty, Move, Need, move_to


def allowed(obligation: Obligation, code: Code) -> Move:
    """The table's move to `code`. Raises AssessmentRefused saying why there is none."""
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


def uses_of(obligation: Obligation) -> list[EvidenceUse]:
    """The evidence on the obligation now."""
    return list(
        obligation.uses.filter(removed_at__isnull=True).select_related("evidence__document")
    )


def check_needs(obligation: Obligation, move: Move, offered: Offered, today: date) -> None:
    """Raise AssessmentRefused naming all that is lacking, or that others may not see."""
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
