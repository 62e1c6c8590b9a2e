"""What is said of an event apart from its date and status: cleaned, checked, written."""

from collections.abc import Iterable
from typing import Any, TypedDict

from django.utils.translation import pgettext

from monitor.accounts.models import Desk, User, VisibleModel
from monitor.accounts.openness import check_openness
from monitor.actors.models import Actor, Place, Topic
from monitor.changes.wording import line, lines
from monitor.events.models import Event, EventKind, EventSeries
from monitor.events.refusals import EventRefused
from monitor.sources.models import Document

TITLE_LENGTH = 300
# How far up the larger events are followed.
DEEPEST = 20


class Details(TypedDict, total=False):
    """Every field that a person edits, apart from kind and title; titles by language."""

    language: str
    title_en: str
    title_fr: str
    title_es: str
    title_ar: str
    summary: str
    series: EventSeries | None
    ordinal: int | None
    parent: Event | None
    host: Actor | None
    organiser: Actor | None
    participants: Iterable[Actor]
    place: Place | None
    topics: Iterable[Topic]
    documents: Iterable[Document]


class EventFields(Details, total=False):
    """Every field that a person edits."""

    kind: str
    title: str


TITLES = ("title", "title_en", "title_fr", "title_es", "title_ar")
LISTS = ("participants", "topics", "documents")


def cleaned(fields: EventFields) -> dict[str, Any]:
    """The fields as they are kept. Raises WordingRefused or EventRefused naming the field."""
    clean: dict[str, Any] = dict(fields)
    for name in TITLES:
        if name in clean:
            clean[name] = line(
                clean[name], field=name, at_most=TITLE_LENGTH, required=name == "title"
            )
    if "language" in clean:
        clean["language"] = line(clean["language"], field="language", at_most=8)
    if "summary" in clean:
        clean["summary"] = lines(clean["summary"], field="summary")
    if "kind" in clean and clean["kind"] not in EventKind.values:
        raise EventRefused(
            pgettext("refusal", "There is no kind of event called “%(kind)s”.")
            % {"kind": clean["kind"]},
            code="unknown_kind",
            field="kind",
        )
    for name in LISTS:
        if name in clean:
            clean[name] = sorted(set(clean[name]), key=lambda thing: int(thing.pk))
    return clean


def values(event: Event, names: Iterable[str]) -> dict[str, Any]:
    """What stands in these fields now; lists in the order in which `cleaned` has them."""
    return {
        name: list(getattr(event, name).order_by("pk")) if name in LISTS else getattr(event, name)
        for name in names
    }


def put(event: Event, clean: dict[str, Any]) -> None:
    """Write cleaned fields to the row and its lists."""
    for name, value in clean.items():
        if name not in LISTS:
            setattr(event, name, value)
    _check_series(event)
    event.save()
    for name in LISTS:
        if name in clean:
            getattr(event, name).set(clean[name])


def _check_series(event: Event) -> None:
    if event.ordinal is None:
        return
    if event.series_id is None:
        raise EventRefused(
            pgettext("refusal", "A number in a series needs the series: choose it."),
            code="ordinal_without_series",
            field="series",
        )
    same = Event.objects.filter(series=event.series, ordinal=event.ordinal).exclude(pk=event.pk)
    if same.exists():
        raise EventRefused(
            pgettext("refusal", "The series has a number %(ordinal)d already.")
            % {"ordinal": event.ordinal},
            code="ordinal_taken",
            field="ordinal",
        )


def check_seen(event: Event, *, by: User) -> None:
    """Raise EventRefused for a parent or document that `by` may not see, or a circle of parents."""
    hidden = event.documents.exclude(pk__in=Document.objects.visible_to(by).values("pk"))
    if hidden.exists():
        raise EventRefused(
            pgettext("refusal", "There is no such document."), code="unknown", field="documents"
        )
    if event.parent_id is None:
        return
    if not Event.objects.visible_to(by).filter(pk=event.parent_id).exists():
        raise EventRefused(
            pgettext("refusal", "There is no such event."), code="unknown", field="parent"
        )
    above: int | None = event.parent_id
    for _ in range(DEEPEST):
        if above is None:
            return
        if above == event.pk:
            break
        above = Event.objects.values_list("parent_id", flat=True).get(pk=above)
    raise EventRefused(
        pgettext("refusal", "An event can not be part of itself: choose another larger event."),
        code="part_of_itself",
        field="parent",
    )


def rests_on(event: Event) -> list[VisibleModel]:
    """All that the event may not be more open than: documents, the larger event, the place."""
    sources = Document.objects.filter(pk__in=_source_keys(event))
    above = [thing for thing in (event.parent, event.place) if thing is not None]
    return [*sources, *above]


def check_rests(event: Event, *, visibility: str, desks: Iterable[Desk]) -> None:
    """Raise OpennessRefused if at this visibility it were more open than what it rests on."""
    check_openness(visibility=visibility, desks=desks, rests_on=rests_on(event))


def _source_keys(event: Event) -> set[int]:
    return {
        *event.documents.values_list("pk", flat=True),
        *event.mentions.values_list("passage__version__document", flat=True),
        *event.claims.filter(document__isnull=False).values_list("document", flat=True),
        *event.moves.filter(document__isnull=False).values_list("document", flat=True),
        *event.occurrences.filter(document__isnull=False).values_list("document", flat=True),
    }
