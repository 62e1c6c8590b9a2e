"""Calendar items, their series, what sources say of their dates, the history of their status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import pgettext_lazy

from monitor.accounts.models import (
    Desk,
    RecordStatus,
    User,
    Visibility,
    VisibleModel,
    recorded_q,
    visible_q,
)
from monitor.actors.models import Actor, NamedModel, Place, Topic
from monitor.changes.labels import DOOR_CHOICES
from monitor.events import recurring
from monitor.events.workflow import EventStatus
from monitor.sources.models import Document, Passage

STATUS_LABELS = {
    EventStatus.MENTIONED: pgettext_lazy("event status", "Mentioned"),
    EventStatus.TENTATIVE: pgettext_lazy("event status", "Tentative"),
    EventStatus.CONFIRMED: pgettext_lazy("event status", "Confirmed"),
    EventStatus.HELD: pgettext_lazy("event status", "Held"),
    EventStatus.POSTPONED: pgettext_lazy("event status", "Postponed"),
    EventStatus.CANCELLED: pgettext_lazy("event status", "Cancelled"),
    EventStatus.SUPERSEDED: pgettext_lazy("event status", "Superseded"),
}
STATUS_CHOICES = [(status.value, label) for status, label in STATUS_LABELS.items()]


class EventSeries(NamedModel):
    """Events that follow one another by ordinal: the Conference of Arab Police … Leaders."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=60, unique=True, verbose_name=pgettext_lazy("field", "code"))
    organiser = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="series",
        verbose_name=pgettext_lazy("field", "organiser"),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = pgettext_lazy("model", "event series")
        verbose_name_plural = pgettext_lazy("model", "event series")


class EventKind(models.TextChoices):
    CONFERENCE = "conference", pgettext_lazy("event kind", "Conference")
    ASSEMBLY = "assembly", pgettext_lazy("event kind", "Assembly")
    SUMMIT = "summit", pgettext_lazy("event kind", "Summit")
    MEETING = "meeting", pgettext_lazy("event kind", "Meeting")
    DEBATE = "debate", pgettext_lazy("event kind", "Debate")
    ADOPTION = "adoption", pgettext_lazy("event kind", "Adoption")
    VISIT = "visit", pgettext_lazy("event kind", "Visit")
    OBSERVANCE = "observance", pgettext_lazy("event kind", "International day")
    OTHER = "other", pgettext_lazy("event kind", "Other")


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: User | AnonymousUser) -> EventQuerySet:
        """The events this person may see."""
        return self.filter(visible_q(user, Event), recorded_q(user))

    def possible_between(self, first: date, last: date) -> EventQuerySet:
        """Events that could fall on a day from `first` to `last`, both included."""
        return self.filter(
            Q(earliest__isnull=True, latest__isnull=False) | Q(earliest__lte=last),
            Q(latest__isnull=True, earliest__isnull=False) | Q(latest__gte=first),
        )

    def on_days(self, first: date, last: date) -> EventQuerySet:
        """Events with known days, any of which lies from `first` to `last`."""
        return self.filter(exact=True, earliest__lte=last, latest__gte=first)

    def within_days(self, first: date, last: date) -> EventQuerySet:
        """Events without a known day that could fall on one from `first` to `last`."""
        return self.possible_between(first, last).filter(exact=False)

    def undated(self) -> EventQuerySet:
        """Events of which nothing is known that would place them on a calendar."""
        return self.filter(earliest__isnull=True, latest__isnull=True)

    def mine(self, user: User | AnonymousUser) -> EventQuerySet:
        """ "My events": published ones at which a desk of this person leads or drafts for us.

        What we do at a duplicate counts for the event that took its place.
        """
        if not isinstance(user, User):
            return self.none()
        ours = Participation.objects.visible_to(user).of_desks(user.desk_ids)
        at = Q(pk__in=ours.values("event")) | Q(
            pk__in=ours.filter(event__superseded_by__isnull=False).values("event__superseded_by")
        )
        return self.filter(at, record=RecordStatus.PUBLISHED).exclude(status=EventStatus.SUPERSEDED)

    def did_it_take_place(self, today: date) -> EventQuerySet:
        """Confirmed events whose last possible day has passed and that nobody has answered for.

        One that recurs has not passed while any of its times is to come.
        """
        to_come = recurring.Occurrence.objects.standing().filter(
            event=OuterRef("pk"), ends_on__gte=today
        )
        return self.filter(
            ~Exists(to_come),
            status=EventStatus.CONFIRMED,
            record=RecordStatus.PUBLISHED,
            latest__lt=today,
        )


class Event(VisibleModel):
    """One calendar item."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True, editable=False)
    kind = models.CharField(
        max_length=12, choices=EventKind.choices, verbose_name=pgettext_lazy("field", "kind")
    )
    title = models.CharField(max_length=300, verbose_name=pgettext_lazy("field", "title"))
    language = models.CharField(
        max_length=8, default="en", verbose_name=pgettext_lazy("field", "language")
    )
    title_en = models.CharField(
        max_length=300, blank=True, verbose_name=pgettext_lazy("field", "title in English")
    )
    title_fr = models.CharField(
        max_length=300, blank=True, verbose_name=pgettext_lazy("field", "title in French")
    )
    title_es = models.CharField(
        max_length=300, blank=True, verbose_name=pgettext_lazy("field", "title in Spanish")
    )
    title_ar = models.CharField(
        max_length=300, blank=True, verbose_name=pgettext_lazy("field", "title in Arabic")
    )
    summary = models.TextField(blank=True, verbose_name=pgettext_lazy("field", "summary"))
    series = models.ForeignKey(
        EventSeries,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=pgettext_lazy("field", "series"),
    )
    ordinal = models.PositiveIntegerField(
        null=True, blank=True, verbose_name=pgettext_lazy("field", "number in the series")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=pgettext_lazy("field", "part of"),
    )
    host = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted",
        verbose_name=pgettext_lazy("field", "host"),
    )
    organiser = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organised",
        verbose_name=pgettext_lazy("field", "organiser"),
    )
    participants = models.ManyToManyField(
        Actor,
        blank=True,
        related_name="takes_part_in",
        verbose_name=pgettext_lazy("field", "participants"),
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=pgettext_lazy("field", "place"),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="events", verbose_name=pgettext_lazy("field", "topics")
    )
    documents = models.ManyToManyField(
        Document,
        blank=True,
        related_name="events",
        verbose_name=pgettext_lazy("field", "documents"),
    )
    status = models.CharField(
        max_length=12,
        choices=STATUS_CHOICES,
        default=EventStatus.MENTIONED,
        editable=False,
        verbose_name=pgettext_lazy("field", "status"),
    )
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duplicates",
        editable=False,
    )
    # iCalendar SEQUENCE: grows by one on a change of date, place or status.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    current_claim = models.ForeignKey(
        "DateClaim",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    # The current claim was chosen by a person: the rule no longer moves it, it only flags.
    claim_chosen = models.BooleanField(default=False, editable=False)
    # Copied from the current claim, so that a calendar is one indexed read.
    edtf = models.CharField(max_length=60, blank=True, editable=False)
    earliest = models.DateField(null=True, blank=True, editable=False)
    latest = models.DateField(null=True, blank=True, editable=False)
    exact = models.BooleanField(default=False, editable=False)
    cancelled_on = models.DateField(null=True, blank=True, editable=False)
    record = models.CharField(
        max_length=10,
        choices=RecordStatus.choices,
        default=RecordStatus.DRAFT,
        editable=False,
        verbose_name=pgettext_lazy("field", "entry"),
    )
    public_asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    edition = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["earliest", "pk"]
        indexes = [
            models.Index(fields=["earliest", "latest"], name="events_event_days"),
            models.Index(fields=["status", "latest", "id"], name="events_event_status_latest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "ordinal"], name="events_event_ordinal_once_in_series"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="events_event_has_a_title"),
            models.CheckConstraint(
                condition=Q(ordinal__isnull=True) | Q(series__isnull=False),
                name="events_event_ordinal_needs_series",
            ),
            models.CheckConstraint(
                condition=Q(earliest__isnull=True)
                | Q(latest__isnull=True)
                | Q(latest__gte=F("earliest")),
                name="events_event_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in EventStatus]),
                name="events_event_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="superseded", superseded_by__isnull=False)
                | (~Q(status="superseded") & Q(superseded_by__isnull=True)),
                name="events_event_superseded_names_which",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="events_event_not_part_of_itself",
            ),
        ]
        verbose_name = pgettext_lazy("model", "event")
        verbose_name_plural = pgettext_lazy("model", "events")

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def ref(self) -> str:
        return f"E-{self.number}"

    def title_in(self, language: str) -> tuple[str, str]:
        """The title and its language: in `language` where there is one, else the record's."""
        own = getattr(self, f"title_{language[:2]}", "")
        return (own, language[:2]) if own else (self.title, self.language)


class DateClaim(models.Model):
    """One source's word on when. Kept for ever; the event shows the current one.

    Rests on a passage, or on a document without text (a reference), or on a person's own knowledge,
    said in `note`.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="claims")
    words = models.CharField(max_length=300)
    edtf = models.CharField(max_length=60, blank=True)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    exact = models.BooleanField(default=False)
    how = models.CharField(max_length=200, blank=True)
    # What would resolve an unresolved claim: "publication date".
    needs = models.CharField(max_length=120, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="date_claims"
    )
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="date_claims"
    )
    official = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    said_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__isnull=True)
                | Q(latest__isnull=True)
                | Q(latest__gte=F("earliest")),
                name="events_claim_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True) | ~Q(zone=""),
                name="events_claim_time_has_a_zone",
            ),
            models.CheckConstraint(
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                name="events_claim_end_has_a_start",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(note=""),
                name="events_claim_rests_on_something",
            ),
        ]
        verbose_name = pgettext_lazy("model", "date claim")
        verbose_name_plural = pgettext_lazy("model", "date claims")

    def __str__(self) -> str:
        return f"{self.event.ref}: {self.words}"


class EventPassage(models.Model):
    """Words in which the event stands."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="mentions")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="event_mentions")
    leading = models.BooleanField(default=False)
    # Ours, where two sources disagree: "SC/15516 has the adoption before the debate".
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-leading", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "passage"], name="events_mention_once"),
            models.UniqueConstraint(
                fields=["event"], condition=Q(leading=True), name="events_mention_one_leads"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event.ref}: {self.passage}"


class EventMove(models.Model):
    """One act on an event's status; append-only, no column changes after insert."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="moves")
    frm = models.CharField(max_length=12, choices=STATUS_CHOICES, blank=True)
    to = models.CharField(max_length=12, choices=STATUS_CHOICES)
    reason = models.TextField(blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="event_moves"
    )
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="event_moves"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    via = models.CharField(max_length=12, choices=DOOR_CHOICES)

    class Meta:
        ordering = ["-pk"]
        verbose_name = pgettext_lazy("model", "move")
        verbose_name_plural = pgettext_lazy("model", "moves")

    def __str__(self) -> str:
        return f"{self.event.ref}: {self.frm} → {self.to}"


class Level(models.TextChoices):
    """How high our delegation is, the highest first."""

    HEAD_OF_STATE = "head_of_state", pgettext_lazy("level", "Head of State")
    HEAD_OF_GOVERNMENT = "head_of_government", pgettext_lazy("level", "Head of Government")
    MINISTER = "minister", pgettext_lazy("level", "Minister")
    DEPUTY_MINISTER = "deputy_minister", pgettext_lazy("level", "Deputy minister")
    AMBASSADOR = "ambassador", pgettext_lazy("level", "Ambassador")
    SENIOR_OFFICIAL = "senior_official", pgettext_lazy("level", "Senior official")
    EXPERT = "expert", pgettext_lazy("level", "Expert")


class Part(models.TextChoices):
    """What our delegation does there."""

    HOST = "host", pgettext_lazy("part", "Hosts")
    SPEAKS = "speaks", pgettext_lazy("part", "Speaks")
    ATTENDS = "attends", pgettext_lazy("part", "Attends")
    REPRESENTED = "represented", pgettext_lazy("part", "Is represented")
    REGRETS = "regrets", pgettext_lazy("part", "Sends regrets")
    UNDECIDED = "undecided", pgettext_lazy("part", "Undecided")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, user: User | AnonymousUser) -> ParticipationQuerySet:
        """Those that this person may see: the participation itself and its event."""
        if not isinstance(user, User):
            return self.none()
        events = Event.objects.visible_to(user)
        return self.filter(visible_q(user, Participation), event__in=events)

    def standing(self) -> ParticipationQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def of_desks(self, desks: Iterable[int]) -> ParticipationQuerySet:
        """Standing ones that one of these desks leads, or whose statement it drafts."""
        keys = list(desks)
        return self.standing().filter(Q(lead_desk__in=keys) | Q(drafting_desk__in=keys))


class Participation(VisibleModel):
    """Our own delegation at an event. Staff see it at widest; it never stands on a public page.

    `post` is what the person is, and needs no name: "Permanent Representative". Withdrawing is a
    mark, never a deletion.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="participations")
    post = models.CharField(max_length=200)
    # Empty: not decided yet.
    level = models.CharField(max_length=20, choices=Level.choices, blank=True)
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.UNDECIDED)
    # Whether a statement is drafted, and by whom; without a desk nobody has been asked yet.
    drafting = models.BooleanField(default=False)
    drafting_desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts_for"
    )
    lead_desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="leads_at")
    note = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(post=""), name="events_participation_has_a_post"),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.PUBLIC),
                name="events_participation_never_public",
            ),
            models.CheckConstraint(
                condition=Q(drafting=True) | Q(drafting_desk__isnull=True),
                name="events_participation_desk_drafts",
            ),
            models.CheckConstraint(
                condition=Q(part__in=Part.values), name="events_participation_part_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", *Level.values]),
                name="events_participation_level_known",
            ),
        ]
        verbose_name = pgettext_lazy("model", "participation")
        verbose_name_plural = pgettext_lazy("model", "participations")

    def __str__(self) -> str:
        return f"{self.event.ref}: {self.post}"
