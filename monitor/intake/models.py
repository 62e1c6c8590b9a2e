"""Other people's calendars, and what stands in them: proposals, nobody's word until taken over."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from monitor.accounts.models import User, visible_q
from monitor.events.models import Event, EventKind
from monitor.sources.models import Document


class CalendarSourceQuerySet(models.QuerySet["CalendarSource"]):
    def visible_to(self, user: User | AnonymousUser) -> CalendarSourceQuerySet:
        """The calendars whose document this person may see."""
        return self.filter(visible_q(user, Document, "document__"))


class CalendarSource(models.Model):
    """Somebody's calendar: subscribed to at an address, or uploaded as a file."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True, editable=False)
    name = models.CharField(max_length=200)
    # What an event taken over from it rests on: who publishes it, and whether officially.
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="calendar", editable=False
    )
    # Often a secret: shown by its host only. Empty for an uploaded file.
    address = models.CharField(max_length=2000, blank=True)
    # Where times stand that name no zone.
    zone = models.CharField(max_length=60)
    kind = models.CharField(
        max_length=12, choices=EventKind.choices, default=EventKind.MEETING, verbose_name="kind"
    )
    paused = models.BooleanField(default=False)
    # What its server said last time, and the file's own fingerprint.
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    refresh_seconds = models.PositiveIntegerField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    good_at = models.DateTimeField(null=True, blank=True)
    next_look_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    # Of the last whole reading: [[kind, done, first, last, excerpt], …] and {"kind done": n}.
    findings = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = CalendarSourceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["paused", "next_look_at"], name="intake_calendar_next_look"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=~Q(address=""), name="intake_calendar_address_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="intake_calendar_has_a_name"),
        ]
        verbose_name = pgettext_lazy("model", "other calendar")
        verbose_name_plural = pgettext_lazy("model", "other calendars")

    def __str__(self) -> str:
        return f"{self.ref} {self.name}"

    @property
    def ref(self) -> str:
        return f"K-{self.number}"


class Decision(models.TextChoices):
    """What a person said of a proposal."""

    PENDING = "pending", pgettext_lazy("decision", "To review")
    ACCEPTED = "accepted", pgettext_lazy("decision", "Taken over")
    DUPLICATE = "duplicate", pgettext_lazy("decision", "In the record already")
    REJECTED = "rejected", pgettext_lazy("decision", "Rejected")


class Since(models.TextChoices):
    """What the calendar has done since a person decided, or since the entry came."""

    NOTHING = "", pgettext_lazy("calendar entry", "As it was")
    CHANGED = "changed", pgettext_lazy("calendar entry", "Changed upstream")
    VANISHED = "vanished", pgettext_lazy("calendar entry", "Vanished upstream")


class CalendarEntry(models.Model):
    """One entry of a calendar, known by its UID and, for a changed instance, its first moment."""

    calendar = models.ForeignKey(CalendarSource, on_delete=models.PROTECT, related_name="entries")
    uid = models.CharField(max_length=255)
    recurrence_id = models.CharField(max_length=40, blank=True)
    # Of what it says, without the times of revision (`IncomingEvent.digest`).
    digest = models.CharField(max_length=64)
    # What it says now, and what it said when a person took it over (`calendars.said`).
    said = models.JSONField()
    taken = models.JSONField(null=True, blank=True)
    title = models.CharField(max_length=300)
    first_on = models.DateField()
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.PENDING, editable=False
    )
    since = models.CharField(max_length=10, choices=Since.choices, blank=True, editable=False)
    # Good readings in a row in which it was not there.
    missing = models.PositiveSmallIntegerField(default=0)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="calendar_entries"
    )
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    first_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["first_on", "pk"]
        indexes = [
            models.Index(
                fields=["calendar", "decision", "first_on", "id"], name="intake_entry_decision"
            ),
            models.Index(fields=["calendar", "since", "first_on", "id"], name="intake_entry_since"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "uid", "recurrence_id"], name="intake_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["accepted", "duplicate"], event__isnull=False)
                | Q(decision__in=["pending", "rejected"], event__isnull=True),
                name="intake_entry_taken_names_its_event",
            ),
            models.CheckConstraint(
                condition=Q(decision="pending") | Q(decided_by__isnull=False),
                name="intake_entry_decided_by_somebody",
            ),
        ]
        verbose_name = pgettext_lazy("model", "calendar entry")
        verbose_name_plural = pgettext_lazy("model", "calendar entries")

    def __str__(self) -> str:
        return self.title
