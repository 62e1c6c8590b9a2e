"""Keeping the rendered components in step with their items."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from monitor.changes.item import Item, ItemKind
from monitor.changes.models import Change, Counter
from monitor.changes.operations import CHANGES
from monitor.commitments.models import Commitment
from monitor.events.models import Event
from monitor.subscriptions.models import Component, Touched, VariantUse
from monitor.subscriptions.queries import items_showing
from monitor.subscriptions.rendering import Shown, shown_in
from monitor.subscriptions.variants import (
    Variant,
    form_number,
    public_variants,
    variants_in_use,
)

# More than these are marked in the changing transaction, and rendered afterwards.
RENDERED_AT_ONCE = 200
BATCH = 500
# A feed that is more changes behind reads its members again; no touch is kept for longer.
TOUCHES_ASKED = 1000
_TOUCHES_KEPT = 2 * TOUCHES_ASKED

_WRITTEN = [
    "body",
    "zone",
    "first_on",
    "last_on",
    "status",
    "exact",
    "leaves_on",
    "revision",
    "revised_at",
    "digest",
    "profile",
    "stale_since",
]


# How far a long rendering is: the variant, how many of its items are done, of how many.
Progress = Callable[[Variant, int, int], None]


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
    showing, stamp = items_showing(items), Stamp(n, at)
    variants = variants_in_use()
    changed: set[Item] = set()
    for variant in variants:
        mine = [item for item in showing if item.kind == variant.kind]
        changed |= _render(variant, mine[:RENDERED_AT_ONCE], stamp)
        _mark_stale(variant, mine[RENDERED_AT_ONCE:], stamp)
    if len(variants) > len(public_variants()) or VariantUse.objects.exists():
        _touch(showing, stamp)
    return [item for item in showing if item in changed]


def _touch(items: Sequence[Item], stamp: Stamp) -> None:
    """Note for personal feeds what a change may have altered, in it or for its scope."""
    if len(items) > TOUCHES_ASKED:
        rows = [Touched(n=stamp.n, at=stamp.at)]
    else:
        rows = [Touched(n=stamp.n, at=stamp.at, kind=each.kind, item=each.uuid) for each in items]
    Touched.objects.bulk_create(rows, batch_size=BATCH)
    if stamp.n % 100 == 0:
        Touched.objects.filter(n__lt=stamp.n - _TOUCHES_KEPT).delete()


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


def render_all(variant: Variant, *, at: datetime, said: Progress | None = None) -> int:
    """Render the whole record again in batches; how many components changed.

    `said` is told after each batch how many items are done, and of how many.
    """
    return _renew_all(variant, all_items(variant), at, said)


def make_ready(variant: Variant, *, at: datetime) -> None:
    """Render all items in a variant that comes into use, each as of its own last change."""
    remaining = iter(list(all_items(variant)))
    while batch := list(islice(remaining, BATCH)):
        _render_first(variant, batch, at)
    VariantUse.objects.filter(slug=variant.slug).update(ready_at=at)


@transaction.atomic
def _render_first(variant: Variant, items: Sequence[Item], at: datetime) -> None:
    _render(variant, items, Stamp(hold_counter(), at), first=_last_changes(items))


def _last_changes(items: Sequence[Item]) -> dict[Item, Stamp]:
    """The last change that named each item; nobody has changed those that are left out."""
    uuids = [item.uuid for item in items]
    last = Change.objects.filter(item__in=uuids).order_by().values("item").annotate(last=Max("n"))
    numbers = dict(last.values_list("last", "item"))
    moments = Change.objects.filter(n__in=list(numbers)).values_list("n", "at", "kind")
    return {Item(ItemKind(kind), numbers[n]): Stamp(n, at) for n, at, kind in moments}


def all_items(variant: Variant) -> Iterator[Item]:
    """Everything that stands in a variant, or once stood in it; each once."""
    rows: QuerySet[Event] | QuerySet[Commitment] = Commitment.objects.all()
    if variant.kind is ItemKind.EVENT:
        rows = Event.objects.all()
    stored = Component.objects.filter(variant=variant.slug, kind=variant.kind).values("item")
    either = rows.filter(variant.visible | Q(uuid__in=stored)).order_by("number")
    for uuid in either.values_list("uuid", flat=True).iterator(chunk_size=BATCH):
        yield Item(variant.kind, uuid)


def _renew_all(
    variant: Variant, items: Iterator[Item], at: datetime, said: Progress | None = None
) -> int:
    # Listed first: the batches write the table that the list is read from.
    listed = list(items)
    remaining, done, changed = iter(listed), 0, 0
    while batch := list(islice(remaining, BATCH)):
        changed += _renew_items(variant, batch, at)
        done += len(batch)
        if said is not None:
            said(variant, done, len(listed))
    return changed


@transaction.atomic
def _renew_items(variant: Variant, items: Sequence[Item], at: datetime) -> int:
    return len(_render(variant, items, Stamp(hold_counter(), at)))


def hold_counter() -> int:
    """Keep every change out until the transaction ends; answers with the last one's number."""
    held = Counter.objects.select_for_update().filter(pk=CHANGES)
    return next(iter(held.values_list("value", flat=True)), 0)


def _render(
    variant: Variant,
    items: Sequence[Item],
    stamp: Stamp,
    first: Mapping[Item, Stamp] | None = None,
) -> set[Item]:
    """Store what `items` show now; answers with those whose bytes changed.

    `first` has the stamps of items that had no row yet, where these are others.
    """
    if not items:
        return set()
    stored = _stored(variant, items)
    shown = shown_in(variant, items)
    written, changed = [], set()
    for item in items:
        row = stored.get(item)
        if row is None and item not in shown:
            continue
        as_of = stamp if row is not None or first is None else first.get(item, stamp)
        row = row or _new(variant, item, as_of)
        if _put(row, shown.get(item), as_of):
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
    row.first_on = shown.first_on if shown else None
    row.last_on = shown.last_on if shown else None
    row.status = shown.entry.status if shown else ""
    row.exact = shown.exact if shown else True
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
        rows = [
            stored.get(item) or _new(variant, item, stamp)
            for item in _may_show(variant, batch, stored)
        ]
        for row in rows:
            row.stale_since = stamp.n
        _write(rows)


def _may_show(variant: Variant, items: Sequence[Item], stored: dict[Item, Component]) -> list[Item]:
    """Items that have a row, or that may come to need one."""
    uuids = [item.uuid for item in items if item not in stored]
    rows: QuerySet[Event] | QuerySet[Commitment] = Commitment.objects.all()
    if variant.kind is ItemKind.EVENT:
        rows = Event.objects.all()
    visible = set(rows.filter(variant.visible, uuid__in=uuids).values_list("uuid", flat=True))
    return [item for item in items if item in stored or item.uuid in visible]
