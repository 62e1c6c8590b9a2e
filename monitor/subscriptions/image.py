"""The public feed as one process holds it: after a change only the part that it touched is read.

A part holds the entries whose UUIDs begin alike, and how many parts there are follows from the
number of entries alone: the same record gives the same bytes in every process, whatever it read
before.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from monitor.changes.item import ItemKind
from monitor.subscriptions.models import Component
from monitor.subscriptions.operations import FeedState
from monitor.subscriptions.packing import Part
from monitor.subscriptions.variants import public_variants

# So many entries to a part, up to twice as many: small parts pack worse, large ones cost more.
ENTRIES = 128
# A larger feed is read whole after each change, in octets.
KEPT = 96 * 1024 * 1024
_CHUNK = 500
_KINDS = (ItemKind.EVENT, ItemKind.COMMITMENT)
_BITS = 128  # of a UUID


class FeedMoved(RuntimeError):
    """A change was committed between the feed's state and its entries."""


@dataclass(frozen=True, slots=True)
class Held:
    """A part with the zones it needs from their first days on, and the day it next loses one."""

    part: Part
    count: int
    zones: dict[str, date]
    leaves_on: date | None


@dataclass(slots=True)
class _Entries:
    """What a part is made of while it is read."""

    bodies: list[tuple[str, UUID, bytes]] = field(default_factory=list)
    zones: dict[str, date] = field(default_factory=dict)
    leaves_on: date | None = None

    def held(self) -> Held:
        self.bodies.sort(key=lambda entry: entry[:2])
        plain = b"".join(body for _, _, body in self.bodies)
        return Held(Part(plain), len(self.bodies), self.zones, self.leaves_on)


@dataclass(frozen=True, slots=True)
class Image:
    """The parts of the feed with the state they belong to."""

    state: FeedState
    variants: tuple[str, ...]
    parts: tuple[Held, ...]

    @property
    def size(self) -> int:
        return sum(len(held.part.plain) for held in self.parts)

    @property
    def zones(self) -> dict[str, date]:
        """Each zone in use with the first day of it."""
        found: dict[str, date] = {}
        for held in self.parts:
            for zone, first_on in held.zones.items():
                found[zone] = min(first_on, found.get(zone, first_on))
        return found


def image_of(state: FeedState, last: Image | None) -> Image:
    """The feed at `state`, from the `last` image where that helps. Raises FeedMoved."""
    variants = tuple(each.slug for each in public_variants())
    if last is not None and _leads_to(last, state) and last.variants == variants:
        parts = _renewed(state, last)
        if parts is not None:
            return Image(state, variants, parts)
    return Image(state, variants, _read_whole(state, variants))


def _leads_to(last: Image, state: FeedState) -> bool:
    """Whether `state` is a later one of the same feed."""
    was = last.state
    return was.uuid == state.uuid and was.revision <= state.revision and was.day <= state.day


def _renewed(state: FeedState, last: Image) -> tuple[Held, ...] | None:
    """The last parts with those read again that may be others now; None where most may be."""
    rows = Component.objects.filter(variant__in=last.variants)
    if rows.filter(stale_since__isnull=False).exists():
        raise FeedMoved(state.slug)
    # Those of the last revision too: rendered in another form they keep its number.
    touched = rows.filter(revision__gte=last.state.revision)
    count = len(last.parts)
    again = {
        place
        for place, held in enumerate(last.parts)
        if held.leaves_on is not None and held.leaves_on <= state.day
    }
    for item, revision in touched.values_list("item", "revision"):
        if revision > state.revision:
            raise FeedMoved(state.slug)
        again.add(_place(item, count))
        if 2 * len(again) > count:
            return None
    parts = list(last.parts)
    for place in again:
        width = _BITS - _bits(count)
        first, end = place << width, (place + 1) << width
        # By kind as well, because an index begins with it.
        within = rows.filter(
            kind__in=_KINDS, item__gte=UUID(int=first), item__lte=UUID(int=end - 1)
        )
        entries = _Entries()
        for item, entry in _shown(state, within):
            _put(entries, item, entry)
        parts[place] = entries.held()
    return tuple(parts) if _parts_for(sum(held.count for held in parts)) == count else None


def _read_whole(state: FeedState, variants: Sequence[str]) -> tuple[Held, ...]:
    rows = list(_shown(state, Component.objects.filter(variant__in=variants)))
    count = _parts_for(len(rows))
    entries: dict[int, _Entries] = defaultdict(_Entries)
    for item, entry in rows:
        _put(entries[_place(item, count)], item, entry)
    del rows
    return tuple(entries[place].held() for place in range(count))


_Entry = tuple[str, bytes, str, date | None, date | None]


def _shown(state: FeedState, rows: QuerySet[Component]) -> Iterator[tuple[UUID, _Entry]]:
    """The rows that stand in the feed at `state`."""
    columns = ("item", "kind", "body", "zone", "first_on", "leaves_on", "revision", "stale_since")
    read = rows.values_list(*columns).iterator(_CHUNK)
    for item, kind, body, zone, first_on, leaves_on, revision, stale_since in read:
        if revision > state.revision or stale_since is not None:
            raise FeedMoved(state.slug)
        if body and (leaves_on is None or leaves_on > state.day):
            yield item, (kind, bytes(body), zone, first_on, leaves_on)


def _put(entries: _Entries, item: UUID, entry: _Entry) -> None:
    kind, body, zone, first_on, leaves_on = entry
    entries.bodies.append((kind, item, body))
    if zone and first_on is not None:
        entries.zones[zone] = min(first_on, entries.zones.get(zone, first_on))
    if leaves_on is not None:
        entries.leaves_on = min(leaves_on, entries.leaves_on or leaves_on)


def _parts_for(entries: int) -> int:
    """How many parts so many entries make: a power of two."""
    return 1 << max(0, (entries // ENTRIES).bit_length() - 1)


def _bits(parts: int) -> int:
    return parts.bit_length() - 1


def _place(item: UUID, parts: int) -> int:
    """The part of an item: by the first bits of its UUID, which are random."""
    return item.int >> (_BITS - _bits(parts))
