"""How a feed knows whether anything is new, without reading its entries."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet, Subquery
from django.db.models.functions import Coalesce

from monitor.changes.models import Counter
from monitor.changes.operations import CHANGES
from monitor.subscriptions.models import Component, Feed
from monitor.subscriptions.operations.components import (
    Progress,
    hold_counter,
    render_all,
    renew_form,
    renew_stale,
)
from monitor.subscriptions.variants import (
    PUBLIC_FEED,
    Variant,
    form_number,
    form_words,
    public_variant,
    public_variants,
    variants_in_use,
)

# A feed that no change has reached yet.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# Each failed attempt means that another process brought the feed forward in between.
_ATTEMPTS = 10
# The forms this process has looked for in the table.
_looked_for: set[tuple[str, int]] = set()


class FeedUnknown(LookupError):
    """There is no feed under this name."""


class FeedBusy(RuntimeError):
    """The record changed under every attempt to read the feed; to be asked again."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the public feed holds, known without its bytes.

    `day`: the day in UTC on which it was asked. `revised_at`: the time of the last change, or the
    first moment of the day on which a member left by itself; never the time of asking.
    """

    slug: str
    uuid: UUID
    variant: Variant
    revision: int
    revised_at: datetime
    day: date

    @property
    def tag(self) -> str:
        """A strong validator: the same tag, the same bytes, on every host."""
        return _tag(self, settings.TIME_ZONE, form_words())


@lru_cache(maxsize=64)
def _tag(state: FeedState, zone: str, form: str) -> str:
    parts = (
        str(state.uuid),
        state.variant.slug,
        str(state.revision),
        state.revised_at.astimezone(UTC).isoformat(),
        zone,
        form,
    )
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def feed_state(slug: str, *, at: datetime) -> FeedState:
    """What the feed holds at `at`. Where nothing changed this is one query and no write.

    Raises FeedUnknown, or FeedBusy after ten lost races.
    """
    if slug != PUBLIC_FEED:
        raise FeedUnknown(slug)
    variant, day = public_variant(), at.astimezone(UTC).date()
    known, form = _known.get(slug), (variant, day, form_words())
    if known is not None and known.form == form and known.row == feed_row(slug):
        return known.state
    state = _looked_into(slug, variant, day, at)
    row = feed_row(slug)
    if row is not None and row.is_of(state):
        _known[slug] = _Known(form, row, state)
    return state


def _looked_into(slug: str, variant: Variant, day: date, at: datetime) -> FeedState:
    for _ in range(_ATTEMPTS):
        feed = _read(slug)
        if feed is None or feed[0].variant != variant.slug:
            _found(slug, variant, at)
            continue
        if look_for_other_forms(public_variants(), at=at):
            continue
        row, n = feed
        fresh = row.seen == n and (row.good_until is None or day < row.good_until)
        if fresh or _bring_forward(row, n, day):
            return FeedState(slug, row.uuid, variant, row.revision, row.revised_at, day)
    raise FeedBusy(slug)


class FeedRow(NamedTuple):
    """A feed's row and the last change, as the database hands them over."""

    pk: object
    uuid: object
    variant: str
    seen: int
    revision: int
    revised_at: datetime
    good_until: object
    n: int | None

    def is_of(self, state: FeedState) -> bool:
        """Whether nobody moved the feed between `state` and the reading of this row."""
        moment = self.revised_at
        if moment.tzinfo is None:  # SQLite hands it over in UTC, without saying so
            moment = moment.replace(tzinfo=UTC)
        return (
            self.seen == (self.n or 0)
            and (self.variant, self.revision) == (state.variant.slug, state.revision)
            and moment == state.revised_at
        )


class _Known(NamedTuple):
    """A state with all that it depends on: the same form, day and row, the same state."""

    form: tuple[Variant, date, str]
    row: FeedRow
    state: FeedState


# The last state of each feed that this process has looked into, by name.
_known: dict[str, _Known] = {}


def feed_row(slug: str) -> FeedRow | None:
    """One plain statement, because it is asked at every fetch and mostly answers "as before"."""
    feed, counter = Feed._meta.db_table, Counter._meta.db_table
    statement = (  # only names of our own tables are put in
        f"SELECT f.id, f.uuid, f.variant, f.seen, f.revision, f.revised_at, f.good_until,"  # noqa: S608
        f" (SELECT c.value FROM {counter} c WHERE c.name = %s) FROM {feed} f WHERE f.slug = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [CHANGES, slug])
        found = cursor.fetchone()
    return None if found is None else FeedRow(*found)


@contextmanager
def record_held() -> Iterator[None]:
    """Let no change be committed meanwhile, for a reader who lost too many races against them."""
    with transaction.atomic():
        hold_counter()
        yield


def render_feeds(*, at: datetime, said: Progress | None = None) -> int:
    """Render every component again, after an upgrade or a repair; how many changed."""
    changed = sum(render_all(variant, at=at, said=said) for variant in variants_in_use())
    _tell_feeds(changed, at)
    return changed


def look_for_other_forms(variants: Iterable[Variant], *, at: datetime) -> bool:
    """Render what was stored in another form, once in each process; whether it looked now."""
    form = form_number()
    unknown = [each for each in variants if (each.slug, form) not in _looked_for]
    for variant in unknown:
        _tell_feeds(renew_form(variant, at=at), at)
        _looked_for.add((variant.slug, form))
    return bool(unknown)


def _read(slug: str) -> tuple[Feed, int] | None:
    counter = Counter.objects.filter(pk=CHANGES).values("value")
    row = Feed.objects.filter(slug=slug).annotate(n=Coalesce(Subquery(counter), 0)).first()
    return None if row is None else (row, row.n)


def _found(slug: str, variant: Variant, at: datetime) -> None:
    """The feed is asked for the first time, or in another language than before."""
    for each in public_variants():
        render_all(each, at=at)
    with transaction.atomic():
        Feed.objects.get_or_create(
            slug=slug, defaults={"variant": variant.slug, "revised_at": NEVER}
        )
        Feed.objects.filter(slug=slug).exclude(variant=variant.slug).update(variant=variant.slug)
    _tell_feeds(1, at)


@transaction.atomic
def _tell_feeds(changed: int, at: datetime) -> None:
    """Let feeds notice components that no numbered change has altered."""
    if not changed:
        return
    today = at.astimezone(UTC).date()
    # What each personal feed holds of them it sees when it reads its members again.
    Feed.objects.filter(owner__isnull=False).update(good_until=today)
    for feed in Feed.objects.select_for_update().filter(slug=PUBLIC_FEED):
        latest = _stored().aggregate(n=Max("revision"), at=Max("revised_at"))
        revision = max(feed.revision, latest["n"] or 0)
        feed.revision, feed.seen = revision, max(feed.seen, revision)
        feed.revised_at = max(feed.revised_at, latest["at"] or NEVER)
        feed.good_until = today
        feed.save(update_fields=["revision", "seen", "revised_at", "good_until"])


def _stored() -> QuerySet[Component]:
    """The components of the public feed."""
    return Component.objects.filter(variant__in=[each.slug for each in public_variants()])


def _bring_forward(feed: Feed, n: int, day: date) -> bool:
    """Take the changes up to number `n`, and the exits up to `day`, into account.

    Conditional on what was read: of two processes one writes, the other (False) reads again.
    """
    stored = _stored()
    # What a change up to `n` marked is seen marked; most changes mark nothing.
    if stored.filter(stale_since__isnull=False).exists():
        for variant in public_variants():
            renew_stale(variant)
    fresh = stored.filter(revision__gt=feed.seen, revision__lte=n)
    found = fresh.aggregate(n=Max("revision"), at=Max("revised_at"))
    moments = [feed.revised_at, found["at"] or NEVER]
    if feed.good_until is not None and feed.good_until <= day:
        left = stored.filter(leaves_on__gte=feed.good_until, leaves_on__lte=day)
        gone_on = left.aggregate(day=Max("leaves_on"))["day"]
        if gone_on is not None:
            moments.append(datetime.combine(gone_on, time.min, UTC))
    ahead = stored.filter(leaves_on__gt=day).aggregate(day=Min("leaves_on"))
    as_read = Feed.objects.filter(
        pk=feed.pk, seen=feed.seen, revision=feed.revision, good_until=feed.good_until
    )
    feed.seen, feed.revision = max(n, feed.seen), max(feed.revision, found["n"] or 0)
    feed.revised_at, feed.good_until = max(moments), ahead["day"]
    written = as_read.update(
        seen=feed.seen,
        revision=feed.revision,
        revised_at=feed.revised_at,
        good_until=feed.good_until,
    )
    return bool(written)
