"""Making, changing and revoking personal feeds and their addresses."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.wording import line
from monitor.subscriptions.choices import Choices, columns_of
from monitor.subscriptions.models import (
    LONGEST_NAME,
    Component,
    Feed,
    FeedAddress,
    FeedMember,
    Touched,
    VariantUse,
)
from monitor.subscriptions.operations.components import hold_counter
from monitor.subscriptions.operations.gate import NEVER
from monitor.subscriptions.refusals import FeedRefused
from monitor.subscriptions.tokens import digest_of, new_token
from monitor.subscriptions.variants import PUBLIC, STAFF, public_variants, variants_of

# A fetch is written down when the last one written is older.
FETCH_WRITTEN_AFTER = timedelta(minutes=10)
# More than these are a mistake, or somebody's program.
MOST_FEEDS, MOST_ADDRESSES = 50, 20


@transaction.atomic
def create_feed(*, by: User, chosen: Choices, device: str, at: datetime) -> tuple[FeedAddress, str]:
    """A new feed with its first address; answers with it and its token, shown this once.

    Raises FeedRefused, WordingRefused or PowerRefused.
    """
    require(by, Power.READ)
    values = columns_of(chosen, by)
    # A variant that another feed gives up meanwhile is not taken away.
    hold_counter()
    if Feed.objects.filter(owner=by, revoked_at=None).count() >= MOST_FEEDS:
        raise _too_many(MOST_FEEDS)
    uuid = uuid4()
    feed = Feed.objects.create(
        uuid=uuid,
        slug=uuid.hex,
        owner=by,
        revised_at=NEVER,
        created_at=at,
        edited_at=at,
        **values,
    )
    return _new_address(feed, device, at)


@transaction.atomic
def edit_feed(*, feed: Feed, chosen: Choices, by: User, at: datetime) -> Feed:
    """Give a feed other choices; its addresses stay. Raises FeedRefused or WordingRefused."""
    hold_counter()
    feed = _own(feed, by)
    values = columns_of(chosen, by)
    if all(getattr(feed, name) == value for name, value in values.items()):
        return feed
    _change(feed, at, values)
    _retire_variants()
    return feed


@transaction.atomic
def rename_feed(*, feed: Feed, name: str, by: User, at: datetime) -> Feed:
    """Give a feed another name: calendars show it at their next fetch."""
    feed = _own(feed, by)
    name = line(name, field="name", at_most=LONGEST_NAME)
    if name != feed.name:
        _change(feed, at, {"name": name})
    return feed


@transaction.atomic
def add_address(*, feed: Feed, device: str, by: User, at: datetime) -> tuple[FeedAddress, str]:
    """One more address, for one more device; with its token, shown this once."""
    return _new_address(_own(feed, by), device, at)


@transaction.atomic
def renew_address(*, address: FeedAddress, by: User, at: datetime) -> tuple[FeedAddress, str]:
    """Another address for the same device: the old one stops at once."""
    address = _own_address(address, by)
    _revoke(FeedAddress.objects.filter(pk=address.pk), at)
    return _new_address(address.feed, address.name, at)


@transaction.atomic
def revoke_address(*, address: FeedAddress, by: User, at: datetime) -> None:
    """Let an address answer as if it had never been one."""
    address = _own_address(address, by)
    _revoke(FeedAddress.objects.filter(pk=address.pk), at)


@transaction.atomic
def revoke_feed(*, feed: Feed, by: User, at: datetime) -> None:
    """End a feed with all its addresses; its owner may, and an Administrator."""
    hold_counter()
    feed = _locked(feed)
    if feed.owner_id != by.pk:
        require(by, Power.ADMINISTER)
    if feed.revoked_at is not None:
        return
    Feed.objects.filter(pk=feed.pk).update(revoked_at=at, revoked_by=by)
    _revoke(FeedAddress.objects.filter(feed=feed), at)
    FeedMember.objects.filter(feed=feed).delete()
    _retire_variants()


def note_fetch(address: FeedAddress, *, client: str, at: datetime) -> None:
    """Write down that a device fetched its feed, at most once in ten minutes."""
    late = at - FETCH_WRITTEN_AFTER
    if address.fetched_at is not None and address.fetched_at > late:
        return
    unwritten = Q(fetched_at__isnull=True) | Q(fetched_at__lte=late)
    FeedAddress.objects.filter(unwritten, pk=address.pk).update(fetched_at=at, client=client)


def _change(feed: Feed, at: datetime, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(feed, name, value)
    Feed.objects.filter(pk=feed.pk).update(**values, edition=F("edition") + 1, edited_at=at)
    feed.refresh_from_db()


def _new_address(feed: Feed, device: str, at: datetime) -> tuple[FeedAddress, str]:
    if FeedAddress.objects.filter(feed=feed, revoked_at=None).count() >= MOST_ADDRESSES:
        raise _too_many(MOST_ADDRESSES)
    name = line(device, field="device", at_most=LONGEST_NAME)
    token = new_token()
    address = FeedAddress.objects.create(
        feed=feed, name=name, digest=digest_of(token), created_at=at
    )
    return address, token


def _revoke(addresses: QuerySet[FeedAddress], at: datetime) -> None:
    addresses.filter(revoked_at=None).update(revoked_at=at)


def _locked(feed: Feed) -> Feed:
    return Feed.objects.select_for_update().get(pk=feed.pk, owner__isnull=False)


def _own(feed: Feed, by: User) -> Feed:
    feed = _locked(feed)
    if feed.owner_id != by.pk or feed.revoked_at is not None:
        raise FeedRefused(
            pgettext("refusal", "This feed is not yours, or it is revoked."), code="not_yours"
        )
    return feed


def _own_address(address: FeedAddress, by: User) -> FeedAddress:
    address = FeedAddress.objects.select_related("feed").get(pk=address.pk)
    address.feed = _own(address.feed, by)
    if address.revoked_at is not None:
        raise FeedRefused(pgettext("refusal", "This address is revoked."), code="revoked")
    return address


def _too_many(most: int) -> FeedRefused:
    return FeedRefused(
        pgettext("refusal", "There are %(most)d already: revoke one first.") % {"most": most},
        code="too_many",
    )


def _retire_variants() -> None:
    """Forget the variants that no feed asks for any more, and what was rendered in them.

    Runs while the counter is held, as do the acts that make a feed ask for a variant.
    """
    asked = {variant.slug for variant in public_variants()}
    live = Feed.objects.filter(owner__isnull=False, revoked_at=None).select_related("state")
    for feed in live.iterator():
        for wording in (PUBLIC, STAFF):
            asked |= {variant.slug for variant in variants_of(feed, wording)}
    gone = list(VariantUse.objects.exclude(slug__in=asked).values_list("slug", flat=True))
    if gone:
        VariantUse.objects.filter(slug__in=gone).delete()
        Component.objects.filter(variant__in=gone).delete()
    if not live.exists():
        VariantUse.objects.all().delete()
        Touched.objects.all().delete()
