"""Users, desks and what a person may see."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, AnonymousUser, Permission, UserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import pgettext_lazy

from monitor.accounts.roles import Power


class Desk(models.Model):
    """A team that owns items and may be named on restricted ones."""

    code = models.SlugField(unique=True, max_length=40, verbose_name=pgettext_lazy("field", "code"))
    name = models.CharField(max_length=120, verbose_name=pgettext_lazy("field", "name"))

    class Meta:
        ordering = ["name"]
        verbose_name = pgettext_lazy("model", "desk")
        verbose_name_plural = pgettext_lazy("model", "desks")

    def __str__(self) -> str:
        return self.name


class Theme(models.TextChoices):
    SYSTEM = "", pgettext_lazy("theme", "As the system")
    LIGHT = "light", pgettext_lazy("theme", "Light")
    DARK = "dark", pgettext_lazy("theme", "Dark")


class Times(models.TextChoices):
    """Whose clock a calendar shows."""

    READER = "reader", pgettext_lazy("times", "Your time zone")
    EVENT = "event", pgettext_lazy("times", "Each event’s own")
    UTC = "utc", pgettext_lazy("times", "UTC")


class User(AbstractUser):
    """A person, or a seed account that cannot sign in."""

    desks = models.ManyToManyField(
        Desk, blank=True, related_name="members", verbose_name=pgettext_lazy("field", "desks")
    )
    theme = models.CharField(
        max_length=5,
        choices=Theme.choices,
        default=Theme.SYSTEM,
        blank=True,
        verbose_name=pgettext_lazy("field", "theme"),
    )
    single_keys = models.BooleanField(
        pgettext_lazy("field", "single-letter keys"),
        default=True,
        help_text=pgettext_lazy("help", "Letters such as J and K move in lists."),
    )
    times = models.CharField(
        pgettext_lazy("field", "times shown"),
        max_length=6,
        choices=Times.choices,
        default=Times.READER,
    )
    zone = models.CharField(
        pgettext_lazy("field", "time zone"),
        max_length=60,
        blank=True,
        help_text=pgettext_lazy("help", "Empty for the office’s."),
    )
    # Grows with each change of roles, desks or being active: what was read by another number may
    # no longer be theirs to see.
    rights = models.PositiveIntegerField(default=0, editable=False)
    # The number of the last change this person had before them on the overview.
    seen_change = models.BigIntegerField(default=0)

    objects: ClassVar[UserManager[User]] = UserManager()  # type: ignore[assignment]  # the manager is of our own model

    class Meta(AbstractUser.Meta):
        permissions = [
            (Power.READ, "Can read the record"),
            (Power.READ_DRAFTS, "Can read drafts"),
            (Power.DRAFT, "Can draft items and add evidence"),
            (Power.ASSESS, "Can assess and propose"),
            (Power.CONFIRM, "Can confirm what others proposed"),
            (Power.PUBLISH, "Can publish and make public"),
            (Power.COORDINATE, "Can assign, supersede and correct"),
            (Power.ADMINISTER, "Can keep users, lists and settings"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def powers(self) -> frozenset[str]:
        """The powers this person's roles give. The superuser flag gives none."""
        if not self.is_active:
            return frozenset()
        return frozenset(
            Permission.objects.filter(
                group__user=self, content_type__app_label="accounts", codename__in=list(Power)
            ).values_list("codename", flat=True)
        )

    def may(self, power: Power) -> bool:
        """Whether a role of this person gives `power`."""
        return power in self.powers

    @cached_property
    def desk_ids(self) -> frozenset[int]:
        return frozenset(self.desks.values_list("pk", flat=True))


class Visibility(models.TextChoices):
    """Who may see an item, from the widest to the narrowest."""

    PUBLIC = "public", pgettext_lazy("visibility", "Public")
    STAFF = "staff", pgettext_lazy("visibility", "Staff")
    RESTRICTED = "restricted", pgettext_lazy("visibility", "Restricted to desks")


# Wider is smaller: an item may not be more open than what it rests on.
OPENNESS: dict[str, int] = {
    Visibility.PUBLIC: 0,
    Visibility.STAFF: 1,
    Visibility.RESTRICTED: 2,
}


class VisibleModel(models.Model):
    """Something that not everybody may see."""

    visibility = models.CharField(
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.STAFF,
        verbose_name=pgettext_lazy("field", "visibility"),
    )
    desks = models.ManyToManyField(
        Desk, blank=True, related_name="+", verbose_name=pgettext_lazy("field", "desks")
    )

    class Meta:
        abstract = True


def visible_q(user: User | AnonymousUser, model: type[models.Model], prefix: str = "") -> Q:
    """The condition under which `user` may see rows of `model` (a VisibleModel).

    `prefix` leads to it through a relation ("commitment__"). The desks of a restricted row are
    read in a subquery, so that the condition never multiplies rows.
    Nobody is exempt: an administrator who must see a restricted item joins its desk, and
    that is logged.
    """
    public = Q(**{f"{prefix}visibility": Visibility.PUBLIC})
    if not isinstance(user, User) or not user.may(Power.READ):
        return public
    seen = public | Q(**{f"{prefix}visibility": Visibility.STAFF})
    if user.desk_ids:
        through = model._meta.get_field("desks").remote_field.through  # type: ignore[union-attr]  # desks is a relation
        own = through.objects.filter(desk_id__in=user.desk_ids).values(model._meta.model_name)
        seen |= Q(**{f"{prefix}visibility": Visibility.RESTRICTED, f"{prefix}pk__in": own})
    return seen


class RecordStatus(models.TextChoices):
    """Axis A: is this entry fit to be relied on?"""

    DRAFT = "draft", pgettext_lazy("record status", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("record status", "Submitted")
    RETURNED = "returned", pgettext_lazy("record status", "Returned")
    PUBLISHED = "published", pgettext_lazy("record status", "Published")
    ARCHIVED = "archived", pgettext_lazy("record status", "Archived")


def recorded_q(user: User | AnonymousUser, prefix: str = "") -> Q:
    """Which entries `user` may see by their record status.

    The public sees what is published; a Reader also what is archived; who may draft sees all.
    """
    if not isinstance(user, User) or not user.may(Power.READ):
        return Q(**{f"{prefix}record": RecordStatus.PUBLISHED})
    if user.may(Power.READ_DRAFTS):
        return Q()
    return Q(**{f"{prefix}record__in": [RecordStatus.PUBLISHED, RecordStatus.ARCHIVED]})
