"""What a page about a series reads: its events by number, the numbers missing, the next one."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.accounts.models import RecordStatus, User
from monitor.events.models import Event, EventSeries
from monitor.events.operations import EventFields
from monitor.events.ordinals import renumbered
from monitor.events.queries import MOST

TITLES = ("title", "title_en", "title_fr", "title_es", "title_ar")


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of which no event is in the record, both included."""

    first: int
    last: int


def events_in(series: EventSeries, user: User) -> list[Event]:
    """The events that `user` may see: the highest number first, those without a number last."""
    standing = Event.objects.visible_to(user).exclude(record=RecordStatus.ARCHIVED)
    rows = standing.filter(series=series).select_related("place__country", "host")
    numbered = rows.filter(ordinal__isnull=False).order_by("-ordinal")
    unnumbered = rows.filter(ordinal__isnull=True).order_by("-earliest", "-pk")
    return [*numbered[:MOST], *unnumbered[:MOST]]


def with_gaps(events: list[Event]) -> Iterator[Event | Gap]:
    """The same list, with what is missing between two numbers. Before the lowest nothing is."""
    above: int | None = None
    for event in events:
        if above is not None and event.ordinal is not None and above - event.ordinal > 1:
            yield Gap(event.ordinal + 1, above - 1)
        above = event.ordinal if event.ordinal is not None else above
        yield event


def next_in(series: EventSeries, user: User) -> EventFields:
    """What the event after the highest number starts from: no host, no place, no date.

    A series keeps no step that could be assumed: two of its events may fall in one year. Titles in
    which the number does not stand are left out, except the record's own, which is kept as it is.
    """
    events = events_in(series, user)
    last = events[0] if events else None
    fields: EventFields = {"series": series, "organiser": series.organiser}
    if last is None:
        return {**fields, "ordinal": 1}
    fields |= {"kind": last.kind, "language": last.language, "organiser": last.organiser}
    fields["topics"] = list(last.topics.all())
    if last.ordinal is None:
        return {**fields, "title": last.title}
    number = last.ordinal
    fields["ordinal"] = number + 1
    titles = {name: renumbered(getattr(last, name), number, number + 1) for name in TITLES}
    fields["title"] = titles["title"] or last.title
    fields["title_en"] = titles["title_en"] or ""
    fields["title_fr"] = titles["title_fr"] or ""
    fields["title_es"] = titles["title_es"] or ""
    fields["title_ar"] = titles["title_ar"] or ""
    return fields


def session_of(parent: Event) -> EventFields:
    """What a part of `parent` starts from: its place and people, and the documents it rests on."""
    return {
        "parent": parent,
        "kind": "meeting",
        "language": parent.language,
        "place": parent.place,
        "host": parent.host,
        "organiser": parent.organiser,
        "documents": list(parent.documents.order_by("number")),
        "topics": list(parent.topics.all()),
    }
