"""Reads that join slices: items with all that their entries show, and what shows what."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from monitor.actors.models import Actor, AddresseeSetMember
from monitor.changes.item import Item, ItemKind
from monitor.commitments.models import Commitment, CommitmentPassage, Obligation
from monitor.events.models import DateClaim, Event, EventPassage
from monitor.events.recurring import Occurrence
from monitor.events.workflow import EventStatus
from monitor.subscriptions.tasks import Bearer

# The text of a version may be megabytes; an entry shows a passage of it.
_TEXT = "passage__version__text"


def events_to_render() -> QuerySet[Event]:
    """Events with all that an entry shows, in a fixed number of queries."""
    mentions = EventPassage.objects.select_related("passage__version__document").defer(_TEXT)
    decided = Occurrence.objects.decided().select_related("document")
    parts = Event.objects.exclude(status=EventStatus.SUPERSEDED).order_by("number")
    return Event.objects.select_related(
        "place__country", "organiser", "series", "parent", "current_claim__document", "recurrence"
    ).prefetch_related(
        Prefetch("occurrences", decided),
        Prefetch("parts", parts.prefetch_related("desks")),
        Prefetch("mentions", mentions),
        Prefetch("claims", DateClaim.objects.select_related("document")),
        "moves",
    )


def deadlines_to_render() -> QuerySet[Commitment]:
    """Commitments with all that the entry of their deadline shows, in a fixed number of queries."""
    quotes = CommitmentPassage.objects.select_related("passage__version__document").defer(_TEXT)
    confirmed = Obligation.objects.filter(commitment=OuterRef("pk"), confirmed_at__isnull=False)
    last = confirmed.order_by("-confirmed_at").values("confirmed_at")[:1]
    return (
        Commitment.objects.select_related("deadline_event")
        .prefetch_related(Prefetch("quotes", quotes))
        .annotate(last_confirmed_at=Subquery(last))
    )


def bearers_of(actor_code: str, commitments: Sequence[Commitment]) -> dict[int, Bearer]:
    """The follow-up of one State to each of `commitments` that binds it. Three queries."""
    actor = Actor.objects.filter(code=actor_code).first()
    if actor is None:
        return {}
    sets = AddresseeSetMember.objects.filter(actor=actor).values_list("set_id", flat=True)
    bound = set(sets.filter(set_id__in={each.duty_bearers_id for each in commitments}))
    rows = Obligation.objects.filter(actor=actor, commitment__in=[each.pk for each in commitments])
    by_commitment = {row.commitment_id: row for row in rows}
    return {
        each.pk: Bearer(actor, by_commitment.get(each.pk))
        for each in commitments
        if each.duty_bearers_id in bound
    }


def items_showing(items: Sequence[Item]) -> list[Item]:
    """The events and commitments whose entries show any of `items`, themselves included.

    In a stable order: those named first, then the others by number.
    """
    named = [item for item in items if item.kind in {ItemKind.EVENT, ItemKind.COMMITMENT}]
    by_kind: dict[ItemKind, list[UUID]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item.uuid)
    events = _uuids(Event.objects.all(), _events_showing(by_kind))
    commitments = _uuids(Commitment.objects.all(), _commitments_showing(by_kind))
    found = [
        *(Item(ItemKind.EVENT, uuid) for uuid in events),
        *(Item(ItemKind.COMMITMENT, uuid) for uuid in commitments),
    ]
    return list(dict.fromkeys([*named, *found]))


def _events_showing(changed: dict[ItemKind, list[UUID]]) -> list[Q]:
    actors, documents = changed.get(ItemKind.ACTOR), changed.get(ItemKind.DOCUMENT)
    conditions = []
    if actors:
        conditions += [Q(organiser__uuid__in=actors), Q(place__country__uuid__in=actors)]
    if documents:
        conditions += [
            Q(mentions__passage__version__document__uuid__in=documents),
            Q(claims__document__uuid__in=documents),
            Q(occurrences__document__uuid__in=documents),
        ]
    for kind, path in (
        (ItemKind.PLACE, "place__uuid__in"),
        (ItemKind.SERIES, "series__uuid__in"),
        # RELATED-TO names the other end only while it is as open as this one.
        (ItemKind.EVENT, "parent__uuid__in"),
        (ItemKind.EVENT, "parts__uuid__in"),
    ):
        if changed.get(kind):
            conditions.append(Q(**{path: changed[kind]}))
    return conditions


def _commitments_showing(changed: dict[ItemKind, list[UUID]]) -> list[Q]:
    conditions = []
    if changed.get(ItemKind.EVENT):
        conditions.append(Q(deadline_event__uuid__in=changed[ItemKind.EVENT]))
    if changed.get(ItemKind.DOCUMENT):
        documents = changed[ItemKind.DOCUMENT]
        conditions.append(Q(quotes__passage__version__document__uuid__in=documents))
    return conditions


def _uuids(rows: QuerySet[Event] | QuerySet[Commitment], conditions: Iterable[Q]) -> Iterable[UUID]:
    """One query a condition: joined by OR they would read the whole table."""
    found: dict[UUID, int] = {}
    for condition in conditions:
        found.update(rows.filter(condition).values_list("uuid", "number"))
    return sorted(found, key=found.__getitem__)
