"""Keeping the rendered components in step with their items."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q

from monitor.accounts.models import RecordStatus, Visibility
from monitor.changes.item import Item, ItemKind
from monitor.changes.models import Change, Counter
from monitor.changes.operations import CHANGES
from monitor.commitments.models import Commitment
from monitor.events.models import Event
from monitor.subscriptions.models import Component
from monitor.subscriptions.queries import items_showing
from monitor.subscriptions.rendering import Shown, shown_in
from monitor.subscriptions.variants import Variant, form_number, variants_in_use

# More than these are marked in the changing transaction, and rendered afterwards.
RENDERED_AT_ONCE = 200
BATCH = 500

_WRITTEN = [
    "body",
    "zone",
    "first_on",
    "leaves_on",
    "revision",
    "revised_at",
    "digest",
    "profile",
    "stale_since",
]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The number and moment of the change that is being rendered."""

    n: int
    at: datetime

    @property
    def day(self) -> date:
        """The day in UTC, by which feeds let cancelled entries go."""
        return self.at.astimezone(UTC).date()


def render_changed(*, items: Sequence[Item], n: int, at: datetime) -> Iterable[Item]:
    """Listener: render again what shows the changed items, inside their transaction.

    Answers with the events and commitments whose bytes changed. Beyond 200 items the rest is
    marked, and rendered by `renew_stale` before any feed is read.
    """
    showing = items_showing(items)
    now, later = showing[:RENDERED_AT_ONCE], showing[RENDERED_AT_ONCE:]
    changed: set[Item] = set()
    for variant in variants_in_use():
        changed |= _render(variant, now, Stamp(n, at))
        _mark_stale(variant, later, Stamp(n, at))
    return [item for item in showing if item in changed]


def renew_stale(variant: Variant) -> None:
    """Render what a change of many items left marked, in batches, each as of its own change."""
    while _renew_batch(variant):
        pass


@transaction.atomic
def _renew_batch(variant: Variant) -> bool:
    hold_counter()
    marked = Component.objects.filter(variant=variant.slug, stale_since__isnull=False)
    since = {
        Item(ItemKind(kind), uuid): n or 0
        for kind, uuid, n in marked.order_by("stale_since", "pk").values_list(
            "kind", "item", "stale_since"
        )[:BATCH]
    }
    moments = dict(Change.objects.filter(n__in=set(since.values())).values_list("n", "at"))
    for n in sorted(set(since.values())):
        items = [item for item, marked_by in since.items() if marked_by == n]
        _render(variant, items, Stamp(n, moments[n]))
    return bool(since)


def renew_form(variant: Variant, *, at: datetime) -> int:
    """Render what was stored in another form (another version or address); how many changed.

    No change of the record tells when, so `at` is taken for the moment.
    """
    other = Component.objects.filter(variant=variant.slug).exclude(profile=form_number())
    return _renew_all(variant, (Item(ItemKind(row.kind), row.item) for row in other), at)


def render_all(variant: Variant, *, at: datetime) -> int:
    """Render the whole record again in batches; how many components changed."""
    return _renew_all(variant, all_items(variant), at)


def all_items(variant: Variant) -> Iterator[Item]:
    """Everything that stands in a variant, or once stood in it; each once."""
    for kind, rows in (
        (ItemKind.EVENT, Event.objects.all()),
        (ItemKind.COMMITMENT, Commitment.objects.all()),
    ):
        stored = Component.objects.filter(variant=variant.slug, kind=kind).values("item")
        either = rows.filter(_public() | Q(uuid__in=stored)).order_by("number")
        for uuid in either.values_list("uuid", flat=True).iterator(chunk_size=BATCH):
            yield Item(kind, uuid)


def _public() -> Q:
    return Q(visibility=Visibility.PUBLIC, record=RecordStatus.PUBLISHED)


def _renew_all(variant: Variant, items: Iterator[Item], at: datetime) -> int:
    # Listed first: the batches write the table that the list is read from.
    remaining, changed = iter(list(items)), 0
    while batch := list(islice(remaining, BATCH)):
        changed += _renew_items(variant, batch, at)
    return changed


@transaction.atomic
def _renew_items(variant: Variant, items: Sequence[Item], at: datetime) -> int:
    return len(_render(variant, items, Stamp(hold_counter(), at)))


def hold_counter() -> int:
    """Keep every change out until the transaction ends; answers with the last one's number."""
    held = Counter.objects.select_for_update().filter(pk=CHANGES)
    return next(iter(held.values_list("value", flat=True)), 0)


def _render(variant: Variant, items: Sequence[Item], stamp: Stamp) -> set[Item]:
    """Store what `items` show now; answers with those whose bytes changed."""
    if not items:
        return set()
    stored = _stored(variant, items)
    shown = shown_in(variant, items)
    written, changed = [], set()
    for item in items:
        row = stored.get(item)
        if row is None and item not in shown:
            continue
        row = row or _new(variant, item, stamp)
        if _put(row, shown.get(item), stamp):
            changed.add(item)
        written.append(row)
    _write(written)
    return changed


def _stored(variant: Variant, items: Sequence[Item]) -> dict[Item, Component]:
    rows = Component.objects.filter(variant=variant.slug, item__in=[item.uuid for item in items])
    return {Item(ItemKind(row.kind), row.item): row for row in rows}


def _new(variant: Variant, item: Item, stamp: Stamp) -> Component:
    return Component(
        kind=item.kind,
        item=item.uuid,
        variant=variant.slug,
        revision=stamp.n,
        revised_at=stamp.at,
        created_at=stamp.at,
        profile=form_number(),
    )


def _put(row: Component, shown: Shown | None, stamp: Stamp) -> bool:
    """Put what is shown into the row; whether its bytes changed.

    The same data again is no revision, and neither is a change of what has left the feeds by
    itself, as no reader could see it.
    """
    in_feeds = _in_feeds(row, stamp.day)
    same = _is_same(row, shown)
    row.digest = shown.digest if shown else ""
    row.profile = form_number()
    row.zone = shown.zone if shown else ""
    row.first_on = shown.first_on if shown and row.zone else None
    row.leaves_on = shown.leaves_on if shown else None
    row.stale_since = None
    if same:
        return False
    row.body = shown.rendered(stamp.at) if shown else b""
    row.revised_at = stamp.at
    if in_feeds or _in_feeds(row, stamp.day):
        row.revision = stamp.n
    return True


def _is_same(row: Component, shown: Shown | None) -> bool:
    body = bytes(row.body)
    if shown is None or not body:
        return shown is None and not body
    if row.digest == shown.digest and row.profile == form_number():
        return True
    return shown.rendered(row.revised_at) == body


def _in_feeds(row: Component, day: date) -> bool:
    return bool(row.body) and (row.leaves_on is None or row.leaves_on > day)


def _write(rows: Iterable[Component]) -> None:
    """Insert or replace by (kind, item, variant)."""
    fresh = list(rows)
    for row in fresh:
        row.pk = None
    Component.objects.bulk_create(
        fresh,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "item", "variant"],
        update_fields=_WRITTEN,
    )


def _mark_stale(variant: Variant, items: Sequence[Item], stamp: Stamp) -> None:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        stored = _stored(variant, batch)
        rows = [stored.get(item) or _new(variant, item, stamp) for item in _may_show(batch, stored)]
        for row in rows:
            row.stale_since = stamp.n
        _write(rows)


def _may_show(items: Sequence[Item], stored: dict[Item, Component]) -> list[Item]:
    """Items that have a row, or that may come to need one."""
    uuids = [item.uuid for item in items if item not in stored]
    public = {
        *Event.objects.filter(_public(), uuid__in=uuids).values_list("uuid", flat=True),
        *Commitment.objects.filter(_public(), uuid__in=uuids).values_list("uuid", flat=True),
    }
    return [item for item in items if item in stored or item.uuid in public]
