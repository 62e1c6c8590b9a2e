"""Where the items of the record stand, in the pages that this installation has."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from monitor.actors.models import Actor
from monitor.events.models import Event, EventSeries
from monitor.sources.models import Document, Passage


def _to(name: str, *args: object) -> str:
    """The address of a page of the dashboard, or "" where there is no such page."""
    try:
        return reverse(f"dashboard:{name}", args=args)
    except NoReverseMatch:
        return ""


def commitment_url(number: int) -> str:
    """The page of a commitment."""
    return _to("commitment", number)


def follow_up_url(number: int, actor_code: str) -> str:
    """The page of one duty-bearer's follow-up."""
    return _to("obligation", number, actor_code)


def document_url(document: Document, passage: Passage | None = None) -> str:
    """The page of a document; with a passage, the text and the part of it where it stands."""
    page = _to("document", document.number)
    if not page or passage is None:
        return page
    return f"{page}?passage={passage.uuid}#{anchor(passage.uuid)}"


def anchor(passage: UUID) -> str:
    """The place of a passage in its document's page."""
    return f"p-{passage}"


def event_url(event: Event) -> str:
    """The page of an event."""
    return _to("event", event.number)


def series_url(series: EventSeries) -> str:
    """The page of a series."""
    return _to("series", series.code)


def state_url(actor: Actor) -> str:
    """The page of a State, "" for others."""
    return _to("state", actor.code) if actor.is_state else ""
