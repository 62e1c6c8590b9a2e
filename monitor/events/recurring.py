"""Events that take place again and again: their rule, and each time as a row."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from monitor.accounts.models import User
from monitor.sources.models import Document, Passage


class Recurrence(models.Model):
    """The rule by which an event takes place again. Its first date is the event's own."""

    event = models.OneToOneField(
        "events.Event", on_delete=models.PROTECT, related_name="recurrence"
    )
    # RRULE (RFC 5545, 3.3.10) without its name; UNTIL is a day, whatever the event's times are.
    rule = models.CharField(max_length=300)
    # The last day up to which there are rows; what lies beyond is computed until they are written.
    written_until = models.DateField()
    # The event whose rule this one takes over from its first day on.
    continues = models.ForeignKey(
        "events.Event",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="continued_by",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__startswith="FREQ="), name="events_recurrence_is_a_rule"
            ),
            models.CheckConstraint(
                condition=Q(continues__isnull=True) | ~Q(continues=F("event")),
                name="events_recurrence_not_after_itself",
            ),
        ]
        verbose_name = pgettext_lazy("model", "recurrence")
        verbose_name_plural = pgettext_lazy("model", "recurrences")

    def __str__(self) -> str:
        return f"{self.event}: {self.rule}"


class OccurrenceState(models.TextChoices):
    SCHEDULED = "scheduled", pgettext_lazy("occurrence state", "As the rule has it")
    MOVED = "moved", pgettext_lazy("occurrence state", "Moved")
    CANCELLED = "cancelled", pgettext_lazy("occurrence state", "Cancelled")
    LEFT_OUT = "left_out", pgettext_lazy("occurrence state", "Left out")


class OccurrenceSource(models.TextChoices):
    RULE = "rule", pgettext_lazy("occurrence source", "Rule")
    EXTRA = "extra", pgettext_lazy("occurrence source", "Added")


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def standing(self) -> OccurrenceQuerySet:
        """Those that a calendar shows, the cancelled among them."""
        return self.filter(fits=True).exclude(state=OccurrenceState.LEFT_OUT)

    def decided(self) -> OccurrenceQuerySet:
        """Those that somebody moved, cancelled, left out or added."""
        return self.filter(~Q(state=OccurrenceState.SCHEDULED) | Q(source=OccurrenceSource.EXTRA))


class Occurrence(models.Model):
    """One time that a recurring event takes place.

    `original_on` is the day that the rule gives it, its name for life. Days and times are those of
    the place, in `zone`, read as those of a date claim: an end that is not after its start on one
    day is on the next. A row that was moved, cancelled or left out outlives its rule: it then no
    longer `fits`, and is listed apart.
    """

    event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="occurrences")
    original_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10, choices=OccurrenceState.choices, default=OccurrenceState.SCHEDULED
    )
    source = models.CharField(
        max_length=5, choices=OccurrenceSource.choices, default=OccurrenceSource.RULE
    )
    fits = models.BooleanField(default=True)
    # What the last move or cancellation rests on.
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="occurrences"
    )
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="occurrences"
    )
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(fields=["starts_on", "ends_on"], name="events_occurrence_days"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "original_on"], name="events_occurrence_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="events_occurrence_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True) | ~Q(zone=""),
                name="events_occurrence_time_has_a_zone",
            ),
            models.CheckConstraint(
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                name="events_occurrence_end_has_a_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OccurrenceState]),
                name="events_occurrence_state_known",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[source.value for source in OccurrenceSource]),
                name="events_occurrence_source_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["moved", "cancelled"]) | Q(document__isnull=False),
                name="events_occurrence_change_has_a_notice",
            ),
            models.CheckConstraint(
                condition=Q(state="moved") | Q(starts_on=F("original_on")),
                name="events_occurrence_unmoved_on_its_day",
            ),
            models.CheckConstraint(
                condition=Q(fits=True) | ~Q(state="scheduled") | Q(source="extra"),
                name="events_occurrence_scheduled_fits",
            ),
        ]
        verbose_name = pgettext_lazy("model", "occurrence")
        verbose_name_plural = pgettext_lazy("model", "occurrences")

    def __str__(self) -> str:
        return f"{self.event.ref}, {self.original_on.isoformat()}"

    @property
    def as_ruled(self) -> bool:
        """Whether it is what the rule says, and nobody decided otherwise."""
        return self.state == OccurrenceState.SCHEDULED and self.source == OccurrenceSource.RULE

    @property
    def edtf(self) -> str:
        """Its days as a partial date: "2026-03-03" or "2026-03-03/2026-03-05"."""
        first, last = self.starts_on.isoformat(), self.ends_on.isoformat()
        return first if first == last else f"{first}/{last}"
