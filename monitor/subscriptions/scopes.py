"""Which items a personal feed is about, as far as its owner may see them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qsl
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from monitor.accounts.models import User, Visibility
from monitor.changes.item import Item, ItemKind
from monitor.commitments.filters import Filters as ListFilters
from monitor.commitments.models import Commitment, CommitmentQuerySet
from monitor.commitments.queries import matching
from monitor.events.models import Event, EventQuerySet, Participation
from monitor.subscriptions.calendar_filters import Filters as CalendarFilters
from monitor.subscriptions.models import Feed, Watch
from monitor.subscriptions.options import Scope


class Scoped(NamedTuple):
    """The events and the commitments of a scope."""

    events: EventQuerySet
    commitments: CommitmentQuerySet


def scoped(feed: Feed, owner: User, day: date, only: Sequence[Item] | None = None) -> Scoped:
    """What the feed is about on `day` and its owner may see; of `only`, where these are given."""
    found = Scoped(Event.objects.visible_to(owner), Commitment.objects.visible_to(owner))
    if only is not None:
        found = Scoped(
            found.events.filter(uuid__in=_uuids(only, ItemKind.EVENT)),
            found.commitments.filter(uuid__in=_uuids(only, ItemKind.COMMITMENT)),
        )
    narrow = _NARROW.get(feed.scope)
    return narrow(feed, owner, day, found) if narrow is not None else found


def moves_by_itself(feed: Feed) -> bool:
    """Whether the scope changes with the day alone: what is overdue, or asked to have been held."""
    chosen = choices_of(feed)
    if feed.scope == Scope.LIST:
        return "due" in chosen
    return feed.scope == Scope.CALENDAR and chosen.get("status") == "passed"


def choices_of(feed: Feed) -> dict[str, str]:
    """The choices of the list or the calendar, by name."""
    return dict(parse_qsl(feed.query.removeprefix("?")))


def own_events(owner: User) -> frozenset[UUID]:
    """The events at which a desk of the owner leads or drafts for us: they block the time.

    A participation is for staff at widest, so it shows only where staff items may leave; one that
    is restricted never shows.
    """
    if settings.FEED_MAX_VISIBILITY != Visibility.STAFF:
        return frozenset()
    ours = Participation.objects.visible_to(owner).of_desks(owner.desk_ids)
    ours = ours.filter(visibility=Visibility.STAFF)
    at = Q(pk__in=ours.values("event")) | Q(pk__in=ours.values("event__superseded_by"))
    return frozenset(Event.objects.mine(owner).filter(at).values_list("uuid", flat=True))


def _uuids(items: Sequence[Item], kind: ItemKind) -> list[UUID]:
    return [item.uuid for item in items if item.kind == kind]


def _list(feed: Feed, owner: User, day: date, found: Scoped) -> Scoped:
    """The deadlines of the listed commitments."""
    filters, _ = ListFilters.read(choices_of(feed))
    listed = matching(owner, filters, day).values("pk")
    return Scoped(found.events.none(), found.commitments.filter(pk__in=listed))


def _calendar(feed: Feed, owner: User, day: date, found: Scoped) -> Scoped:
    filters, _ = CalendarFilters.read(choices_of(feed))
    events = filters.events(found.events, day)
    if filters.mine:
        events = events.filter(uuid__in=own_events(owner))
    return Scoped(events, filters.commitments(found.commitments))


def _state(feed: Feed, owner: User, day: date, found: Scoped) -> Scoped:  # noqa: ARG001 - as every scope is called
    """What binds the State, what it promised, hosts, organises or takes part in."""
    taking_part = Event.participants.through.objects.filter(actor=feed.state_id)
    events = (
        Q(host=feed.state_id)
        | Q(organiser=feed.state_id)
        | Q(place__country=feed.state_id)
        | Q(pk__in=taking_part.values("event"))
    )
    bound = found.commitments.filter(duty_bearers__places__actor=feed.state_id)
    return Scoped(found.events.filter(events), bound)


def _commitment(feed: Feed, owner: User, day: date, found: Scoped) -> Scoped:  # noqa: ARG001 - as every scope is called
    """The commitment, and the events it was made at or counts from."""
    named = Commitment.objects.visible_to(owner).filter(pk__in=[feed.commitment_id])
    events = Q(pk__in=named.values("event")) | Q(pk__in=named.values("deadline_event"))
    return Scoped(
        found.events.filter(events), found.commitments.filter(pk__in=[feed.commitment_id])
    )


def _watched(feed: Feed, owner: User, day: date, found: Scoped) -> Scoped:  # noqa: ARG001 - as every scope is called
    watches = Watch.objects.filter(user=owner)
    return Scoped(
        found.events.filter(uuid__in=watches.filter(kind=ItemKind.EVENT).values("item")),
        found.commitments.filter(uuid__in=watches.filter(kind=ItemKind.COMMITMENT).values("item")),
    )


_NARROW = {
    Scope.LIST.value: _list,
    Scope.CALENDAR.value: _calendar,
    Scope.STATE.value: _state,
    Scope.COMMITMENT.value: _commitment,
    Scope.WATCHED.value: _watched,
}
