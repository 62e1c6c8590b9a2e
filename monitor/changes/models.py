"""What changed, in commit order: history, activity and the feeds' way of knowing in one log."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from monitor.changes.item import ItemKind
from monitor.changes.labels import DOOR_CHOICES


class Counter(models.Model):
    """A number that only grows. Taking it locks its row, so the numbers follow commit order."""

    name = models.SlugField(primary_key=True, max_length=32)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="changes_counter_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class ChangeQuerySet(models.QuerySet["Change"]):
    def of(self, *, kind: ItemKind, uuid: UUID) -> "ChangeQuerySet":
        """The history of one item, newest first."""
        return self.filter(kind=kind, item=uuid).order_by("-n")

    def after(self, n: int) -> "ChangeQuerySet":
        """Every change committed after number `n`, oldest first."""
        return self.filter(n__gt=n).order_by("n")


class Change(models.Model):
    """One act on one item. Never updated, never deleted; `n` follows commit order."""

    n = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ItemKind])
    item = models.UUIDField()
    act = models.SlugField(max_length=40)
    # The user's name at the time. A key would need the accounts slice, which stands below this one.
    by = models.CharField(max_length=150)
    via = models.CharField(max_length=12, choices=DOOR_CHOICES)
    at = models.DateTimeField()
    # field -> [before, after], both as shown to people.
    fields = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["item", "-n"], name="changes_change_item")]
        verbose_name = pgettext_lazy("model", "change")
        verbose_name_plural = pgettext_lazy("model", "changes")

    def __str__(self) -> str:
        return f"{self.n}: {self.act} {self.kind} {self.item}"
