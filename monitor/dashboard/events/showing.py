"""The rows of an event's page: what sources say of its date, its history, its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language, pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.changes.clock import office_day
from monitor.changes.item import ItemKind
from monitor.changes.labels import door_label
from monitor.changes.models import Change
from monitor.dashboard.due import day_words, edtf_words
from monitor.dashboard.events.wording import (
    claim_date_words,
    how_words,
    needs_words,
    time_words,
)
from monitor.dashboard.links import document_url, event_url, series_url, state_url
from monitor.dashboard.quoting import reported
from monitor.dashboard.statuses import EVENT_LOOKS
from monitor.events import claims as rule
from monitor.events.models import STATUS_LABELS, DateClaim, Event, EventMove
from monitor.events.workflow import EventStatus

SHOWN_CHANGES = 50

# Told by the row of the move itself, with its reason and source.
MOVING = frozenset({"add", "move"})
# Their note is a source's words, which stand above with the source, for who may see it.
QUOTING = frozenset({"quote", "claim_date", "choose_date"})
ACT_WORDS = {
    "edit": pgettext_lazy("event act", "Edited: %(fields)s"),
    "quote": pgettext_lazy("event act", "Words added"),
    "claim_date": pgettext_lazy("event act", "Date recorded"),
    "choose_date": pgettext_lazy("event act", "Date chosen"),
    "ask_public": pgettext_lazy("event act", "Asked that it be public"),
    "make_public": pgettext_lazy("event act", "Made public"),
    "archive": pgettext_lazy("event act", "Archived"),
    "repeat": pgettext_lazy("event act", "Rule of recurrence set"),
    "stop_repeating": pgettext_lazy("event act", "Rule of recurrence ended"),
    "move_instance": pgettext_lazy("event act", "Moved: the instance of %(fields)s"),
    "cancel_instance": pgettext_lazy("event act", "Cancelled: the instance of %(fields)s"),
    "leave_out_instance": pgettext_lazy("event act", "Left out: the instance of %(fields)s"),
    "add_instance": pgettext_lazy("event act", "Day added: %(fields)s"),
    "restore_instance": pgettext_lazy("event act", "Restored: the instance of %(fields)s"),
}
ACT_ICONS = {
    "edit": "pencil",
    "quote": "quote",
    "claim_date": "calendar",
    "choose_date": "calendar",
    "ask_public": "submitted",
    "make_public": "published",
    "archive": "archived",
    "repeat": "calendar",
    "stop_repeating": "calendar",
    "move_instance": "calendar",
    "cancel_instance": "cancelled",
    "leave_out_instance": "calendar",
    "add_instance": "plus",
    "restore_instance": "undo",
}
FIELD_WORDS = {
    "kind": pgettext_lazy("field", "Kind"),
    "title": pgettext_lazy("field", "Title"),
    "language": pgettext_lazy("field", "Language of the title"),
    "title_en": pgettext_lazy("field", "Title in English"),
    "title_fr": pgettext_lazy("field", "Title in French"),
    "title_es": pgettext_lazy("field", "Title in Spanish"),
    "title_ar": pgettext_lazy("field", "Title in Arabic"),
    "summary": pgettext_lazy("field", "Summary"),
    "series": pgettext_lazy("field", "Series"),
    "ordinal": pgettext_lazy("field", "Number in the series"),
    "parent": pgettext_lazy("field", "Part of"),
    "host": pgettext_lazy("field", "Host"),
    "organiser": pgettext_lazy("field", "Organiser"),
    "participants": pgettext_lazy("field", "Participants"),
    "place": pgettext_lazy("field", "Place"),
    "topics": pgettext_lazy("field", "Topics"),
    "documents": pgettext_lazy("field", "Documents"),
}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One source's word on the date, as the table shows it."""

    claim: DateClaim
    date: str
    time: str
    how: str
    needs: str
    url: str
    source: str
    reported: str
    said: str
    recorded: str
    current: bool
    disagrees: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history, as `_timeline` takes it."""

    at: datetime
    what: str
    why: str
    who: str
    icon_name: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One named value, as `_terms` takes it."""

    name: str
    value: str
    note: str = ""
    url: str = ""


def claim_rows(event: Event, known: Sequence[DateClaim]) -> list[ClaimRow]:
    """The claims, the standing one first; what contradicts it and what is newer are marked."""
    standing = next((claim for claim in known if claim.pk == event.current_claim_id), None)
    against: set[int] = set()
    newer = None
    if standing is not None:
        against = {claim.pk for claim in rule.disagreements(known, standing)}
        newer = rule.newer_official(known, standing) if event.claim_chosen else None
    rows = [
        ClaimRow(
            claim=claim,
            date=claim_date_words(claim),
            time=time_words(claim),
            how=how_words(claim.how),
            needs=needs_words(claim.needs),
            url=document_url(claim.document, claim.passage) if claim.document else "",
            source=_source(claim),
            reported=reported(claim.passage) if claim.passage else "",
            said=day_words(claim.said_on) if claim.said_on else "",
            recorded=day_words(office_day(claim.recorded_at)),
            current=claim.pk == event.current_claim_id,
            disagrees=claim.pk in against,
            flagged=newer is not None and claim.pk == newer.pk,
        )
        for claim in known
    ]
    return sorted(rows, key=lambda row: not row.current)


def terms(event: Event, *, public: bool = False) -> list[Term]:
    """What is known of the event, each with its page; no links to staff pages when `public`."""
    language = get_language() or "en"
    found = [Term(_name("kind"), event.get_kind_display())]
    for name in ("host", "organiser"):
        actor = getattr(event, name)
        if actor is not None:
            url = "" if public else state_url(actor)
            found.append(Term(_name(name), actor.name_in(language), url=url))
    participants = [actor.name_in(language) for actor in event.participants.all()]
    if participants:
        found.append(Term(_name("participants"), pgettext("list", "; ").join(participants)))
    if event.place:
        found.append(Term(_name("place"), event.place.address_in(language)))
    if event.series:
        number = (
            pgettext("series", "number %(ordinal)d") % {"ordinal": event.ordinal}
            if event.ordinal
            else ""
        )
        url = "" if public else series_url(event.series)
        found.append(Term(_name("series"), event.series.name_in(language), note=number, url=url))
    topics = [topic.name_in(language) for topic in event.topics.all()]
    if topics:
        found.append(Term(_name("topics"), pgettext("list", "; ").join(topics)))
    return found


def history(event: Event, moves: Sequence[EventMove]) -> list[Entry]:
    """What happened to the event, newest first: the log, its moves with reason and source.

    Every line of the log that entered or moved the event has its row among `moves`, newest first.
    """
    changes = list(Change.objects.of(kind=ItemKind.EVENT, uuid=event.uuid)[:SHOWN_CHANGES])
    people = User.objects.filter(username__in={change.by for change in changes})
    names = {person.username: str(person) for person in people}
    rows = iter(moves)
    entries = []
    for change in changes:
        move = next(rows, None) if change.act in MOVING else None
        if move is not None:
            entries.append(_moved(move))
        elif change.act in ACT_WORDS:
            entries.append(_changed(change, names.get(change.by, change.by)))
    return entries


def linked(event: Event) -> dict[str, str]:
    """Another event as a list shows it: address, reference, title and its language."""
    title, language = event.title_in(get_language() or "en")
    return {
        "url": event_url(event),
        "ref": event.ref,
        "title": title,
        "language": language,
        "status": event.status,
        "date": edtf_words(event.edtf) if event.edtf else "",
    }


def part_row(part: Event) -> dict[str, str]:
    """A part of a larger event as its programme shows it."""
    place = part.place.name_in(get_language() or "en") if part.place else ""
    return {**linked(part), "time": time_words(part.current_claim), "place": place}


def _moved(move: EventMove) -> Entry:
    to = str(STATUS_LABELS[EventStatus(move.to)])
    if move.frm:
        what = pgettext("event history", "%(frm)s → %(to)s") % {
            "frm": STATUS_LABELS[EventStatus(move.frm)],
            "to": to,
        }
    else:
        what = pgettext("event history", "Entered as “%(to)s”") % {"to": to}
    source = ""
    if move.document is not None:
        source = f"{move.document.ref} {move.document.symbol or move.document.title}"
    why = " · ".join(part for part in (move.reason, source) if part)
    return Entry(move.at, what, why, who_words(str(move.by), move.via), EVENT_LOOKS[move.to].icon)


def _changed(change: Change, who: str) -> Entry:
    names = pgettext("list", ", ").join(_changed_name(name) for name in change.fields)
    return Entry(
        change.at,
        str(ACT_WORDS[change.act]) % {"fields": names},
        "" if change.act in QUOTING else change.note,
        who_words(who, change.via),
        ACT_ICONS[change.act],
    )


def who_words(name: str, via: str) -> str:
    """Who did something, and through which door."""
    return pgettext("history", "%(who)s, %(door)s") % {"who": name, "door": door_label(via)}


def _name(field: str) -> str:
    return str(FIELD_WORDS.get(field, field))


def _changed_name(name: str) -> str:
    """The name of a changed field; of one time of a recurring event, its day in words."""
    try:
        return day_words(date.fromisoformat(name))
    except ValueError:
        return _name(name)


def _source(claim: DateClaim) -> str:
    document = claim.document
    if document is None:
        return pgettext("event date", "A person’s own knowledge")
    return ", ".join(
        part for part in (document.symbol or document.title, document.publisher) if part
    )
