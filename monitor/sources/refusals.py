"""The named refusals of this slice."""

from monitor.changes.refusal import Refused
from monitor.sources.models import Document


class DocumentRefused(Refused):
    """A document or a text that can not be as given.

    Where it was seen before (code "seen_before"), `existing` is the document that has it, if the
    person may see that one.
    """

    def __init__(
        self, message: str, *, code: str, field: str = "", existing: Document | None = None
    ) -> None:
        super().__init__(message, code=code, field=field)
        self.existing = existing


class PassageRefused(Refused):
    """Words that are not, exactly and at that place, in the text."""
