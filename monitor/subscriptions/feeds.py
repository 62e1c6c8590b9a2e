"""A feed's bytes: stored components read in order and joined, kept while nothing changes."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import TypeVar

from django.conf import settings
from django.utils.translation import override, pgettext

from monitor.ical import FOOT, CalendarHead, head_bytes, render_zone
from monitor.subscriptions.image import KEPT as KEPT_IMAGE
from monitor.subscriptions.image import FeedMoved, Image, image_of
from monitor.subscriptions.operations.gate import FeedState, feed_state, record_held
from monitor.subscriptions.packing import FeedBytes, Part

# What one process keeps of feeds, in octets.
KEPT = 64 * 1024 * 1024
# How often a change may come between state and entries before changes are made to wait.
_RACES = 5


State = TypeVar("State")


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
# The public feed as this process last built it.
_image: Image | None = None
_FOOT = Part(FOOT)
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
    return kept_bytes(_memo, state.tag, lambda: _parts(state))


def kept_bytes(memo: Memo, tag: str, build: Callable[[], Sequence[Part]]) -> FeedBytes:
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


def _parts(state: FeedState) -> list[Part]:
    """The feed in parts, of which most are those of the last time. Runs while building is held."""
    global _image  # noqa: PLW0603
    image = image_of(state, _image)
    _image = image if image.size <= KEPT_IMAGE else None
    zones = image.zones
    written = (render_zone(name, zones[name]) for name in sorted(zones))
    opening = b"".join((head_bytes(_head(state)), *written))
    return [Part(opening), *(held.part for held in image.parts), _FOOT]


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
