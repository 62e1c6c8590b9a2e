"""The named refusals of this slice."""

from monitor.changes.refusal import Refused


class CommitmentRefused(Refused):
    """The terms of a commitment can not be as given."""


class RecordRefused(Refused):
    """A move on the record axis (draft … published) that the table does not allow this person."""


class AssessmentRefused(Refused):
    """An act on an obligation that the workflow, the person, the evidence or a race forbids."""


class EvidenceRefused(Refused):
    """Evidence that can not be added or removed."""


class AmendmentRefused(Refused):
    """A proposed change of terms that can not be made or decided."""
