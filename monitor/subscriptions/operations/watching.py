"""Who watches what."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.item import Item, ItemKind
from monitor.commitments.models import Commitment
from monitor.events.models import Event
from monitor.subscriptions.models import Feed, Watch
from monitor.subscriptions.options import Scope
from monitor.subscriptions.refusals import WatchRefused


@transaction.atomic
def watch(*, item: Item, by: User, at: datetime) -> None:
    """Let `by` watch an event or a commitment. Raises WatchRefused where they see no such item."""
    require(by, Power.READ)
    if not _seen(item, by):
        raise WatchRefused(
            pgettext("refusal", "There is no such item to watch."), code="no_such_item"
        )
    _, new = Watch.objects.get_or_create(
        user=by, kind=item.kind, item=item.uuid, defaults={"since": at}
    )
    if new:
        _tell_feeds(by, at)


@transaction.atomic
def unwatch(*, item: Item, by: User, at: datetime) -> None:
    """Let `by` watch it no more; nothing happens where they did not."""
    gone, _ = Watch.objects.filter(user=by, kind=item.kind, item=item.uuid).delete()
    if gone:
        _tell_feeds(by, at)


def _seen(item: Item, by: User) -> bool:
    if item.kind is ItemKind.EVENT:
        return Event.objects.visible_to(by).filter(uuid=item.uuid).exists()
    if item.kind is ItemKind.COMMITMENT:
        return Commitment.objects.visible_to(by).filter(uuid=item.uuid).exists()
    return False


def _tell_feeds(by: User, at: datetime) -> None:
    """What is watched is no part of the record: the feeds of it read their members again."""
    own = Feed.objects.filter(owner=by, scope=Scope.WATCHED, revoked_at=None)
    own.update(good_until=at.astimezone(UTC).date(), edited_at=at)
