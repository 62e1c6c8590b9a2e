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
from monitor.subscriptions.entries import (
    deadline_entry,
    event_entry,
    event_leaves_on,
    instance_entries,
)
from monitor.subscriptions.extended import extended_deadline, extended_event
from monitor.subscriptions.instances import last_day_of
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
    # Instances of a recurring entry that were moved or cancelled.
    instances: tuple[EventEntry, ...] = ()

    @property
    def entries(self) -> tuple[EventEntry | TaskEntry, ...]:
        """All that is written of it, that of the item first."""
        return self.entry, *self.instances

    @property
    def digest(self) -> str:
        """SHA-256 of what is shown, without the time of the last change."""
        same = [replace(entry, revised_at=SOME_MOMENT) for entry in self.entries]
        return sha256(repr(same).encode()).hexdigest()

    @property
    def zone(self) -> str:
        """The zone that needs a VTIMEZONE, or ""."""
        return next(iter(sorted(self.zones)), "")

    @property
    def zones(self) -> frozenset[str]:
        """Every zone that is named; of a recurring entry's instances each may have its own."""
        return frozenset().union(*map(zones_used, self.entries))

    @property
    def first_on(self) -> date:
        return min(_day(_start(entry)) for entry in self.entries)

    @property
    def last_on(self) -> date | None:
        """The last day it touches; None where it recurs without an end."""
        if isinstance(self.entry, TaskEntry):
            return self.first_on
        if self.entry.rule is not None:
            return last_day_of(self.entry, self.instances)
        end = self.entry.end
        if isinstance(end, datetime):
            return _day(end - timedelta(seconds=1))
        return end - timedelta(days=1)

    @property
    def exact(self) -> bool:
        """Whether its days are known: no marker in a month, no deadline known to a year."""
        stated = self.entry.edtf
        return parse(stated.strip("[]/.") if stated.startswith("[..") else stated).is_exact

    def rendered(self, revised_at: datetime) -> bytes:
        """The component and those of its instances, last altered at `revised_at`."""
        moment = revised_at.astimezone(UTC)
        return b"".join(
            render_task(replace(entry, revised_at=moment))
            if isinstance(entry, TaskEntry)
            else render_event(replace(entry, revised_at=moment))
            for entry in self.entries
        )


def _start(entry: EventEntry | TaskEntry) -> date | datetime:
    if isinstance(entry, TaskEntry):
        return entry.due or date.min
    return entry.start


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
            instances = instance_entries(event, entry, variant.language)
            yield Item(ItemKind.EVENT, event.uuid), Shown(entry, event_leaves_on(event), instances)


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
