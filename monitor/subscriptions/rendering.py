"""From items to bytes: which of them stand in a variant, and what they look like there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from monitor.accounts.models import RecordStatus, Visibility
from monitor.changes.item import Item, ItemKind
from monitor.ical import EventEntry, render_event, zones_used
from monitor.subscriptions.entries import deadline_entry, event_entry, event_leaves_on
from monitor.subscriptions.queries import deadlines_to_render, events_to_render
from monitor.subscriptions.variants import Variant

# Stands for the moment of the last change, which is not known before the bytes are compared.
SOME_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one item shows in one variant. `leaves_on`: the first day without it, if one is set."""

    entry: EventEntry
    leaves_on: date | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of what is shown, without the time of the last change."""
        return sha256(repr(replace(self.entry, revised_at=SOME_MOMENT)).encode()).hexdigest()

    @property
    def zone(self) -> str:
        """The zone that needs a VTIMEZONE, or ""."""
        return next(iter(zones_used(self.entry)), "")

    @property
    def first_on(self) -> date:
        start = self.entry.start
        return start.date() if isinstance(start, datetime) else start

    def rendered(self, revised_at: datetime) -> bytes:
        """The component, last altered at `revised_at`."""
        return render_event(replace(self.entry, revised_at=revised_at.astimezone(UTC)))


def shown_in(variant: Variant, items: Sequence[Item]) -> dict[Item, Shown]:
    """What each of `items` shows in `variant`; items that do not stand in it are left out."""
    shown = dict(_events(variant, _uuids(items, ItemKind.EVENT)))
    shown.update(_deadlines(variant, _uuids(items, ItemKind.COMMITMENT)))
    return shown


def _uuids(items: Sequence[Item], kind: ItemKind) -> list[UUID]:
    return [item.uuid for item in items if item.kind == kind]


def _events(variant: Variant, uuids: list[UUID]) -> Iterable[tuple[Item, Shown]]:
    if not uuids:
        return
    public = events_to_render().filter(
        uuid__in=uuids, visibility=Visibility.PUBLIC, record=RecordStatus.PUBLISHED
    )
    for event in public:
        entry = event_entry(event, variant.language, revised_at=SOME_MOMENT)
        if entry is not None:
            yield Item(ItemKind.EVENT, event.uuid), Shown(entry, event_leaves_on(event))


def _deadlines(variant: Variant, uuids: list[UUID]) -> Iterable[tuple[Item, Shown]]:
    if not uuids:
        return
    public = deadlines_to_render().filter(
        uuid__in=uuids, visibility=Visibility.PUBLIC, record=RecordStatus.PUBLISHED
    )
    for commitment in public:
        entry = deadline_entry(commitment, variant.language, revised_at=SOME_MOMENT)
        if entry is not None:
            yield Item(ItemKind.COMMITMENT, commitment.uuid), Shown(entry)
