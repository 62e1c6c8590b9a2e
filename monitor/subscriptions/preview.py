"""What would arrive by these choices, before a feed is made: counted, measured, the first ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Q, QuerySet

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.item import Item, ItemKind
from monitor.commitments.models import Commitment
from monitor.events.models import Event
from monitor.ical import TaskEntry, render_zone
from monitor.subscriptions.models import Feed
from monitor.subscriptions.operations.members import WINDOW, window_ends
from monitor.subscriptions.options import Imprecise, read_list
from monitor.subscriptions.personal import LARGE
from monitor.subscriptions.rendering import SOME_MOMENT, Shown, shown_in
from monitor.subscriptions.scopes import Scoped, scoped
from monitor.subscriptions.variants import Variant, variants_of, wording_of

# So many items are rendered; of more the rest is reckoned from them.
RENDERED = 150
LISTED = 6
_HEAD = 700  # octets of a calendar without entries


@dataclass(frozen=True, slots=True)
class PreviewEntry:
    """One entry as a calendar would show it; `status` as the file writes it."""

    summary: str
    language: str
    first_on: date
    last_on: date | None
    task: bool
    status: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`octets` is the size of the file; `about` says that numbers are reckoned from a part."""

    total: int
    octets: int
    about: bool
    first: list[PreviewEntry]

    @property
    def large(self) -> bool:
        """Google would refuse it."""
        return self.octets > LARGE


def preview(feed: Feed, owner: User, *, at: datetime) -> Preview:
    """What a feed of these choices, saved or not, would bring its owner at `at`.

    Renders at most 150 items of each kind, in a fixed number of queries; nothing is written.
    """
    day = at.astimezone(UTC).date()
    scope = scoped(feed, owner, day)
    total, octets, about = 0.0, float(_HEAD), False
    entries: list[PreviewEntry] = []
    zones: dict[str, date] = {}
    for variant in variants_of(feed, wording_of(may_read=owner.may(Power.READ))):
        candidates = _candidates(variant, scope, day)
        known = candidates.count()
        items = list(_nearest(candidates, variant, day))
        taken = [each for each in shown_in(variant, items).values() if _taken(each, feed, day)]
        scale = known / len(items) if items else 1.0
        about = about or scale > 1
        total += len(taken) * scale
        octets += sum(len(each.rendered(SOME_MOMENT)) for each in taken) * scale
        entries += [_entry(each) for each in taken]
        for each in taken:
            if each.zone:
                zones[each.zone] = min(each.first_on, zones.get(each.zone, each.first_on))
    octets += sum(len(render_zone(name, first)) for name, first in zones.items())
    return Preview(round(total), round(octets), about, list(_first(entries, day)))


def _candidates(
    variant: Variant, scope: Scoped, day: date
) -> QuerySet[Event] | QuerySet[Commitment]:
    """What may stand in the window: the rest is for the rendering to say."""
    since = day - WINDOW
    if variant.kind is ItemKind.EVENT:
        late = Q(latest__gte=since) | Q(latest__isnull=True) | Q(cancelled_on__gte=since)
        return scope.events.filter(variant.visible, late).exclude(edtf="")
    return scope.commitments.filter(variant.visible, latest_on__gte=since)


def _nearest(
    candidates: QuerySet[Event] | QuerySet[Commitment], variant: Variant, day: date
) -> Iterator[Item]:
    """What is ahead first, the nearest of it first; then what has passed."""
    last, first = ("latest", "earliest") if variant.kind is ItemKind.EVENT else ("latest_on",) * 2
    ahead = candidates.filter(**{f"{last}__gte": day}).order_by(first, "pk")
    passed = candidates.exclude(**{f"{last}__gte": day}).order_by(f"-{last}", "pk")
    uuids = list(ahead.values_list("uuid", flat=True)[:RENDERED])
    uuids += list(passed.values_list("uuid", flat=True)[: RENDERED - len(uuids)])
    return (Item(variant.kind, uuid) for uuid in uuids)


def _taken(shown: Shown, feed: Feed, day: date) -> bool:
    if feed.imprecise == Imprecise.OMIT and not shown.exact:
        return False
    deadline = isinstance(shown.entry, TaskEntry) or shown.entry.categories == ("DEADLINE",)
    if not deadline and shown.entry.status.lower() not in read_list(feed.entries):
        return False
    leaves = shown.leaves_on or window_ends(shown.last_on)
    return leaves is None or leaves > day


def _entry(shown: Shown) -> PreviewEntry:
    entry = shown.entry
    return PreviewEntry(
        entry.summary,
        entry.language,
        shown.first_on,
        shown.last_on,
        isinstance(entry, TaskEntry),
        entry.status,
    )


def _first(entries: Iterable[PreviewEntry], day: date) -> list[PreviewEntry]:
    """The next ones, else the last ones."""
    by_day = sorted(entries, key=lambda each: (each.first_on, each.summary))
    ahead = [each for each in by_day if each.last_on is None or each.last_on >= day]
    return ahead[:LISTED] if ahead else by_day[-LISTED:]
