"""Events stay no more open than the documents they rest on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from monitor.accounts.models import RecordStatus
from monitor.changes.item import Item
from monitor.events.models import Event
from monitor.sources.narrowing import closed_documents, refuse_narrower


def hold_documents_open(
    *,
    items: Sequence[Item],
    n: int,  # noqa: ARG001 - as every listener is asked
    at: datetime,  # noqa: ARG001 - as every listener is asked
) -> Iterable[Item]:
    """Listener: refuse to close a document under an event. `n` and `at` are of every listener."""
    for document in closed_documents(items):
        rests = Event.objects.filter(
            Q(documents=document)
            | Q(mentions__passage__version__document=document)
            | Q(claims__document=document)
            | Q(moves__document=document)
            | Q(occurrences__document=document)
        )
        events = Event.objects.filter(pk__in=rests.values("pk"))
        standing = events.exclude(record=RecordStatus.ARCHIVED).order_by("number")
        refuse_narrower(document, standing.prefetch_related("desks"))
    return []
