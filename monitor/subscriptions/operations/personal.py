"""How a personal feed knows: by its secret address, its owner's rights, and the changes since.

The way is that of the public feed (`gate`): where nothing changed it is one query and no write.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.models import Counter
from monitor.changes.operations import CHANGES
from monitor.subscriptions.models import Feed, FeedAddress, VariantUse
from monitor.subscriptions.operations.components import make_ready, renew_stale
from monitor.subscriptions.operations.gate import FeedBusy, FeedUnknown, look_for_other_forms
from monitor.subscriptions.operations.members import Reading, bring_forward
from monitor.subscriptions.tokens import digest_of
from monitor.subscriptions.variants import Variant, form_words, variants_of, wording_of

_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class _Known:
    n: int
    may_read: bool


@dataclass(frozen=True, slots=True)
class PersonalState:
    """What a personal feed holds, known without its bytes. Times as in `gate.FeedState`."""

    feed: Feed
    address: FeedAddress | None
    wording: str
    revision: int
    revised_at: datetime
    day: date

    @property
    def slug(self) -> str:
        """What the file is called: no part of the secret address."""
        return "calendar"

    @property
    def uuid(self) -> UUID:
        return self.feed.uuid

    @property
    def tag(self) -> str:
        """A strong validator: the same tag, the same bytes, on every host."""
        parts = (
            str(self.feed.uuid),
            str(self.revision),
            str(self.feed.edition),
            self.wording,
            self.revised_at.astimezone(UTC).isoformat(),
            settings.TIME_ZONE,
            form_words(),
        )
        return sha256("\n".join(parts).encode()).hexdigest()[:32]


def personal_state(token: str, *, at: datetime) -> PersonalState:
    """What the feed at this secret address holds at `at`.

    Raises FeedUnknown for an address that never was one, is revoked, or whose owner's account is
    closed: all after the same one query. FeedBusy after ten lost races.
    """
    for _ in range(_ATTEMPTS):
        address = _read(digest_of(token))
        if address is None or address.revoked_at is not None:
            raise FeedUnknown
        state = _state(address.feed, address, at)
        if state is not None:
            return state
    raise FeedBusy


def state_of(feed: Feed, *, at: datetime) -> PersonalState:
    """The same for a feed of one's own, by its row: for its page. Raises as `personal_state`."""
    for _ in range(_ATTEMPTS):
        row = _annotated_feed(feed.pk)
        if row is None:
            raise FeedUnknown
        state = _state(row, None, at)
        if state is not None:
            return state
    raise FeedBusy


def _state(feed: Feed, address: FeedAddress | None, at: datetime) -> PersonalState | None:
    """The state where it is known, or was brought forward; None where it is to be read again."""
    known = _known(address or feed)
    owner = feed.owner
    if owner is None or feed.revoked_at is not None or not owner.is_active:
        raise FeedUnknown
    reading = _reading(feed, owner, known, at)
    if look_for_other_forms(reading.variants, at=at):
        return None
    if not reading.fresh:
        keep_ready(reading.variants, at=at)
        for variant in reading.variants:
            renew_stale(variant)
        if not bring_forward(reading):
            return None
    return PersonalState(
        feed, address, reading.wording, feed.revision, feed.revised_at, reading.day
    )


def _reading(feed: Feed, owner: User, known: _Known, at: datetime) -> Reading:
    wording, day = wording_of(may_read=known.may_read), at.astimezone(UTC).date()
    return Reading(feed, owner, wording, variants_of(feed, wording), known.n, day)


def fresh_readings(*, at: datetime) -> Iterator[Reading]:
    """The live personal feeds that have taken every change into account, for a check of them."""
    rows = Feed.objects.filter(owner__is_active=True, revoked_at=None)
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        feed = _annotated_feed(pk)
        if feed is None or feed.owner is None:
            continue
        reading = _reading(feed, feed.owner, _known(feed), at)
        if reading.fresh:
            yield reading


def keep_ready(variants: tuple[Variant, ...], *, at: datetime) -> None:
    """Take variants into use: from here on changes render them; what stands is rendered now."""
    rows = {row.slug: row for row in VariantUse.objects.filter(slug__in=[v.slug for v in variants])}
    for variant in variants:
        row = rows.get(variant.slug)
        if row is None:
            # Committed before anything is rendered: a change that does not see the row ends before
            # the first batch, which waits for it.
            VariantUse.objects.get_or_create(slug=variant.slug, defaults=_columns(variant))
        if row is None or row.ready_at is None:
            make_ready(variant, at=at)


def _columns(variant: Variant) -> dict[str, str]:
    return {
        "wording": variant.wording,
        "language": variant.language,
        "imprecise": variant.imprecise,
        "entry": variant.entry,
        "profile": variant.profile,
        "actor": variant.actor,
    }


def _known(row: Feed | FeedAddress) -> _Known:
    return _Known(row.n, row.may_read)  # type: ignore[union-attr]


def reads_record(owner: str) -> Exists:
    """Whether a role gives the owner the right to read the record, asked at each fetch."""
    return Exists(
        Permission.objects.filter(
            group__user=OuterRef(owner),
            content_type__app_label=User._meta.app_label,
            codename=Power.READ,
        )
    )


def last_change() -> Coalesce:
    """The number of the last change, as a column of another query."""
    counter = Counter.objects.filter(pk=CHANGES).values("value")
    return Coalesce(Subquery(counter), 0)


def _read(digest: str) -> FeedAddress | None:
    rows = FeedAddress.objects.select_related("feed__owner", "feed__state")
    return (
        rows.filter(digest=digest)
        .annotate(n=last_change(), may_read=reads_record("feed__owner"))
        .first()
    )


def _annotated_feed(pk: int) -> Feed | None:
    rows = Feed.objects.select_related("owner", "state").filter(pk=pk)
    return rows.annotate(n=last_change(), may_read=reads_record("owner")).first()
