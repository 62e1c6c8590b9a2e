"""A feed's bytes: stored components read in order and joined, kept while nothing changes."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from threading import Lock
from typing import TypeVar

from django.conf import settings
from django.utils.translation import override, pgettext

from monitor.ical import CalendarHead, head_bytes, join, render_zone
from monitor.subscriptions.models import Component
from monitor.subscriptions.operations.gate import FeedState, feed_state, record_held
from monitor.subscriptions.variants import public_variants

# What one process keeps of feeds, in octets.
KEPT = 64 * 1024 * 1024
_CHUNK = 500
# How often a change may come between state and entries before changes are made to wait.
_RACES = 5
# Level 6: level 9 takes twice the time for one per cent.
_LEVEL = 6


State = TypeVar("State")


class FeedMoved(RuntimeError):
    """A change was committed between the feed's state and its entries."""


class FeedBytes:
    """A feed as sent, plain and packed; packed when that is first asked for.

    `plain` is let go where both would not fit into `limit` octets.
    """

    def __init__(self, plain: bytes, limit: int) -> None:
        self._plain: bytes | None = plain
        self._packed: bytes | None = None
        self._limit = limit
        self._packing = Lock()
        if len(plain) > limit:
            self.sent(packed=True)

    def sent(self, *, packed: bool) -> bytes:
        """The bytes, gzip if `packed`; always the same."""
        with self._packing:
            if packed and self._packed is None:
                plain = self._plain or b""
                self._packed = gzip.compress(plain, _LEVEL, mtime=0)
                if len(plain) + len(self._packed) > self._limit:
                    self._plain = None
            if packed:
                return self._packed or b""
            return gzip.decompress(self._packed or b"") if self._plain is None else self._plain

    @property
    def size(self) -> int:
        """What it takes, in octets."""
        return len(self._packed or b"") + len(self._plain or b"")


class Memo:
    """The last feeds read, bounded by their bytes; the longest unused goes first."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._kept: OrderedDict[str, FeedBytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> FeedBytes | None:
        with self._lock:
            found = self._kept.get(tag)
            if found is not None:
                self._kept.move_to_end(tag)
            return found

    def put(self, tag: str, feed: FeedBytes) -> None:
        with self._lock:
            self._kept[tag] = feed
            self._kept.move_to_end(tag)
            while sum(kept.size for kept in self._kept.values()) > self.limit:
                self._kept.popitem(last=False)


_memo = Memo(KEPT)
# One thread builds; the others wait for what it made instead of making it again.
_building = Lock()


def read_feed(slug: str, *, at: datetime, packed: bool) -> tuple[FeedState, bytes]:
    """The feed's state and bytes, gzip if `packed`. Raises FeedUnknown, FeedBusy."""
    return read_unmoved(lambda: feed_state(slug, at=at), feed_bytes, packed=packed)


def read_unmoved(
    state_now: Callable[[], State], bytes_of: Callable[[State], FeedBytes], *, packed: bool
) -> tuple[State, bytes]:
    """A state and the bytes that belong to it, whatever is written meanwhile."""
    for _ in range(_RACES):
        state = state_now()
        try:
            return state, bytes_of(state).sent(packed=packed)
        except FeedMoved:
            continue
    with record_held():
        state = state_now()
        return state, bytes_of(state).sent(packed=packed)


def feed_bytes(state: FeedState) -> FeedBytes:
    """The bytes that belong to `state`, built once per process. Raises FeedMoved."""
    return kept_bytes(_memo, state.tag, lambda: _joined(state))


def kept_bytes(memo: Memo, tag: str, build: Callable[[], bytes]) -> FeedBytes:
    """The bytes kept under `tag`, else built and kept. Raises what `build` raises."""
    found = memo.get(tag)
    if found is not None:
        return found
    with _building:
        found = memo.get(tag)
        if found is None:
            found = FeedBytes(build(), memo.limit)
            memo.put(tag, found)
    return found


def _joined(state: FeedState) -> bytes:
    zones: dict[str, date] = {}
    bodies = list(_bodies(state, zones))
    written = (render_zone(name, zones[name]) for name in sorted(zones))
    return join(head_bytes(_head(state)), written, bodies)


def _bodies(state: FeedState, zones: dict[str, date]) -> Iterator[bytes]:
    """The components in a stable order; notes the first day of each zone on the way."""
    slugs = [variant.slug for variant in public_variants()]
    rows = Component.objects.filter(variant__in=slugs).order_by("kind", "item")
    read = rows.values_list("body", "zone", "first_on", "leaves_on", "revision", "stale_since")
    for body, zone, first_on, leaves_on, revision, stale_since in read.iterator(_CHUNK):
        if revision > state.revision or stale_since is not None:
            raise FeedMoved(state.slug)
        if not body or (leaves_on is not None and leaves_on <= state.day):
            continue
        if zone and first_on is not None:
            zones[zone] = min(first_on, zones.get(zone, first_on))
        yield bytes(body)


def _head(state: FeedState) -> CalendarHead:
    language = state.variant.language
    with override(language):
        return CalendarHead(
            name=pgettext("feed", "Public record"),
            description=pgettext("feed", "Public events and deadlines"),
            language=language,
            zone=settings.TIME_ZONE,
            revised_at=state.revised_at.astimezone(UTC),
            url=f"{settings.SITE_URL}/calendar/",
            source=f"{settings.FEED_BASE_URL}/feeds/{state.slug}.ics",
            color="steelblue",
        )
