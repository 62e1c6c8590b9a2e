"""Feeds and the bytes kept ready for them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from monitor.accounts.models import User
from monitor.actors.models import Actor
from monitor.changes.item import ItemKind
from monitor.commitments.models import Commitment
from monitor.subscriptions.options import (
    COLOURS,
    IMPRECISE_LABELS,
    PROFILE_LABELS,
    SCOPE_LABELS,
    TASKS_LABELS,
    Imprecise,
    Profile,
    Scope,
    Tasks,
)

KIND_CHOICES = [(kind.value, kind.value) for kind in ItemKind]
LONGEST_QUERY = 500
LONGEST_NAME = 80


class Component(models.Model):
    """The rendered iCalendar component of one item in one variant.

    An item that has left the variant keeps its row with no bytes: so a feed learns that it lost it.
    """

    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    item = models.UUIDField()
    variant = models.SlugField(max_length=60)
    body = models.BinaryField(default=b"")
    # The zone it needs a VTIMEZONE for, from the first day on; empty without one.
    zone = models.CharField(max_length=60, blank=True)
    first_on = models.DateField(null=True, blank=True)
    # By these a personal feed takes or leaves it: the last day it touches, STATUS as written, and
    # whether its days are known.
    last_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, blank=True)
    exact = models.BooleanField(default=True)
    # The day on which it leaves the feed by itself: 90 days after a cancellation.
    leaves_on = models.DateField(null=True, blank=True)
    # The number and time of the change that last altered these bytes.
    revision = models.BigIntegerField()
    revised_at = models.DateTimeField()
    created_at = models.DateTimeField()
    # SHA-256 of what is shown, without the times: the same data again is no revision.
    digest = models.CharField(max_length=64)
    # What else the bytes depend on (`variants.form_number`): another number is another form.
    profile = models.PositiveIntegerField()
    # The number of the change since which the bytes may no longer be right: too many were touched
    # at once, so they are rendered in batches, or on the way out.
    stale_since = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "item", "variant"], name="subscriptions_component_once"
            ),
        ]
        indexes = [
            models.Index(fields=["variant", "revision"], name="subscriptions_variant_rev"),
            models.Index(fields=["variant", "leaves_on"], name="subscriptions_variant_leaves"),
            models.Index(fields=["variant", "stale_since"], name="subscriptions_variant_stale"),
        ]
        verbose_name = pgettext_lazy("model", "rendered component")
        verbose_name_plural = pgettext_lazy("model", "rendered components")

    def __str__(self) -> str:
        return f"{self.kind} {self.item} {self.variant}"


class VariantUse(models.Model):
    """A variant that some personal feed reads; those of the public feed are always in use.

    Changes keep it in step from the moment its row stands; `ready_at` says that all items were
    rendered in it once.
    """

    slug = models.SlugField(primary_key=True, max_length=60)
    wording = models.SlugField(max_length=10)
    language = models.SlugField(max_length=8)
    imprecise = models.SlugField(max_length=14)
    entry = models.SlugField(max_length=8)
    profile = models.SlugField(max_length=10)
    actor = models.SlugField(max_length=10, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("model", "variant in use")
        verbose_name_plural = pgettext_lazy("model", "variants in use")

    def __str__(self) -> str:
        return self.slug


class Touched(models.Model):
    """An item whose entry or whose place in a feed change number `n` may have altered.

    Kept as long as feeds may ask for it. A row without an item says: too many to name.
    """

    n = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=KIND_CHOICES, blank=True)
    item = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["n"], name="subscriptions_touched_n")]
        verbose_name = pgettext_lazy("model", "touched item")
        verbose_name_plural = pgettext_lazy("model", "touched items")

    def __str__(self) -> str:
        return f"{self.n}: {self.kind} {self.item}"


class Feed(models.Model):
    """One feed and what it knew when it was last asked; without an owner it is the public one."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    # No part of a secret address: the public feed's name, a personal feed's UUID.
    slug = models.SlugField(
        max_length=40, unique=True, verbose_name=pgettext_lazy("field", "address")
    )
    # The variant the public feed was read in; the wording a personal one was.
    variant = models.SlugField(
        max_length=60, blank=True, verbose_name=pgettext_lazy("field", "variant")
    )
    # The last change this feed has taken into account.
    seen = models.BigIntegerField(default=0, verbose_name=pgettext_lazy("field", "seen"))
    revision = models.BigIntegerField(default=0, verbose_name=pgettext_lazy("field", "revision"))
    revised_at = models.DateTimeField(verbose_name=pgettext_lazy("field", "revised"))
    # The first day on which a member leaves by itself; from then the members are read again.
    good_until = models.DateField(
        null=True, blank=True, verbose_name=pgettext_lazy("field", "good until")
    )

    owner = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="feeds",
        verbose_name=pgettext_lazy("field", "owner"),
    )
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    scope = models.CharField(
        max_length=10,
        choices=[(k.value, v) for k, v in SCOPE_LABELS.items()],
        blank=True,
        verbose_name=pgettext_lazy("field", "what it holds"),
    )
    # The choices of the list or the calendar, as its address carries them.
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    state = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entries = models.CharField(max_length=40, default="cancelled,confirmed,tentative", blank=True)
    imprecise = models.CharField(
        max_length=6,
        choices=[(k.value, v) for k, v in IMPRECISE_LABELS.items()],
        default=Imprecise.MARKER.value,
    )
    # Dates known only to a year stand in the calendar too.
    years = models.BooleanField(default=False)
    tasks = models.CharField(
        max_length=5,
        choices=[(k.value, v) for k, v in TASKS_LABELS.items()],
        default=Tasks.EVENT.value,
        verbose_name=pgettext_lazy("field", "tasks"),
    )
    reminders = models.CharField(max_length=40, blank=True)
    language = models.CharField(
        max_length=8, default="en", verbose_name=pgettext_lazy("field", "language")
    )
    profile = models.CharField(
        max_length=8,
        choices=[(k.value, v) for k, v in PROFILE_LABELS.items()],
        default=Profile.DEFAULT.value,
        verbose_name=pgettext_lazy("field", "profile"),
    )
    # Tasks say how the follow-ups stand, where the installation lets that leave.
    with_statuses = models.BooleanField(
        default=False, verbose_name=pgettext_lazy("field", "with statuses")
    )
    color = models.CharField(max_length=20, choices=list(COLOURS.items()), default="steelblue")
    # Grows with each change of the choices; `edition_read` is the one the members were read by.
    edition = models.PositiveIntegerField(default=1)
    edition_read = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    # The owner's rights number by which the members were read.
    rights = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(
        null=True, blank=True, verbose_name=pgettext_lazy("field", "made")
    )
    revoked_at = models.DateTimeField(
        null=True, blank=True, verbose_name=pgettext_lazy("field", "revoked")
    )
    revoked_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("field", "revoked by"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["owner", "revoked_at"], name="subscriptions_feed_owner"),
        ]
        constraints = [
            # A personal feed also moves by its owner's rights and choices, which are no changes.
            models.CheckConstraint(
                condition=Q(revision__gte=0)
                & (Q(owner__isnull=False) | Q(seen__gte=F("revision"))),
                name="subscriptions_feed_revision_not_ahead",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True, scope="")
                | Q(owner__isnull=False, scope__in=[scope.value for scope in Scope]),
                name="subscriptions_feed_personal_has_a_scope",
            ),
            models.CheckConstraint(
                condition=(Q(scope="state") & Q(state__isnull=False))
                | (~Q(scope="state") & Q(state__isnull=True)),
                name="subscriptions_feed_state_names_which",
            ),
            models.CheckConstraint(
                condition=(Q(scope="commitment") & Q(commitment__isnull=False))
                | (~Q(scope="commitment") & Q(commitment__isnull=True)),
                name="subscriptions_feed_commitment_names_which",
            ),
            models.CheckConstraint(
                condition=Q(edition__gte=F("edition_read")),
                name="subscriptions_feed_edition_not_ahead",
            ),
        ]
        verbose_name = pgettext_lazy("model", "feed")
        verbose_name_plural = pgettext_lazy("model", "feeds")

    def __str__(self) -> str:
        return self.name or self.slug

    @property
    def is_personal(self) -> bool:
        return self.owner_id is not None


class FeedAddress(models.Model):
    """One secret address of a feed, for one device. The secret itself is nowhere kept."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="addresses")
    name = models.CharField(max_length=LONGEST_NAME)
    # SHA-256 of the token, as 64 hexadecimal digits.
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    # Written at most once in ten minutes.
    fetched_at = models.DateTimeField(null=True, blank=True)
    client = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="subscriptions_address_is_a_digest",
            ),
        ]
        verbose_name = pgettext_lazy("model", "feed address")
        verbose_name_plural = pgettext_lazy("model", "feed addresses")

    def __str__(self) -> str:
        return f"{self.name} ({self.shown})"

    @property
    def shown(self) -> str:
        """Four characters of the hash, by which a person tells addresses apart."""
        return self.digest[:4]


class FeedMember(models.Model):
    """A component that stands in a personal feed, as it was when the feed last looked."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="members")
    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="members")
    revision = models.BigIntegerField()
    revised_at = models.DateTimeField()
    # One of the owner's own events: it blocks the time.
    busy = models.BooleanField(default=False)
    # The first day without it.
    leaves_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "component"], name="subscriptions_member_once"),
        ]
        indexes = [
            models.Index(fields=["feed", "leaves_on"], name="subscriptions_member_leaves"),
        ]
        verbose_name = pgettext_lazy("model", "entry of a feed")
        verbose_name_plural = pgettext_lazy("model", "entries of feeds")

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.component_id}"


class Watch(models.Model):
    """A person wants to hear of an item."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches")
    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    item = models.UUIDField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "item"], name="subscriptions_watch_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["event", "commitment"]),
                name="subscriptions_watch_of_an_item",
            ),
        ]
        indexes = [models.Index(fields=["kind", "item"], name="subscriptions_watch_item")]
        verbose_name = pgettext_lazy("model", "watch")
        verbose_name_plural = pgettext_lazy("model", "watches")

    def __str__(self) -> str:
        return f"{self.user} {self.kind} {self.item}"
