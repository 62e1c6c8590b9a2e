"""Commitments, whom they bind, and the append-only history of how each duty-bearer stands."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import add
from uuid import UUID, uuid4, uuid5

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.expressions import Combinable
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import (
    Desk,
    RecordStatus,
    User,
    VisibleModel,
    recorded_q,
    visible_q,
)
from monitor.actors.models import Actor, AddresseeSet, Topic
from monitor.changes.labels import DOOR_CHOICES
from monitor.commitments.labels import (
    ACT_CHOICES,
    CODE_CHOICES,
    DUTY_CHOICES,
    STANCE_CHOICES,
    VALIDITY_CHOICES,
)
from monitor.commitments.workflow import COUNTED, OPEN_ASSESSED, Code, Duty, Stance, Validity
from monitor.events.models import Event
from monitor.sources.models import Document, Passage


def counter_of(code: Code | str) -> str:
    """The name of the counter column of a counted code."""
    return f"n_{code}"


def total_of(codes: tuple[Code, ...]) -> Combinable:
    """How many follow-ups stand at one of these counted codes, as an expression."""
    return reduce(add, [F(counter_of(code)) for code in codes], Value(0))


class CommitmentKind(models.TextChoices):
    CALL = "call", pgettext_lazy("commitment kind", "Call")
    REQUEST = "request", pgettext_lazy("commitment kind", "Request")
    DECISION = "decision", pgettext_lazy("commitment kind", "Decision")
    PLEDGE = "pledge", pgettext_lazy("commitment kind", "Pledge")


class Bindingness(models.TextChoices):
    BINDING = "binding", pgettext_lazy("bindingness", "Binding")
    POLITICAL = "political", pgettext_lazy("bindingness", "Political")
    HORTATORY = "hortatory", pgettext_lazy("bindingness", "Hortatory")
    DECLARATORY = "declaratory", pgettext_lazy("bindingness", "Declaratory")


class DeadlineKind(models.TextChoices):
    """The kinds this release knows; others of the domain's list come with their own rules."""

    NONE = "none", pgettext_lazy("deadline kind", "None stated")
    BY = "by", pgettext_lazy("deadline kind", "By a date")
    RELATIVE = "relative", pgettext_lazy("deadline kind", "Within days of an event")


class AddresseesBasis(models.TextChoices):
    """By which day the members of an addressed group were taken."""

    STATED = "stated", pgettext_lazy("addressees basis", "Members on the document's date")
    INFERRED = "inferred", pgettext_lazy("addressees basis", "Members on the inferred date")
    TODAY = "today", pgettext_lazy("addressees basis", "Members when entered: no date is known")
    NAMED = "named", pgettext_lazy("addressees basis", "Named in the text")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, user: User | AnonymousUser) -> CommitmentQuerySet:
        """The commitments this person may see."""
        return self.filter(visible_q(user, Commitment), recorded_q(user))

    def tracked(self) -> CommitmentQuerySet:
        """Published and in force, with somebody to follow."""
        return self.filter(
            record=RecordStatus.PUBLISHED, validity=Validity.IN_FORCE, duty_bearers__isnull=False
        )

    def positions(self) -> CommitmentQuerySet:
        """Calls to nobody named: they stand as positions, without a status."""
        return self.filter(duty_bearers__isnull=True)

    def with_counts(self) -> CommitmentQuerySet:
        """Add `assessed` and `not_assessed`, from the counters."""
        assessed = total_of(COUNTED)
        return self.annotate(assessed=assessed, not_assessed=F("duty_bearer_count") - assessed)

    def past_due(self, today: date) -> CommitmentQuerySet:
        """Whose last possible day has passed."""
        return self.filter(latest_on__lt=today)

    def overdue(self, today: date) -> CommitmentQuerySet:
        """Past due with at least one follow-up assessed by us and still open."""
        return (
            self.tracked()
            .past_due(today)
            .annotate(open_assessed=total_of(OPEN_ASSESSED))
            .filter(open_assessed__gt=0)
        )

    def due_unassessed(self, today: date) -> CommitmentQuerySet:
        """Past due with at least one follow-up nobody has looked at: our gap, not a failure."""
        bound = self.tracked().past_due(today).filter(duty_bearer_count__gt=total_of(COUNTED))
        return bound.with_counts()


class Commitment(VisibleModel):
    """One call, request, decision or pledge, in one voice, to one set of addressees."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True, editable=False)
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
    kind = models.CharField(
        max_length=10, choices=CommitmentKind.choices, verbose_name=pgettext_lazy("field", "kind")
    )
    verb = models.CharField(max_length=60, verbose_name=pgettext_lazy("field", "operative verb"))
    strength = models.PositiveSmallIntegerField(verbose_name=pgettext_lazy("field", "strength"))
    bindingness = models.CharField(
        max_length=12,
        choices=Bindingness.choices,
        verbose_name=pgettext_lazy("field", "bindingness"),
    )
    issuer = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        related_name="issued",
        verbose_name=pgettext_lazy("field", "issuer"),
    )
    addressee_words = models.CharField(
        max_length=300,
        blank=True,
        verbose_name=pgettext_lazy("field", "addressees in the text’s words"),
    )
    addressee_group = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="addressed_as_group",
        verbose_name=pgettext_lazy("field", "addressed group"),
    )
    addressees_on = models.DateField(null=True, blank=True)
    addressees_basis = models.CharField(max_length=10, choices=AddresseesBasis.choices, blank=True)
    # A limiting phrase, kept as words and shown beside every count.
    addressee_limit = models.CharField(
        max_length=300, blank=True, verbose_name=pgettext_lazy("field", "limiting phrase")
    )
    # Who must act: the addressees of a call, the issuer of a pledge. None: a position.
    duty_bearers = models.ForeignKey(
        AddresseeSet, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    duty_bearer_count = models.PositiveIntegerField(
        default=0, editable=False, verbose_name=pgettext_lazy("field", "follow-ups")
    )
    duty = models.CharField(
        max_length=12,
        choices=DUTY_CHOICES,
        default=Duty.ONE_OFF,
        verbose_name=pgettext_lazy("field", "duty"),
    )
    deadline_kind = models.CharField(
        max_length=10,
        choices=DeadlineKind.choices,
        default=DeadlineKind.NONE,
        verbose_name=pgettext_lazy("field", "deadline"),
    )
    deadline_words = models.CharField(
        max_length=300,
        blank=True,
        verbose_name=pgettext_lazy("field", "deadline in the text’s words"),
    )
    deadline_edtf = models.CharField(
        max_length=60, blank=True, verbose_name=pgettext_lazy("field", "due date")
    )
    deadline_days = models.PositiveIntegerField(
        null=True, blank=True, verbose_name=pgettext_lazy("field", "days")
    )
    # What a relative deadline counts from, or whose dates a pledge to hold or host takes.
    deadline_event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deadlines",
        verbose_name=pgettext_lazy("field", "event of the deadline"),
    )
    earliest_on = models.DateField(null=True, blank=True, editable=False)
    latest_on = models.DateField(null=True, blank=True, editable=False)
    # Our own reminder to look again: it makes nothing due.
    check_on = models.DateField(
        null=True, blank=True, verbose_name=pgettext_lazy("field", "check again on")
    )
    validity = models.CharField(
        max_length=10,
        choices=VALIDITY_CHOICES,
        default=Validity.IN_FORCE,
        editable=False,
        verbose_name=pgettext_lazy("field", "validity"),
    )
    # The event at which it was said.
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
        verbose_name=pgettext_lazy("field", "said at"),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="commitments", verbose_name=pgettext_lazy("field", "topics")
    )
    owner_desk = models.ForeignKey(
        Desk,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
        verbose_name=pgettext_lazy("field", "owner desk"),
    )
    owner = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
        verbose_name=pgettext_lazy("field", "owner"),
    )
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
    submitted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=pgettext_lazy("field", "entered by"),
    )
    created_at = models.DateTimeField(
        editable=False, verbose_name=pgettext_lazy("field", "entered")
    )

    # Counters of the follow-ups by code, kept in the assessing transaction.
    n_no_information = models.PositiveIntegerField(default=0, editable=False)
    n_announced = models.PositiveIntegerField(default=0, editable=False)
    n_in_progress = models.PositiveIntegerField(default=0, editable=False)
    n_stalled = models.PositiveIntegerField(default=0, editable=False)
    n_observed = models.PositiveIntegerField(default=0, editable=False)
    n_fulfilled = models.PositiveIntegerField(default=0, editable=False)
    n_partly_fulfilled = models.PositiveIntegerField(default=0, editable=False)
    n_not_fulfilled = models.PositiveIntegerField(default=0, editable=False)
    n_not_applicable = models.PositiveIntegerField(default=0, editable=False)
    awaiting_confirmation = models.PositiveIntegerField(
        default=0, editable=False, verbose_name=pgettext_lazy("field", "awaiting confirmation")
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["record", "latest_on", "id"], name="commitments_record_latest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="commitments_has_a_title"),
            models.CheckConstraint(
                condition=Q(strength__lte=5), name="commitments_strength_0_to_5"
            ),
            models.CheckConstraint(
                condition=Q(earliest_on__isnull=True)
                | Q(latest_on__isnull=True)
                | Q(latest_on__gte=F("earliest_on")),
                name="commitments_deadline_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(deadline_kind="none")
                | Q(deadline_edtf="", deadline_event__isnull=True, latest_on__isnull=True),
                name="commitments_no_deadline_no_date",
            ),
            models.CheckConstraint(
                condition=~Q(deadline_kind="relative")
                | Q(deadline_event__isnull=False, deadline_days__isnull=False),
                name="commitments_relative_names_its_trigger",
            ),
            models.CheckConstraint(
                condition=Q(duty_bearers__isnull=False, duty_bearer_count__gt=0)
                | Q(duty_bearers__isnull=True, duty_bearer_count=0),
                name="commitments_count_goes_with_set",
            ),
            models.CheckConstraint(
                condition=Q(duty_bearer_count__gte=total_of(COUNTED)),
                name="commitments_no_more_assessed_than_bound",
            ),
            models.CheckConstraint(
                condition=Q(validity__in=[validity.value for validity in Validity]),
                name="commitments_validity_known",
            ),
        ]
        verbose_name = pgettext_lazy("model", "commitment")
        verbose_name_plural = pgettext_lazy("model", "commitments")

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def ref(self) -> str:
        return f"C-{self.number}"

    @property
    def counts(self) -> dict[Code, int]:
        """Follow-ups by code, all ten, summing to `duty_bearer_count`."""
        counted = {code: int(getattr(self, counter_of(code))) for code in COUNTED}
        return {
            Code.NOT_ASSESSED: self.duty_bearer_count - sum(counted.values()),
            **counted,
        }

    def obligation_uuid(self, actor_code: str) -> UUID:
        """The stable identifier of the follow-up of one duty-bearer, row or no row."""
        return uuid5(self.uuid, actor_code)

    def title_in(self, language: str) -> tuple[str, str]:
        """The title and its language: in `language` where there is one, else the record's."""
        own = getattr(self, f"title_{language[:2]}", "")
        return (own, language[:2]) if own else (self.title, self.language)


class PassageRole(models.TextChoices):
    CALL = "call", pgettext_lazy("passage role", "Call")
    CHAPEAU = "chapeau", pgettext_lazy("passage role", "Chapeau")
    CONDITION = "condition", pgettext_lazy("passage role", "Condition")
    DEADLINE = "deadline", pgettext_lazy("passage role", "Deadline")


class CommitmentPassage(models.Model):
    """Words on which a commitment rests; one of them leads."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="quotes")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="commitment_quotes")
    role = models.CharField(max_length=10, choices=PassageRole.choices, default=PassageRole.CALL)
    leading = models.BooleanField(default=False)

    class Meta:
        ordering = ["-leading", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "passage", "role"], name="commitments_quote_once"
            ),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(leading=True),
                name="commitments_quote_one_leads",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.ref}: {self.passage}"


class Obligation(models.Model):
    """One duty-bearer of one commitment. A row exists once somebody acted on it."""

    uuid = models.UUIDField(unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="obligations")
    actor = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        related_name="obligations",
        verbose_name=pgettext_lazy("field", "who"),
    )
    # Copies of what the history says; only the operations write them.
    code = models.CharField(
        max_length=16,
        choices=CODE_CHOICES,
        default=Code.NOT_ASSESSED,
        editable=False,
        verbose_name=pgettext_lazy("field", "status"),
    )
    effective_on = models.DateField(
        null=True, blank=True, editable=False, verbose_name=pgettext_lazy("field", "holds since")
    )
    valid_until = models.DateField(
        null=True, blank=True, editable=False, verbose_name=pgettext_lazy("field", "valid until")
    )
    confirmed_at = models.DateTimeField(
        null=True, blank=True, editable=False, verbose_name=pgettext_lazy("field", "confirmed")
    )
    last_assessment = models.ForeignKey(
        "Assessment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    pending = models.ForeignKey(
        "Assessment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    # Grows by one when evidence is added or removed; a confirmation names the one it saw.
    evidence_revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["commitment", "actor"]
        indexes = [
            models.Index(fields=["actor", "commitment", "code"], name="commitments_obl_actor"),
            models.Index(fields=["commitment", "code"], name="commitments_obl_code"),
            models.Index(fields=["code", "valid_until"], name="commitments_obl_review"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "actor"], name="commitments_obligation_once"
            ),
            models.CheckConstraint(
                condition=Q(code__in=[code.value for code in Code]),
                name="commitments_obligation_code_known",
            ),
            models.CheckConstraint(
                condition=~Q(code=Code.OBSERVED) | Q(valid_until__isnull=False),
                name="commitments_observed_until_a_day",
            ),
        ]
        verbose_name = pgettext_lazy("model", "follow-up")
        verbose_name_plural = pgettext_lazy("model", "follow-ups")

    def __str__(self) -> str:
        return f"{self.commitment.ref}/{self.actor.code}"


class Reliability(models.TextChoices):
    PRIMARY = "primary", pgettext_lazy("reliability", "Primary")
    SECONDARY = "secondary", pgettext_lazy("reliability", "Secondary")
    SELF_REPORT = "self_report", pgettext_lazy("reliability", "Self-report")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User | AnonymousUser) -> EvidenceQuerySet:
        """The evidence this person may see: itself and the document it stands in."""
        documents = Document.objects.visible_to(user)
        return self.filter(visible_q(user, Evidence), document__in=documents)


class Evidence(VisibleModel):
    """What a judgement rests on: a document (or a reference to one), perhaps a passage of it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="evidence")
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    reliability = models.CharField(max_length=12, choices=Reliability.choices)
    # The day the thing happened or was said, apart from the day it was entered.
    effective_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = pgettext_lazy("model", "evidence")
        verbose_name_plural = pgettext_lazy("model", "evidence")

    def __str__(self) -> str:
        return str(self.document)


class EvidenceUse(models.Model):
    """One piece of evidence on one obligation. Removal is a mark, never a deletion."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="uses")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses")
    supports = models.BooleanField(default=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "evidence"],
                condition=Q(removed_at__isnull=True),
                name="commitments_evidence_used_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.evidence}"


class Assessment(models.Model):
    """One act on one obligation: history, audit and queue at once. A trigger refuses any change."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="assessments")
    # The n-th act on the obligation: two people can not both be the n-th.
    position = models.PositiveIntegerField()
    act = models.CharField(
        max_length=8, choices=ACT_CHOICES, verbose_name=pgettext_lazy("field", "act")
    )
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answered_by"
    )
    code = models.CharField(
        max_length=16, choices=CODE_CHOICES, verbose_name=pgettext_lazy("field", "status")
    )
    stance = models.CharField(
        max_length=13,
        choices=STANCE_CHOICES,
        default=Stance.OURS,
        verbose_name=pgettext_lazy("field", "whose word"),
    )
    reason = models.TextField(blank=True)
    effective_on = models.DateField(
        null=True, blank=True, verbose_name=pgettext_lazy("field", "holds since")
    )
    valid_until = models.DateField(
        null=True, blank=True, verbose_name=pgettext_lazy("field", "valid until")
    )
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="assessments")
    evidence_revision = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name=pgettext_lazy("field", "by"),
    )
    at = models.DateTimeField()
    via = models.CharField(
        max_length=12, choices=DOOR_CHOICES, verbose_name=pgettext_lazy("field", "door")
    )

    class Meta:
        ordering = ["obligation", "position"]
        indexes = [models.Index(fields=["-at"], name="commitments_assessment_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "position"], name="commitments_assessment_one_nth"
            ),
            models.UniqueConstraint(
                fields=["answers"],
                condition=Q(act__in=["confirm", "return"]),
                name="commitments_assessment_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(act__in=["judge", "propose", "renew"], answers__isnull=True)
                | Q(act__in=["confirm", "return", "retract"], answers__isnull=False),
                name="commitments_assessment_answers",
            ),
            models.CheckConstraint(
                condition=~Q(code=Code.NOT_ASSESSED),
                name="commitments_assessment_never_to_not_assessed",
            ),
        ]
        verbose_name = pgettext_lazy("model", "assessment")
        verbose_name_plural = pgettext_lazy("model", "assessments")

    def __str__(self) -> str:
        return f"{self.obligation}: {self.get_act_display()}, {self.get_code_display()}"


class Amendment(models.Model):
    """A proposed change of a published commitment's terms, beside the standing ones."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="amendments")
    # field -> proposed value, as the operation takes it.
    terms = models.JSONField()
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(decided_at__isnull=True),
                name="commitments_amendment_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="commitments_amendment_second_person",
            ),
        ]
        verbose_name = pgettext_lazy("model", "proposed change")
        verbose_name_plural = pgettext_lazy("model", "proposed changes")

    def __str__(self) -> str:
        return pgettext("amendment", "%s: proposed change") % self.commitment.ref
