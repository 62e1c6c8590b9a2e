"""From items to bytes: which of them stand in a variant, and what they look like there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from monitor.changes.item import Item, ItemKind
from monitor.commitments.models import Commitment
from monitor.dates import parse
from monitor.ical import EventEntry, TaskEntry, render_event, render_task, zones_used
from monitor.subscriptions.entries import deadline_entry, event_entry, event_leaves_on
from monitor.subscriptions.extended import extended_deadline, extended_event
from monitor.subscriptions.placing import OpenDates
from monitor.subscriptions.queries import bearers_of, deadlines_to_render, events_to_render
from monitor.subscriptions.tasks import Bearer, bearer_deadline, deadline_task, mirrored
from monitor.subscriptions.variants import ASSESSED, MIRROR, TODO, Variant

# Stands for the moment of the last change, which is not known before the bytes are compared.
SOME_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one item shows in one variant. `leaves_on`: the first day without it, if one is set."""

    entry: EventEntry | TaskEntry
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
        return _day(self._start)

    @property
    def last_on(self) -> date:
        """The last day it touches."""
        if isinstance(self.entry, TaskEntry):
            return self.first_on
        end = self.entry.end
        if isinstance(end, datetime):
            return _day(end - timedelta(seconds=1))
        return end - timedelta(days=1)

    @property
    def exact(self) -> bool:
        """Whether its days are known: no marker in a month, no deadline known to a year."""
        stated = self.entry.edtf
        return parse(stated.strip("[]/.") if stated.startswith("[..") else stated).is_exact

    @property
    def _start(self) -> date | datetime:
        if isinstance(self.entry, TaskEntry):
            return self.entry.due or date.min
        return self.entry.start

    def rendered(self, revised_at: datetime) -> bytes:
        """The component, last altered at `revised_at`."""
        entry = replace(self.entry, revised_at=revised_at.astimezone(UTC))
        return render_task(entry) if isinstance(entry, TaskEntry) else render_event(entry)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def shown_in(variant: Variant, items: Sequence[Item]) -> dict[Item, Shown]:
    """What each of `items` shows in `variant`; items that do not stand in it are left out."""
    uuids = [item.uuid for item in items if item.kind == variant.kind]
    if not uuids:
        return {}
    if variant.kind is ItemKind.EVENT:
        return dict(_events(variant, uuids))
    return dict(_deadlines(variant, uuids))


def _events(variant: Variant, uuids: list[UUID]) -> Iterable[tuple[Item, Shown]]:
    for event in events_to_render().filter(variant.visible, uuid__in=uuids):
        entry = event_entry(
            event, variant.language, revised_at=SOME_MOMENT, shown=_open_dates(variant)
        )
        if entry is not None:
            if variant.extended:
                entry = extended_event(event, entry, variant.language)
            yield Item(ItemKind.EVENT, event.uuid), Shown(entry, event_leaves_on(event))


def _deadlines(variant: Variant, uuids: list[UUID]) -> Iterable[tuple[Item, Shown]]:
    found = list(deadlines_to_render().filter(variant.visible, uuid__in=uuids))
    bearers = bearers_of(variant.actor, found) if variant.actor else {}
    for commitment in found:
        bearer = bearers.get(commitment.pk)
        if variant.actor and bearer is None:
            continue
        entry = _deadline(variant, commitment, bearer)
        if entry is not None:
            if variant.extended:
                entry = extended_deadline(commitment, entry)
            yield Item(ItemKind.COMMITMENT, commitment.uuid), Shown(entry)


def _deadline(
    variant: Variant, commitment: Commitment, bearer: Bearer | None
) -> EventEntry | TaskEntry | None:
    language, shown = variant.language, _open_dates(variant)
    if variant.entry == TODO:
        return deadline_task(
            commitment,
            language,
            revised_at=SOME_MOMENT,
            assessed=variant.wording == ASSESSED,
            bearer=bearer,
            shown=shown,
        )
    if bearer is not None:
        entry = bearer_deadline(
            commitment, language, revised_at=SOME_MOMENT, bearer=bearer, shown=shown
        )
    else:
        entry = deadline_entry(commitment, language, revised_at=SOME_MOMENT, shown=shown)
    return mirrored(entry) if entry is not None and variant.entry == MIRROR else entry


def _open_dates(variant: Variant) -> OpenDates:
    return OpenDates(span=variant.span, years=variant.years)
