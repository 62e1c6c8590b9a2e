"""Feeds and the bytes kept ready for them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from monitor.changes.item import ItemKind


class Component(models.Model):
    """The rendered iCalendar component of one item in one variant.

    An item that has left the variant keeps its row with no bytes: so a feed learns that it lost it.
    """

    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ItemKind])
    item = models.UUIDField()
    variant = models.SlugField(max_length=60)
    body = models.BinaryField(default=b"")
    # The zone and first day it needs a VTIMEZONE for; empty without one.
    zone = models.CharField(max_length=60, blank=True)
    first_on = models.DateField(null=True, blank=True)
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


class Feed(models.Model):
    """One feed and what it knew when it was last asked."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    variant = models.SlugField(max_length=60)
    # The last change this feed has taken into account.
    seen = models.BigIntegerField(default=0)
    revision = models.BigIntegerField(default=0)
    revised_at = models.DateTimeField()
    # The first day on which a member leaves by itself; from then the members are read again.
    good_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revision__gte=0) & Q(seen__gte=F("revision")),
                name="subscriptions_feed_revision_not_ahead",
            ),
        ]
        verbose_name = pgettext_lazy("model", "feed")
        verbose_name_plural = pgettext_lazy("model", "feeds")

    def __str__(self) -> str:
        return self.slug
