"""Who of us goes where: what pages about an event, and about "my events", read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet

from monitor.accounts.models import User
from monitor.events.models import Event, EventQuerySet, Part, Participation
from monitor.events.overlaps import GRACE, Meeting, Span, overlaps
from monitor.events.queries import MOST
from monitor.events.workflow import EventStatus

# Who goes to these goes for certain; the others may still not be held.
_SURE = frozenset({EventStatus.CONFIRMED, EventStatus.HELD})
_OFF = frozenset({EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.SUPERSEDED})


@dataclass(frozen=True, slots=True)
class Attended:
    """One of our events with those of us who take part, and its span in a person's diary."""

    event: Event
    delegation: list[Participation]
    span: Span

    @property
    def key(self) -> int:
        return self.event.pk


def delegation_of(event: Event, user: User | AnonymousUser) -> list[Participation]:
    """Who of us goes, as far as `user` may see; those entered at a duplicate of it too."""
    at = Q(event=event) | Q(event__superseded_by=event)
    found = Participation.objects.visible_to(user).standing().filter(at)
    return list(_with_names(found)[:MOST])


def my_events(user: User) -> EventQuerySet:
    """The person's own events with what a list shows of them, in no order."""
    mine = Event.objects.visible_to(user).mine(user)
    return mine.select_related("current_claim", "place__country")


def ahead(user: User, today: date) -> list[Event]:
    """My events that are not over for certain, the nearest first, those without a date last."""
    later = my_events(user).filter(Q(latest__isnull=True) | Q(latest__gte=today))
    return list(later.order_by(F("earliest").asc(nulls_last=True), "pk")[:MOST])


def behind(user: User, today: date, *, most: int) -> list[Event]:
    """My events whose last possible day has passed, the newest first."""
    return list(my_events(user).filter(latest__lt=today).order_by("-latest", "-pk")[:most])


def attended(events: Sequence[Event], user: User) -> list[Attended]:
    """These events with who of the person's own desks goes there, in the same order; one query."""
    keys = [event.pk for event in events]
    at = Q(event__in=keys) | Q(event__superseded_by__in=keys)
    found = Participation.objects.visible_to(user).of_desks(user.desk_ids).filter(at)
    by_event: dict[int, list[Participation]] = defaultdict(list)
    for each in _with_names(found):
        by_event[each.event.superseded_by_id or each.event_id].append(each)
    return [
        Attended(event, by_event[event.pk], span_of(event, by_event[event.pk])) for event in events
    ]


def span_of(event: Event, delegation: Iterable[Participation]) -> Span:
    """The event's place in a diary; none where it is off, or where we send nobody."""
    parts = {each.part for each in delegation} - {Part.REGRETS}
    if event.status in _OFF or not parts:
        return Span(None, None, exact=False)
    claim = event.current_claim
    return Span(
        event.earliest,
        event.latest,
        exact=event.exact,
        firm=event.status in _SURE and parts != {Part.UNDECIDED},
        start=claim.start_time if claim else None,
        end=claim.end_time if claim else None,
        zone=claim.zone if claim else "",
    )


def clashes(items: Iterable[Attended]) -> dict[int, list[Meeting[Attended]]]:
    """What falls together, by event; a larger event and its own part are one and the same."""
    listed = list(items)
    within = {each.key: each.event.parent_id for each in listed}
    return {
        key: [
            each
            for each in meetings
            if within[each.other.key] != key and within[key] != each.other.key
        ]
        for key, meetings in overlaps(listed).items()
    }


def clashes_of(event: Event, user: User) -> list[Meeting[Attended]]:
    """What else of the person's own events falls together with this one, if it is one of them."""
    if event.earliest is None and event.latest is None:
        return []
    near = my_events(user).exclude(status__in=_OFF)
    if event.latest is not None:
        near = near.filter(Q(earliest__isnull=True) | Q(earliest__lte=_moved(event.latest, GRACE)))
    if event.earliest is not None:
        near = near.filter(Q(latest__isnull=True) | Q(latest__gte=_moved(event.earliest, -GRACE)))
    items = attended(list(near.order_by("earliest", "pk")[:MOST]), user)
    return clashes(items).get(event.pk, [])


def _moved(day: date, days: int) -> date:
    """`day` moved, kept within the calendar."""
    number = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(number)


def _with_names(found: QuerySet[Participation]) -> QuerySet[Participation]:
    return found.select_related("event", "lead_desk", "drafting_desk").order_by("pk")
