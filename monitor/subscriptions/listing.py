"""Reads for the pages of feeds: whose they are, with their addresses and how many entries."""

from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from monitor.accounts.models import User
from monitor.changes.item import Item
from monitor.subscriptions.models import Feed, FeedAddress, Watch

# A revoked feed or address stays in its owner's list for so long.
REVOKED_SHOWN = timedelta(days=30)


def feeds_of(owner: User, *, at: datetime) -> QuerySet[Feed]:
    """The feeds of a person, the live ones first, with `addresses`, `members_held` and subjects."""
    shown = Q(revoked_at=None) | Q(revoked_at__gt=at - REVOKED_SHOWN)
    return (
        Feed.objects.filter(shown, owner=owner)
        .select_related("state", "commitment")
        .prefetch_related(Prefetch("addresses", FeedAddress.objects.filter(shown)))
        .annotate(members_held=Count("members"))
        .order_by("-revoked_at", "created_at", "pk")
    )


def own_feed(owner: User, pk: int) -> Feed | None:
    """The live feed of a person by its key."""
    rows = Feed.objects.select_related("state", "commitment")
    return rows.filter(pk=pk, owner=owner, revoked_at=None).first()


def own_address(owner: User, pk: int) -> FeedAddress | None:
    """The live address of a live feed of a person, by its key."""
    rows = FeedAddress.objects.select_related("feed__state", "feed__commitment")
    return rows.filter(pk=pk, revoked_at=None, feed__owner=owner, feed__revoked_at=None).first()


def is_watched(user: User, item: Item) -> bool:
    """Whether the person watches the item."""
    return Watch.objects.filter(user=user, kind=item.kind, item=item.uuid).exists()
