"""Whether the stored components still say what the record says."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from monitor.changes.item import Item, ItemKind
from monitor.subscriptions.models import Component
from monitor.subscriptions.operations.components import BATCH, all_items
from monitor.subscriptions.operations.members import is_as_kept
from monitor.subscriptions.operations.personal import fresh_readings
from monitor.subscriptions.rendering import shown_in
from monitor.subscriptions.variants import Variant, variants_in_use


def differences() -> Iterator[str]:
    """One line for each component that differs from its item rendered now; none when all is well.

    Components marked to be rendered again are no difference: no feed is read before they are.
    """
    for variant in variants_in_use():
        items = iter(list(all_items(variant)))
        while batch := list(islice(items, BATCH)):
            yield from _differences(variant, batch)


def feeds_that_differ(*, at: datetime) -> Iterator[str]:
    """One line for each personal feed whose entries are not those that it should hold.

    A feed that has not looked since the last change is no difference: it looks when it is fetched.
    """
    for reading in fresh_readings(at=at):
        if not is_as_kept(reading):
            yield f"feed {reading.feed.uuid}: other entries"


def _differences(variant: Variant, items: list[Item]) -> Iterator[str]:
    shown = shown_in(variant, items)
    rows = Component.objects.filter(variant=variant.slug, item__in=[item.uuid for item in items])
    stored = {Item(ItemKind(row.kind), row.item): row for row in rows}
    for item in items:
        row, now = stored.get(item), shown.get(item)
        name = f"{variant.slug} {item.kind} {item.uuid}"
        if row is not None and row.stale_since is not None:
            continue
        if row is None:
            if now is not None:
                yield f"{name}: missing"
        elif now is None:
            if row.body:
                yield f"{name}: stands in the feed and should not"
        elif not row.body:
            yield f"{name}: should stand in the feed"
        elif bytes(row.body) != now.rendered(row.revised_at):
            yield f"{name}: other bytes"
        elif row.leaves_on != now.leaves_on:
            yield f"{name}: leaves on {row.leaves_on}, should leave on {now.leaves_on}"
