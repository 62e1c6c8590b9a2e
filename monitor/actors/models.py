"""States, bodies and groups; membership in time; the sets of states a text addresses."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext, pgettext_lazy

from monitor.accounts.models import VisibleModel


class ActorKind(models.TextChoices):
    STATE = "state", pgettext_lazy("actor kind", "State")
    OBSERVER = "observer", pgettext_lazy("actor kind", "Observer State")
    ORGANISATION = "organisation", pgettext_lazy("actor kind", "Organisation")
    ORGAN = "organ", pgettext_lazy("actor kind", "Organ")
    GROUP = "group", pgettext_lazy("actor kind", "Group")


class NamedModel(models.Model):
    """A thing of a reference list, named in the four languages of the record."""

    name_en = models.CharField(
        max_length=200, verbose_name=pgettext_lazy("field", "name in English")
    )
    name_fr = models.CharField(
        max_length=200, blank=True, verbose_name=pgettext_lazy("field", "name in French")
    )
    name_es = models.CharField(
        max_length=200, blank=True, verbose_name=pgettext_lazy("field", "name in Spanish")
    )
    name_ar = models.CharField(
        max_length=200, blank=True, verbose_name=pgettext_lazy("field", "name in Arabic")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, else in English."""
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The name in `language` ("fr", "ar-ma"), else in English."""
        return getattr(self, f"name_{language[:2]}", "") or self.name_en


class ActorQuerySet(models.QuerySet["Actor"]):
    def states(self) -> ActorQuerySet:
        """Member and observer States, A to Z by code."""
        return self.filter(kind__in=[ActorKind.STATE, ActorKind.OBSERVER]).order_by("code")

    def members_on(self, group: Actor, day: date) -> ActorQuerySet:
        """The actors that belong to `group` on `day`, by code.

        Exact from 14 July 2011 for the UN's members; before, former members are not counted.
        """
        current = Membership.objects.on(day).filter(group=group)
        return self.filter(pk__in=current.values("member")).order_by("code")


class Actor(NamedModel):
    """A state, an organisation, an organ or a group."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(
        max_length=12, choices=ActorKind.choices, verbose_name=pgettext_lazy("field", "kind")
    )
    code = models.CharField(
        max_length=40,
        unique=True,
        help_text=pgettext_lazy("help", "ISO 3166-1 alpha-3 for states, a slug otherwise."),
        verbose_name=pgettext_lazy("field", "code"),
    )
    iso2 = models.CharField(
        max_length=2, blank=True, verbose_name=pgettext_lazy("field", "ISO code of two letters")
    )
    m49 = models.CharField(
        max_length=3, blank=True, verbose_name=pgettext_lazy("field", "UN M49 code")
    )
    demonym_en = models.CharField(
        max_length=80, blank=True, verbose_name=pgettext_lazy("field", "demonym in English")
    )
    demonym_fr = models.CharField(
        max_length=80, blank=True, verbose_name=pgettext_lazy("field", "demonym in French")
    )
    demonym_es = models.CharField(
        max_length=80, blank=True, verbose_name=pgettext_lazy("field", "demonym in Spanish")
    )
    demonym_ar = models.CharField(
        max_length=80, blank=True, verbose_name=pgettext_lazy("field", "demonym in Arabic")
    )
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=pgettext_lazy("field", "part of"),
    )
    un_group = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="regional_members",
        verbose_name=pgettext_lazy("field", "UN regional group"),
    )
    un_group_note = models.CharField(
        max_length=300, blank=True, verbose_name=pgettext_lazy("field", "note on the group")
    )
    source = models.CharField(
        max_length=300, blank=True, verbose_name=pgettext_lazy("field", "source")
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["state", "observer"]) | Q(code__regex=r"^[A-Z]{3}$"),
                name="actors_actor_state_code_is_alpha3",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("pk")),
                name="actors_actor_not_part_of_itself",
            ),
        ]
        verbose_name = pgettext_lazy("model", "actor")
        verbose_name_plural = pgettext_lazy("model", "actors")

    @property
    def is_state(self) -> bool:
        return self.kind in {ActorKind.STATE, ActorKind.OBSERVER}


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        """Memberships in force on `day`; `until` is the first day without."""
        began = Q(since__isnull=True) | Q(since__lte=day)
        lasts = Q(until__isnull=True) | Q(until__gt=day)
        return self.filter(began, lasts)


class Membership(models.Model):
    """An actor belongs to a group from `since` up to, not including, `until`."""

    group = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=pgettext_lazy("field", "group"),
    )
    member = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        related_name="belongs_to",
        verbose_name=pgettext_lazy("field", "member"),
    )
    since = models.DateField(null=True, blank=True, verbose_name=pgettext_lazy("field", "since"))
    until = models.DateField(null=True, blank=True, verbose_name=pgettext_lazy("field", "until"))
    note = models.CharField(max_length=300, blank=True, verbose_name=pgettext_lazy("field", "note"))
    source = models.CharField(
        max_length=300, blank=True, verbose_name=pgettext_lazy("field", "source")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member", "since"],
                name="actors_membership_once_per_start",
            ),
            # NULL equals nothing: a membership without a known start needs its own constraint.
            models.UniqueConstraint(
                fields=["group", "member"],
                condition=Q(since__isnull=True),
                name="actors_membership_once_without_start",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
                name="actors_membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(group=F("member")), name="actors_membership_not_of_itself"
            ),
        ]
        verbose_name = pgettext_lazy("model", "membership")
        verbose_name_plural = pgettext_lazy("model", "memberships")

    def __str__(self) -> str:
        return pgettext("membership", "%(member)s in %(group)s") % {
            "member": self.member,
            "group": self.group,
        }


class AddresseeSet(models.Model):
    """The states that a text addresses, resolved once and shared by all texts with the same set.

    `digest` is the SHA-256 of the members' codes, sorted and joined by a comma.
    """

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = pgettext_lazy("model", "addressee set")
        verbose_name_plural = pgettext_lazy("model", "addressee sets")

    def __str__(self) -> str:
        return f"{self.size} addressees"

    def members(self) -> ActorQuerySet:
        """The addressed actors, by code."""
        return Actor.objects.filter(addressed_in__set=self).order_by("code")


class AddresseeSetMember(models.Model):
    set = models.ForeignKey(AddresseeSet, on_delete=models.PROTECT, related_name="places")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="addressed_in")
    # The pair is the key: a set of 193 costs 193 narrow rows, once.
    pk = models.CompositePrimaryKey("set_id", "actor_id")

    class Meta:
        indexes = [models.Index(fields=["actor", "set"], name="actors_setmember_actor_set")]

    def __str__(self) -> str:
        return f"{self.actor_id} in set {self.set_id}"


class Topic(NamedModel):
    """One entry of the two-level list of topics."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=60, unique=True, verbose_name=pgettext_lazy("field", "code"))
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="topics",
        verbose_name=pgettext_lazy("field", "parent topic"),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = pgettext_lazy("model", "topic")
        verbose_name_plural = pgettext_lazy("model", "topics")


class Place(NamedModel, VisibleModel):
    """A city with or without a venue; `name_*` is the city's name."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=60, unique=True, verbose_name=pgettext_lazy("field", "code"))
    venue = models.CharField(
        max_length=200, blank=True, verbose_name=pgettext_lazy("field", "venue")
    )
    country = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places",
        verbose_name=pgettext_lazy("field", "country"),
    )
    # How the country's part of an address is written where its name alone would mislead.
    country_words = models.CharField(
        max_length=120, blank=True, verbose_name=pgettext_lazy("field", "country in words")
    )
    zone = models.CharField(
        max_length=60, blank=True, verbose_name=pgettext_lazy("field", "time zone")
    )
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("field", "latitude"),
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("field", "longitude"),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = pgettext_lazy("model", "place")
        verbose_name_plural = pgettext_lazy("model", "places")

    def __str__(self) -> str:
        return self.address_in(get_language() or "en")

    def address_in(self, language: str) -> str:
        """Venue, city and country in one line, in `language`."""
        country = self.country_words or (self.country.name_in(language) if self.country else "")
        return ", ".join(part for part in (self.venue, self.name_in(language), country) if part)
