"""A personal feed's bytes: its members joined, with the reminders and blocked times it asks for."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils.translation import override, pgettext

from monitor.ical import (
    CalendarHead,
    as_busy,
    head_bytes,
    join,
    render_zone,
    with_reminders,
)
from monitor.subscriptions.feeds import Memo, kept_bytes, read_unmoved
from monitor.subscriptions.image import FeedMoved
from monitor.subscriptions.models import Feed, FeedMember
from monitor.subscriptions.operations.personal import PersonalState, personal_state, state_of
from monitor.subscriptions.options import SCOPE_LABELS, Scope, read_list
from monitor.subscriptions.packing import FeedBytes, Part

# What one process keeps of personal feeds, apart from what it keeps of the public one.
KEPT = 32 * 1024 * 1024
# Google refuses a feed of about a megabyte.
LARGE = 900_000
_CHUNK = 500
_memo = Memo(KEPT)


def read_personal(token: str, *, at: datetime, packed: bool) -> tuple[PersonalState, bytes]:
    """State and bytes of the feed at a secret address. Raises FeedUnknown, FeedBusy."""
    return read_unmoved(lambda: personal_state(token, at=at), personal_bytes, packed=packed)


def read_own(feed: Feed, *, at: datetime) -> tuple[PersonalState, bytes]:
    """The same for a feed of one's own, as a file to download or to measure."""
    return read_unmoved(lambda: state_of(feed, at=at), personal_bytes, packed=False)


def personal_bytes(state: PersonalState) -> FeedBytes:
    """The bytes that belong to `state`, built once per process. Raises FeedMoved."""
    return kept_bytes(_memo, state.tag, lambda: [Part(_joined(state))])


def _joined(state: PersonalState) -> bytes:
    zones: dict[str, date] = {}
    bodies = list(_bodies(state, zones))
    _unmoved(state)
    written = (render_zone(name, zones[name]) for name in sorted(zones))
    return join(head_bytes(_head(state)), written, bodies)


def _bodies(state: PersonalState, zones: dict[str, date]) -> Iterator[bytes]:
    """The members in a stable order; notes the first day of each zone on the way."""
    reminders = [int(each.removesuffix("d")) for each in read_list(state.feed.reminders)]
    rows = FeedMember.objects.filter(feed=state.feed.pk).order_by(
        "component__kind", "component__item", "component__variant"
    )
    columns = ("body", "zone", "first_on", "revision", "stale_since", "status", "exact")
    read = rows.values_list("revision", "busy", *(f"component__{each}" for each in columns))
    for held, busy, body, zone, first_on, revision, stale, status, exact in read.iterator(_CHUNK):
        if revision != held or stale is not None:
            raise FeedMoved(str(state.feed.uuid))
        if zone and first_on is not None:
            zones[zone] = min(first_on, zones.get(zone, first_on))
        entry = bytes(body)
        if busy:
            entry = as_busy(entry)
        # Nothing rings for what is off, done, or has no day of its own.
        if reminders and exact and status not in {"CANCELLED", "COMPLETED"}:
            entry = with_reminders(entry, reminders)
        yield entry


def _unmoved(state: PersonalState) -> None:
    """What was read is of this revision: members and revision are written together."""
    now = Feed.objects.filter(pk=state.feed.pk).values_list("revision", "edition_read")
    if now.first() != (state.revision, state.feed.edition_read):
        raise FeedMoved(str(state.feed.uuid))


def _head(state: PersonalState) -> CalendarHead:
    feed = state.feed
    with override(feed.language):
        about = str(SCOPE_LABELS[Scope(feed.scope)])
        words = pgettext("feed", "A personal feed of the Commitment Monitor: %(about)s")
        return CalendarHead(
            name=feed.name or about,
            description=words % {"about": about},
            language=feed.language,
            zone=settings.TIME_ZONE,
            revised_at=state.revised_at.astimezone(UTC),
            # Never the feed's own address: it would travel with every forwarded file.
            url=f"{settings.SITE_URL}/subscriptions/",
            color=feed.color,
        )
