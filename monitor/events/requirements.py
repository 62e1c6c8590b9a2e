"""What a move still lacks: asked by the operation to refuse, and by pages to say what is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from monitor.events.models import Event
from monitor.events.workflow import Need
from monitor.sources.models import Document, Passage

NEED_WORDS: dict[Need, Promise] = {
    Need.SOURCE: pgettext_lazy("event requirement", "a document in which it is said"),
    Need.NOTICE: pgettext_lazy(
        "event requirement", "an official document: a notice, invitation or decision"
    ),
    Need.RECORD: pgettext_lazy("event requirement", "a document that records that it took place"),
    Need.REASON: pgettext_lazy("event requirement", "a reason"),
    Need.EVENT: pgettext_lazy("event requirement", "the event that takes its place"),
}

# The input at which each is asked for.
NEED_FIELDS: dict[Need, str] = {
    Need.SOURCE: "document",
    Need.NOTICE: "document",
    Need.RECORD: "document",
    Need.REASON: "reason",
    Need.EVENT: "superseded_by",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """What a person brings to a move. A passage stands for its document."""

    reason: str = ""
    document: Document | None = None
    passage: Passage | None = None
    superseded_by: Event | None = None

    @property
    def source(self) -> Document | None:
        """The document on which the move rests."""
        return self.passage.version.document if self.passage else self.document


def lacking(needs: Sequence[Need], *, offered: Offered) -> list[Need]:
    """The needs that are not met, in the table's order."""
    source = offered.source
    met = {
        Need.SOURCE: source is not None,
        Need.NOTICE: source is not None and source.official,
        Need.RECORD: source is not None,
        Need.REASON: bool(offered.reason.strip()),
        Need.EVENT: offered.superseded_by is not None,
    }
    return [need for need in needs if not met[need]]
