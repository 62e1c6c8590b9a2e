"""Commitments stay no more open than the documents whose words they rest on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.accounts.models import RecordStatus
from monitor.changes.item import Item
from monitor.commitments.models import Commitment, CommitmentPassage
from monitor.sources.narrowing import closed_documents, refuse_narrower


def hold_documents_open(
    *,
    items: Sequence[Item],
    n: int,  # noqa: ARG001 - as every listener is asked
    at: datetime,  # noqa: ARG001 - as every listener is asked
) -> Iterable[Item]:
    """Listener: refuse to close a document under a commitment. `n`, `at` are of every listener."""
    for document in closed_documents(items):
        quotes = CommitmentPassage.objects.filter(passage__version__document=document)
        resting = Commitment.objects.filter(pk__in=quotes.values("commitment"))
        standing = resting.exclude(record=RecordStatus.ARCHIVED).order_by("number")
        refuse_narrower(document, standing.prefetch_related("desks"))
    return []
