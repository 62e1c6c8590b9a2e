"""What a move still lacks: asked by the operation to refuse, and by pages to say what is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.commitments.models import Commitment, EvidenceUse, Reliability
from monitor.commitments.workflow import Need


@dataclass(frozen=True, slots=True)
class Offered:
    """What stands behind a move: the evidence in use and what the person gave."""

    uses: Sequence[EvidenceUse]
    reason: str = ""
    valid_until: date | None = None


def lacking(
    needs: Sequence[Need], *, offered: Offered, commitment: Commitment, today: date
) -> list[Need]:
    """The needs that are not met, in the table's order. `uses` carry evidence and document."""
    met = {
        Need.REASON: bool(offered.reason.strip()),
        Need.EVIDENCE: any(use.supports for use in offered.uses),
        Need.SOUND_EVIDENCE: _sound(offered.uses),
        Need.CONTRARY_EVIDENCE: any(not use.supports for use in offered.uses),
        Need.PERIOD_OVER: commitment.latest_on is None or commitment.latest_on < today,
        Need.VALID_UNTIL: offered.valid_until is not None and offered.valid_until > today,
    }
    return [need for need in needs if not met[need]]


def _sound(uses: Sequence[EvidenceUse]) -> bool:
    """One primary source, or two secondary ones of different publishers, in support."""
    supporting = [use.evidence for use in uses if use.supports]
    if any(piece.reliability == Reliability.PRIMARY for piece in supporting):
        return True
    publishers = {
        piece.document.publisher.strip().casefold()
        for piece in supporting
        if piece.reliability == Reliability.SECONDARY and piece.document.publisher.strip()
    }
    return len(publishers) >= 2
