"""What a page about one event reads, for a person who may see it."""

import re
from datetime import date
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Prefetch, Q, QuerySet

from monitor.accounts.models import RecordStatus, User
from monitor.events.models import DateClaim, Event, EventMove, EventPassage
from monitor.events.recurring import Occurrence, Recurrence
from monitor.events.repeating import DAY, days_named, occurrence_on, rule_of
from monitor.sources.models import Document

Reader = User | AnonymousUser

# A page never draws more of a list than this; the rest is counted and said.
MOST = 100
_REF = re.compile(r"\s*E-?0*([1-9][0-9]{0,8})\s*", re.IGNORECASE)


def event_by_number(user: Reader, number: int) -> Event | None:
    """The event with all that its page names, if there is one and `user` may see it."""
    return (
        Event.objects.visible_to(user)
        .select_related(
            "series",
            "parent",
            "host",
            "organiser",
            "place__country",
            "superseded_by",
            "current_claim__document",
            "public_asked_by",
            "recurrence",
        )
        .prefetch_related("participants", "topics", "desks")
        .filter(number=number)
        .first()
    )


def event_by_ref(user: Reader, ref: str) -> Event | None:
    """The event "E-7", if there is one and `user` may see it."""
    found = _REF.fullmatch(ref)
    if found is None:
        return None
    return Event.objects.visible_to(user).filter(number=int(found[1])).first()


def claims_of(event: Event, user: Reader) -> list[DateClaim]:
    """What sources say of the date, newest first; without sources that `user` may not see."""
    known = event.claims.filter(_seen(user)).select_related(
        "document", "passage__version__document", "recorded_by"
    )
    return list(_light(known)[:MOST])


def mentions_of(event: Event, user: Reader) -> list[EventPassage]:
    """The words in which it stands, the leading ones first, each with its whole text."""
    seen = Document.objects.visible_to(user)
    mentions = event.mentions.filter(passage__version__document__in=seen)
    return list(mentions.select_related("passage__version__document")[:MOST])


def documents_of(event: Event, user: Reader) -> list[Document]:
    """Every document it rests on: named, quoted, dating or moving it; oldest number first."""
    # Each way asks for itself: joined into one statement, their rows multiply.
    ways = [
        event.documents.values("pk"),
        event.mentions.values("passage__version__document"),
        *(rows.values("document") for rows in (event.claims, event.moves, event.occurrences)),
    ]
    names = reduce(or_, (Q(pk__in=way) for way in ways))
    return list(Document.objects.visible_to(user).filter(names).order_by("number")[:MOST])


def moves_of(event: Event, user: Reader) -> list[EventMove]:
    """The history of its status, newest first; a source that `user` may not see is left out."""
    seen = Document.objects.visible_to(user)
    documents = Prefetch("document", queryset=seen)
    moves = event.moves.select_related("by").prefetch_related(documents)
    return list(moves[:MOST])


def parts_of(event: Event, user: Reader) -> list[Event]:
    """The parts of a larger event, by day and time; those without a day last."""
    parts = Event.objects.visible_to(user).filter(parent=event)
    ordered = parts.exclude(record=RecordStatus.ARCHIVED).order_by(
        F("earliest").asc(nulls_last=True),
        F("current_claim__start_time").asc(nulls_first=True),
        "pk",
    )
    return list(ordered.select_related("current_claim", "place__country")[:MOST])


def neighbours_of(event: Event, user: Reader) -> tuple[Event | None, Event | None]:
    """The event before and the one after in its series, by number."""
    if event.series_id is None or event.ordinal is None:
        return None, None
    others = Event.objects.visible_to(user).filter(series=event.series_id)
    before = others.filter(ordinal__lt=event.ordinal).order_by("-ordinal").first()
    return before, others.filter(ordinal__gt=event.ordinal).order_by("ordinal").first()


def occurrences_between(
    events: QuerySet[Event], first: date, last: date, *, most: int
) -> list[Occurrence]:
    """The times of the recurring ones among `events` that touch the days `first` to `last`.

    By day; at most `most`; the cancelled among them. What lies beyond the rows is computed from the
    rule, and has no key. Each has its event, without what `events` defers.
    """
    recurring = events.filter(recurrence__isnull=False)
    rows = Occurrence.objects.standing().filter(
        event__in=recurring.values("pk"), starts_on__lte=last, ends_on__gte=first
    )
    found = list(rows.order_by("starts_on", "pk")[:most])
    ahead = Recurrence.objects.filter(event__in=recurring.values("pk"), written_until__lt=last)
    for recurrence in ahead.select_related("event__current_claim"):
        found += _beyond(recurrence, first, last, most)
    found.sort(key=lambda row: (row.starts_on, row.event_id, row.original_on))
    whole = {event.pk: event for event in recurring.filter(pk__in={row.event_id for row in found})}
    for row in found:
        row.event = whole[row.event_id]
    return found[:most]


def instances_of(event: Event, since: date, *, most: int) -> list[Occurrence]:
    """The times of one recurring event from the day `since` on, beyond its rows too, by day."""
    rows = event.occurrences.standing().filter(ends_on__gte=since).select_related("document")
    found = list(rows.order_by("starts_on", "pk")[:most])
    recurrence = getattr(event, "recurrence", None)
    if recurrence is not None and len(found) < most:
        found += _beyond(recurrence, since, date(since.year + 50, 1, 1), most - len(found))
    return found


def is_to_come_again(event: Event, today: date) -> bool:
    """Whether the event recurs and any of its times has not passed."""
    if getattr(event, "recurrence", None) is None:
        return False
    return event.occurrences.standing().filter(ends_on__gte=today).exists()


def instance_on(event: Event, day: date) -> Occurrence | None:
    """The instance that the rule gives `day`, or that was added there; unsaved beyond the rows."""
    row = event.occurrences.filter(original_on=day, fits=True).first()
    recurrence = getattr(event, "recurrence", None)
    if row is not None or recurrence is None:
        return row
    beyond = _beyond(recurrence, day, day, 1)
    return next((each for each in beyond if each.original_on == day), None)


def _beyond(recurrence: Recurrence, first: date, last: date, most: int) -> list[Occurrence]:
    """The instances after the last day for which there are rows, unsaved."""
    event = recurrence.event
    if event.earliest is None or event.latest is None:
        return []
    length = event.latest - event.earliest
    since = max(first - length, recurrence.written_until + DAY)
    days = days_named(rule_of(recurrence), event.earliest, since, last, most=most)
    decided = event.occurrences.filter(original_on__gte=since)
    taken = set(decided.values_list("original_on", flat=True))
    return [occurrence_on(event, day) for day in days if day not in taken]


def left_over(event: Event) -> list[Occurrence]:
    """What people decided on instances that the rule no longer names, by day."""
    rows = event.occurrences.filter(fits=False).select_related("document", "decided_by")
    return list(rows.order_by("original_on")[:MOST])


def _seen(user: Reader) -> Q:
    return Q(document__isnull=True) | Q(document__in=Document.objects.visible_to(user))


def _light(claims: "QuerySet[DateClaim]") -> "QuerySet[DateClaim]":
    """Without the texts that the passages stand in: a table shows the words alone."""
    return claims.defer("passage__version__text")
