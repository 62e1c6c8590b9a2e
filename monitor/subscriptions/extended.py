"""What the extended profile adds: places, sources and series as data (RFC 9073, RFC 9253).

Parsers of libical refuse these, so that no feed has them unless its owner asks.
"""

from collections.abc import Iterable
from dataclasses import replace

from monitor.accounts.models import VisibleModel
from monitor.commitments.models import Commitment, DeadlineKind
from monitor.events.models import Event
from monitor.ical import EntryRefused, EventEntry, Link, Relation, TaskEntry, Venue
from monitor.sources.models import Document
from monitor.subscriptions.entries import as_open
from monitor.subscriptions.wording import source_name


def extended_event(event: Event, entry: EventEntry, language: str) -> EventEntry:
    """The entry with its sources, its place and what it shares with the others of its series."""
    documents: list[Document | None] = [
        mention.passage.version.document for mention in event.mentions.all()
    ]
    if event.current_claim is not None:
        documents.append(event.current_claim.document)
    venue = None
    if event.place is not None and as_open(event.place, event):
        venue = Venue(str(event.place.uuid), event.place.address_in(language), entry.geo)
    return replace(
        entry,
        links=tuple(_links(documents, event)),
        groups=(str(event.series.uuid),) if event.series else (),
        venue=venue,
    )


def extended_deadline(
    commitment: Commitment, entry: EventEntry | TaskEntry
) -> EventEntry | TaskEntry:
    """The entry with its sources, and how long after its event it falls due."""
    documents = [quote.passage.version.document for quote in commitment.quotes.all()]
    related = entry.related
    if commitment.deadline_kind == DeadlineKind.RELATIVE and commitment.deadline_event is not None:
        trigger = str(commitment.deadline_event.uuid)
        after = Relation(trigger, "FINISHTOSTART", commitment.deadline_days)
        related = tuple(after if each.uid == trigger else each for each in related)
    return replace(entry, links=tuple(_links(documents, commitment)), related=related)


def _links(documents: Iterable[Document | None], item: VisibleModel) -> Iterable[Link]:
    """The addresses of the sources that may be named, each once; not those that are no URI."""
    seen: set[str] = set()
    for document in documents:
        if document is None or not document.url or document.url in seen:
            continue
        seen.add(document.url)
        if as_open(document, item):
            try:
                yield Link(document.url, source_name(document))
            except EntryRefused:
                continue
