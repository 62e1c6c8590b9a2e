"""What stands in a personal feed, kept so that a fetch asks of the changed items only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from monitor.accounts.models import User
from monitor.accounts.operations import account_uuid
from monitor.changes.item import Item, ItemKind
from monitor.changes.models import Change
from monitor.subscriptions.models import Component, Feed, FeedMember, Touched
from monitor.subscriptions.operations.components import BATCH, TOUCHES_ASKED
from monitor.subscriptions.options import Imprecise, Scope, read_list
from monitor.subscriptions.scopes import moves_by_itself, own_events, scoped
from monitor.subscriptions.variants import Variant

# How far back a personal feed reaches: the first day without an entry is this long after its last.
WINDOW = timedelta(days=90)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """A feed as it was read, and what else decides whether that still stands.

    `n`: the last change; `day`: the day in UTC on which it is asked.
    """

    feed: Feed
    owner: User
    wording: str
    variants: tuple[Variant, ...]
    n: int
    day: date

    @property
    def fresh(self) -> bool:
        """Nothing has happened since the feed last looked."""
        return self.feed.seen == self.n and not self.whole

    @property
    def whole(self) -> bool:
        """Whether all members are to be read again, whatever changed."""
        feed = self.feed
        ours = (feed.rights, feed.edition_read, feed.variant)
        return (
            ours != (self.owner.rights, feed.edition, self.wording)
            or (feed.good_until is not None and feed.good_until <= self.day)
            or self.n - feed.seen > TOUCHES_ASKED
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A component as a member: what the feed would send of it."""

    revision: int
    revised_at: datetime
    busy: bool
    leaves_on: date | None


@dataclass(slots=True)
class _Difference:
    """What has come, changed or gone, by the component's key."""

    added: dict[int, _Entry]
    changed: dict[int, _Entry]
    # Those of the changed that send something else; the others only leave on another day.
    other_bytes: set[int]
    gone: dict[int, FeedMember]

    @property
    def in_bytes(self) -> bool:
        """Whether the feed sends anything else than before."""
        return bool(self.added or self.gone or self.other_bytes)


def is_as_kept(reading: Reading) -> bool:
    """Whether a fresh feed's members are what its scope and choices take now."""
    found = _difference(reading, None)
    return not (found.added or found.changed or found.gone)


@transaction.atomic
def bring_forward(reading: Reading) -> bool:
    """Take what happened since into account; the feed's row has it then.

    Conditional on what was read: of two processes one writes, the other (False) reads again.
    """
    feed = reading.feed
    as_read = Feed.objects.select_for_update().filter(
        pk=feed.pk,
        seen=feed.seen,
        revision=feed.revision,
        edition=feed.edition,
        edition_read=feed.edition_read,
        good_until=feed.good_until,
    )
    if as_read.values_list("pk", flat=True).first() is None:
        return False
    touched = _touched(reading)
    if touched is not None and not touched:
        feed.seen = reading.n
        feed.save(update_fields=["seen"])
        return True
    found = _difference(reading, touched)
    _write(feed, found)
    _move(reading, found)
    return True


def _touched(reading: Reading) -> list[Item] | None:
    """The items that may have changed since; None where all are to be asked of."""
    if reading.whole:
        return None
    rows = Touched.objects.filter(n__gt=reading.feed.seen, n__lte=reading.n)
    items = dict.fromkeys(rows.values_list("kind", "item")[: TOUCHES_ASKED + 1])
    if len(items) > TOUCHES_ASKED or ("", None) in items:
        return None
    found = [Item(ItemKind(kind), uuid) for kind, uuid in items if uuid is not None]
    # A commitment's own feed follows the events that it names.
    named = reading.feed.commitment if reading.feed.scope == Scope.COMMITMENT else None
    if named is not None and Item(ItemKind.COMMITMENT, named.uuid) in found:
        return None
    return found


def _difference(reading: Reading, touched: Sequence[Item] | None) -> _Difference:
    now = dict(entries_now(reading, touched))
    held = FeedMember.objects.filter(feed=reading.feed)
    if touched is not None:
        held = held.filter(component__item__in=[item.uuid for item in touched])
    members = {row.component_id: row for row in held}
    added, changed, other_bytes = {}, {}, set()
    for key, entry in now.items():
        was = members.get(key)
        if was is None:
            added[key] = entry
        elif entry != _as_held(was):
            changed[key] = entry
            if (entry.revision, entry.revised_at, entry.busy) != (
                was.revision,
                was.revised_at,
                was.busy,
            ):
                other_bytes.add(key)
    gone = {key: row for key, row in members.items() if key not in now}
    return _Difference(added, changed, other_bytes, gone)


def _as_held(row: FeedMember) -> _Entry:
    return _Entry(row.revision, row.revised_at, row.busy, row.leaves_on)


def entries_now(
    reading: Reading, only: Sequence[Item] | None = None
) -> Iterable[tuple[int, _Entry]]:
    """What stands in the feed now, by the component's key; of `only`, where these are given."""
    own = own_events(reading.owner)
    columns = ("pk", "item", "revision", "revised_at", "status", "exact", "last_on", "leaves_on")
    for row in components_of(reading, only).values_list(*columns).iterator(BATCH):
        key, item, revision, revised_at, status, exact, last_on, leaves_on = row
        busy = item in own and exact and status == "CONFIRMED"
        leaves = leaves_on or window_ends(last_on)
        if leaves is None or leaves > reading.day:
            yield key, _Entry(revision, revised_at, busy, leaves)


def window_ends(last_on: date | None) -> date | None:
    """The first day without an entry that ends on `last_on`; None for one without end."""
    if last_on is None or date.max - last_on <= WINDOW + DAY:
        return None
    return last_on + WINDOW + DAY


def components_of(reading: Reading, only: Sequence[Item] | None = None) -> QuerySet[Component]:
    """The components that the feed's scope and choices take, whatever their day."""
    feed = reading.feed
    scope = scoped(feed, reading.owner, reading.day, only)
    taken = Q()
    for variant in reading.variants:
        if variant.kind is ItemKind.EVENT:
            wanted = [each.upper() for each in read_list(feed.entries)]
            taken |= Q(
                variant=variant.slug,
                item__in=scope.events.values("uuid"),
                status__in=wanted,
            )
        else:
            taken |= Q(variant=variant.slug, item__in=scope.commitments.values("uuid"))
    found = Component.objects.filter(taken).exclude(digest="")
    return found.filter(exact=True) if feed.imprecise == Imprecise.OMIT else found


def _write(feed: Feed, found: _Difference) -> None:
    for keys in _batches(list(found.gone)):
        FeedMember.objects.filter(feed=feed, component__in=keys).delete()
    rows = [
        FeedMember(
            feed=feed,
            component_id=key,
            revision=entry.revision,
            revised_at=entry.revised_at,
            busy=entry.busy,
            leaves_on=entry.leaves_on,
        )
        for key, entry in {**found.added, **found.changed}.items()
    ]
    FeedMember.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["feed", "component"],
        update_fields=["revision", "revised_at", "busy", "leaves_on"],
    )


def _batches(keys: list[int]) -> Iterable[list[int]]:
    return (keys[i : i + BATCH] for i in range(0, len(keys), BATCH))


def _move(reading: Reading, found: _Difference) -> None:
    """Bring the feed's row to `n`; its revision and time move only where its bytes do."""
    feed = reading.feed
    chosen_anew = feed.edition_read != feed.edition
    if found.in_bytes or chosen_anew:
        feed.revision += 1
        feed.revised_at = _moment(reading, found)
    feed.seen = max(feed.seen, reading.n)
    feed.rights, feed.edition_read = reading.owner.rights, feed.edition
    feed.variant = reading.wording
    feed.good_until = _good_until(reading)
    feed.save(
        update_fields=[
            "revision",
            "revised_at",
            "seen",
            "rights",
            "edition_read",
            "variant",
            "good_until",
        ]
    )


def _moment(reading: Reading, found: _Difference) -> datetime:
    """When it happened: never the time of the fetch, and always later than the time before."""
    feed, before = reading.feed, reading.feed.revised_at
    moments = [entry.revised_at for entry in (*found.added.values(), *found.changed.values())]
    moments += [
        datetime.combine(row.leaves_on, time.min, UTC)
        for row in found.gone.values()
        if row.leaves_on is not None and row.leaves_on <= reading.day
    ]
    gone = Component.objects.filter(pk__in=list(found.gone)[:BATCH])
    moments += gone.filter(digest="").values_list("revised_at", flat=True)
    if feed.edited_at is not None:
        moments.append(feed.edited_at)
    if feed.rights != reading.owner.rights:
        moments += _of_account(reading.owner)
    later = max((moment for moment in moments if moment > before), default=None)
    if later is None:
        later = _of_changes(feed.seen, reading.n, found)
    return later if later is not None and later > before else before + timedelta(seconds=1)


def _of_account(owner: User) -> list[datetime]:
    """When the owner's account was last changed."""
    account = Change.objects.of(kind=ItemKind.USER, uuid=account_uuid(owner))
    return list(account.values_list("at", flat=True)[:1])


def _of_changes(seen: int, n: int, found: _Difference) -> datetime | None:
    """When the items that came or went without other bytes were last touched."""
    keys = [*found.added, *found.changed, *found.gone][:BATCH]
    items: list[UUID] = list(Component.objects.filter(pk__in=keys).values_list("item", flat=True))
    rows = Touched.objects.filter(n__gt=seen, n__lte=n, item__in=items)
    return rows.order_by("-at").values_list("at", flat=True).first()


def _good_until(reading: Reading) -> date | None:
    if moves_by_itself(reading.feed):
        return reading.day + DAY
    ahead = FeedMember.objects.filter(feed=reading.feed, leaves_on__gt=reading.day)
    return ahead.order_by(F("leaves_on").asc()).values_list("leaves_on", flat=True).first()
