"""Every change of a commitment, its follow-ups and their evidence: what doors call."""

from monitor.commitments.operations.amending import decide_amendment
from monitor.commitments.operations.answering import confirm, retract, return_proposal
from monitor.commitments.operations.assessing import assess, renew
from monitor.commitments.operations.drafting import draft_commitment, edit_commitment, quote_also
from monitor.commitments.operations.evidence import (
    NewEvidence,
    Reference,
    add_evidence,
    remove_evidence,
)
from monitor.commitments.operations.publishing import (
    archive_commitment,
    ask_public,
    make_public,
    publish,
    return_commitment,
    submit,
)
from monitor.commitments.refusals import (
    AmendmentRefused,
    AssessmentRefused,
    CommitmentRefused,
    EvidenceRefused,
    RecordRefused,
)

__all__ = [
    "AmendmentRefused",
    "AssessmentRefused",
    "CommitmentRefused",
    "EvidenceRefused",
    "NewEvidence",
    "RecordRefused",
    "Reference",
    "add_evidence",
    "archive_commitment",
    "ask_public",
    "assess",
    "confirm",
    "decide_amendment",
    "draft_commitment",
    "edit_commitment",
    "make_public",
    "publish",
    "quote_also",
    "remove_evidence",
    "renew",
    "retract",
    "return_commitment",
    "return_proposal",
    "submit",
]
