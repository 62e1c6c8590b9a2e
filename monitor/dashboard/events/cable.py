"""One line on an event, fit for a cable or a message."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language, pgettext

from monitor.dashboard.due import day_words, edtf_words
from monitor.dashboard.events.wording import clock_words, line_date, time_words
from monitor.events.models import STATUS_LABELS, Event, EventPassage
from monitor.events.recurring import Occurrence, OccurrenceState
from monitor.events.workflow import EventStatus
from monitor.sources.models import Document


def cable_line(
    event: Event,
    *,
    mentions: Sequence[EventPassage],
    documents: Sequence[Document],
    today: date,
    instance: Occurrence | None = None,
) -> str:
    """Title, date, place, status, the leading words with their source, and the day it says so.

    In the reader's language but for the quoted words, which stay as they are. With `instance`, of
    that one time of a recurring event.
    """
    language = get_language() or "en"
    if instance is None:
        dated = line_date(event), time_words(event.current_claim)
        status = str(STATUS_LABELS[EventStatus(event.status)])
    else:
        dated = edtf_words(instance.edtf), clock_words(instance)
        status = _instance_status(event, instance)
    when = ", ".join(part for part in dated if part)
    where = event.place.address_in(language) if event.place else ""
    head = ", ".join(part for part in (event.title_in(language)[0], when, where) if part)
    parts = [
        head,
        status,
        _source(mentions, documents),
        pgettext("cable", "As of %(day)s") % {"day": day_words(today)},
        event.ref,
    ]
    return " ".join(pgettext("cable", "%s.") % part for part in parts if part)


def _instance_status(event: Event, row: Occurrence) -> str:
    """What became of this time, else of the event."""
    if row.state == OccurrenceState.MOVED:
        day = {"day": day_words(row.original_on)}
        return pgettext("cable", "Moved from %(day)s") % day
    if row.state in {OccurrenceState.CANCELLED, OccurrenceState.LEFT_OUT}:
        return str(OccurrenceState(row.state).label)
    return str(STATUS_LABELS[EventStatus(event.status)])


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
