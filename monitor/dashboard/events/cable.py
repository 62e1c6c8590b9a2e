"""One line on an event, fit for a cable or a message."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language, pgettext

from monitor.dashboard.due import day_words
from monitor.dashboard.events.wording import line_date, time_words
from monitor.events.models import STATUS_LABELS, Event, EventPassage
from monitor.events.workflow import EventStatus
from monitor.sources.models import Document


def cable_line(
    event: Event,
    *,
    mentions: Sequence[EventPassage],
    documents: Sequence[Document],
    today: date,
) -> str:
    """Title, date, place, status, the leading words with their source, and the day it says so.

    In the reader's language but for the quoted words, which stay as they are.
    """
    language = get_language() or "en"
    when = ", ".join(part for part in (line_date(event), time_words(event.current_claim)) if part)
    where = event.place.address_in(language) if event.place else ""
    head = ", ".join(part for part in (event.title_in(language)[0], when, where) if part)
    parts = [
        head,
        str(STATUS_LABELS[EventStatus(event.status)]),
        _source(mentions, documents),
        pgettext("cable", "As of %(day)s") % {"day": day_words(today)},
        event.ref,
    ]
    return " ".join(pgettext("cable", "%s.") % part for part in parts if part)


def _source(mentions: Sequence[EventPassage], documents: Sequence[Document]) -> str:
    if mentions:
        passage = mentions[0].passage
        return pgettext("cable", "“%(words)s” (%(source)s)") % {
            "words": " ".join(passage.exact.split()),
            "source": source_words(passage.version.document),
        }
    if documents:
        return pgettext("cable", "Source: %(source)s") % {"source": source_words(documents[0])}
    return ""


def source_words(document: Document) -> str:
    """A document in a few words: its symbol, else publisher and title."""
    if document.symbol:
        return document.symbol
    return ", ".join(part for part in (document.publisher, document.title) if part)
