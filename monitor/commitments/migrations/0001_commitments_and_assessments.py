"""The tables of this slice."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import monitor.commitments.workflow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_users_and_desks"),
        ("actors", "0001_actors_groups_places"),
        ("events", "0001_events_claims_moves"),
        ("sources", "0001_documents_versions_passages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("staff", "Staff"),
                            ("restricted", "Restricted to desks"),
                        ],
                        default="staff",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField(editable=False, unique=True)),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("language", models.CharField(default="en", max_length=8, verbose_name="language")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=300, verbose_name="title in English"),
                ),
                (
                    "title_fr",
                    models.CharField(blank=True, max_length=300, verbose_name="title in French"),
                ),
                (
                    "title_es",
                    models.CharField(blank=True, max_length=300, verbose_name="title in Spanish"),
                ),
                (
                    "title_ar",
                    models.CharField(blank=True, max_length=300, verbose_name="title in Arabic"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("request", "Request"),
                            ("decision", "Decision"),
                            ("pledge", "Pledge"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("verb", models.CharField(max_length=60, verbose_name="operative verb")),
                ("strength", models.PositiveSmallIntegerField(verbose_name="strength")),
                (
                    "bindingness",
                    models.CharField(
                        choices=[
                            ("binding", "Binding"),
                            ("political", "Political"),
                            ("hortatory", "Hortatory"),
                            ("declaratory", "Declaratory"),
                        ],
                        max_length=12,
                        verbose_name="bindingness",
                    ),
                ),
                (
                    "addressee_words",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="addressees in the text’s words"
                    ),
                ),
                ("addressees_on", models.DateField(blank=True, null=True)),
                (
                    "addressees_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "Members on the document's date"),
                            ("inferred", "Members on the inferred date"),
                            ("today", "Members when entered: no date is known"),
                            ("named", "Named in the text"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "addressee_limit",
                    models.CharField(blank=True, max_length=300, verbose_name="limiting phrase"),
                ),
                (
                    "duty_bearer_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="follow-ups"
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("one_off", "One-off"),
                            ("recurring", "Recurring"),
                            ("continuing", "Continuing"),
                            ("conditional", "Conditional"),
                        ],
                        default=monitor.commitments.workflow.Duty["ONE_OFF"],
                        max_length=12,
                        verbose_name="duty",
                    ),
                ),
                (
                    "deadline_kind",
                    models.CharField(
                        choices=[
                            ("none", "None stated"),
                            ("by", "By a date"),
                            ("relative", "Within days of an event"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="deadline",
                    ),
                ),
                (
                    "deadline_words",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="deadline in the text’s words"
                    ),
                ),
                (
                    "deadline_edtf",
                    models.CharField(blank=True, max_length=60, verbose_name="due date"),
                ),
                (
                    "deadline_days",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="days"),
                ),
                ("earliest_on", models.DateField(blank=True, editable=False, null=True)),
                ("latest_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "check_on",
                    models.DateField(blank=True, null=True, verbose_name="check again on"),
                ),
                (
                    "validity",
                    models.CharField(
                        choices=[
                            ("in_force", "In force"),
                            ("dormant", "Dormant"),
                            ("superseded", "Superseded"),
                            ("lapsed", "Lapsed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default=monitor.commitments.workflow.Validity["IN_FORCE"],
                        editable=False,
                        max_length=10,
                        verbose_name="validity",
                    ),
                ),
                (
                    "record",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="entry",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="entered")),
                ("n_no_information", models.PositiveIntegerField(default=0, editable=False)),
                ("n_announced", models.PositiveIntegerField(default=0, editable=False)),
                ("n_in_progress", models.PositiveIntegerField(default=0, editable=False)),
                ("n_stalled", models.PositiveIntegerField(default=0, editable=False)),
                ("n_observed", models.PositiveIntegerField(default=0, editable=False)),
                ("n_fulfilled", models.PositiveIntegerField(default=0, editable=False)),
                ("n_partly_fulfilled", models.PositiveIntegerField(default=0, editable=False)),
                ("n_not_fulfilled", models.PositiveIntegerField(default=0, editable=False)),
                ("n_not_applicable", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "awaiting_confirmation",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="awaiting confirmation"
                    ),
                ),
                (
                    "addressee_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressed_as_group",
                        to="actors.actor",
                        verbose_name="addressed group",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "deadline_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deadlines",
                        to="events.event",
                        verbose_name="event of the deadline",
                    ),
                ),
                (
                    "desks",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.desk", verbose_name="desks"
                    ),
                ),
                (
                    "duty_bearers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="actors.addresseeset",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="events.event",
                        verbose_name="said at",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="actors.actor",
                        verbose_name="issuer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "owner_desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="accounts.desk",
                        verbose_name="owner desk",
                    ),
                ),
                (
                    "public_asked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="commitments",
                        to="actors.topic",
                        verbose_name="topics",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("terms", models.JSONField()),
                ("reason", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.BooleanField(null=True)),
                ("decision_note", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="commitments.commitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentPassage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("chapeau", "Chapeau"),
                            ("condition", "Condition"),
                            ("deadline", "Deadline"),
                        ],
                        default="call",
                        max_length=10,
                    ),
                ),
                ("leading", models.BooleanField(default=False)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitment_quotes",
                        to="sources.passage",
                    ),
                ),
            ],
            options={
                "ordering": ["-leading", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("staff", "Staff"),
                            ("restricted", "Restricted to desks"),
                        ],
                        default="staff",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("self_report", "Self-report"),
                        ],
                        max_length=12,
                    ),
                ),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "desks",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.desk", verbose_name="desks"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="sources.document",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="sources.passage",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["-recorded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("judge", "Assessed"),
                            ("propose", "Proposed"),
                            ("confirm", "Confirmed"),
                            ("return", "Returned"),
                            ("retract", "Retracted"),
                            ("renew", "Still true, checked"),
                        ],
                        max_length=8,
                        verbose_name="act",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("not_assessed", "Not yet assessed"),
                            ("no_information", "No information found"),
                            ("announced", "Announced"),
                            ("in_progress", "In progress"),
                            ("stalled", "Stalled"),
                            ("observed", "Being applied"),
                            ("fulfilled", "Fulfilled"),
                            ("partly_fulfilled", "Partly fulfilled"),
                            ("not_fulfilled", "Not fulfilled"),
                            ("not_applicable", "Not applicable"),
                        ],
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("ours", "Ours"),
                            ("self_reported", "Self-reported"),
                            ("third_party", "Third party"),
                        ],
                        default=monitor.commitments.workflow.Stance["OURS"],
                        max_length=13,
                        verbose_name="whose word",
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "effective_on",
                    models.DateField(blank=True, null=True, verbose_name="holds since"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                ("evidence_revision", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                (
                    "via",
                    models.CharField(
                        choices=[
                            ("dashboard", "dashboard"),
                            ("admin", "admin panel"),
                            ("api", "API"),
                            ("caldav", "calendar client"),
                            ("import", "import"),
                            ("seed", "seed"),
                            ("command", "command"),
                        ],
                        max_length=12,
                        verbose_name="door",
                    ),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="commitments.assessment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(
                        blank=True, related_name="assessments", to="commitments.evidence"
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "verbose_name_plural": "assessments",
                "ordering": ["obligation", "position"],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(editable=False, unique=True)),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("not_assessed", "Not yet assessed"),
                            ("no_information", "No information found"),
                            ("announced", "Announced"),
                            ("in_progress", "In progress"),
                            ("stalled", "Stalled"),
                            ("observed", "Being applied"),
                            ("fulfilled", "Fulfilled"),
                            ("partly_fulfilled", "Partly fulfilled"),
                            ("not_fulfilled", "Not fulfilled"),
                            ("not_applicable", "Not applicable"),
                        ],
                        default=monitor.commitments.workflow.Code["NOT_ASSESSED"],
                        editable=False,
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="holds since"
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="valid until"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="confirmed"
                    ),
                ),
                ("evidence_revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations",
                        to="actors.actor",
                        verbose_name="who",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "last_assessment",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.assessment",
                    ),
                ),
                (
                    "pending",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": ["commitment", "actor"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("supports", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="commitments.evidence",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="commitments.obligation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="commitments.obligation",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["record", "latest_on", "id"], name="commitments_record_latest"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="commitments_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__lte", 5)), name="commitments_strength_0_to_5"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("earliest_on__isnull", True),
                    ("latest_on__isnull", True),
                    ("latest_on__gte", models.F("earliest_on")),
                    _connector="OR",
                ),
                name="commitments_deadline_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deadline_kind", "none"), _negated=True),
                    models.Q(
                        ("deadline_edtf", ""),
                        ("deadline_event__isnull", True),
                        ("latest_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="commitments_no_deadline_no_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deadline_kind", "relative"), _negated=True),
                    models.Q(("deadline_days__isnull", False), ("deadline_event__isnull", False)),
                    _connector="OR",
                ),
                name="commitments_relative_names_its_trigger",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("duty_bearer_count__gt", 0), ("duty_bearers__isnull", False)),
                    models.Q(("duty_bearer_count", 0), ("duty_bearers__isnull", True)),
                    _connector="OR",
                ),
                name="commitments_count_goes_with_set",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "duty_bearer_count__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            models.Value(0),
                                                            "+",
                                                            models.F("n_no_information"),
                                                        ),
                                                        "+",
                                                        models.F("n_announced"),
                                                    ),
                                                    "+",
                                                    models.F("n_in_progress"),
                                                ),
                                                "+",
                                                models.F("n_stalled"),
                                            ),
                                            "+",
                                            models.F("n_observed"),
                                        ),
                                        "+",
                                        models.F("n_fulfilled"),
                                    ),
                                    "+",
                                    models.F("n_partly_fulfilled"),
                                ),
                                "+",
                                models.F("n_not_fulfilled"),
                            ),
                            "+",
                            models.F("n_not_applicable"),
                        ),
                    )
                ),
                name="commitments_no_more_assessed_than_bound",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("validity__in", ["in_force", "dormant", "superseded", "lapsed", "withdrawn"])
                ),
                name="commitments_validity_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at__isnull", True)),
                fields=("commitment",),
                name="commitments_amendment_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="commitments_amendment_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentpassage",
            constraint=models.UniqueConstraint(
                fields=("commitment", "passage", "role"), name="commitments_quote_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentpassage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("leading", True)),
                fields=("commitment",),
                name="commitments_quote_one_leads",
            ),
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                fields=["actor", "commitment", "code"], name="commitments_obl_actor"
            ),
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(fields=["commitment", "code"], name="commitments_obl_code"),
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(fields=["code", "valid_until"], name="commitments_obl_review"),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.UniqueConstraint(
                fields=("commitment", "actor"), name="commitments_obligation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "code__in",
                        [
                            "not_assessed",
                            "no_information",
                            "announced",
                            "in_progress",
                            "stalled",
                            "observed",
                            "fulfilled",
                            "partly_fulfilled",
                            "not_fulfilled",
                            "not_applicable",
                        ],
                    )
                ),
                name="commitments_obligation_code_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("code", monitor.commitments.workflow.Code["OBSERVED"]), _negated=True
                    ),
                    ("valid_until__isnull", False),
                    _connector="OR",
                ),
                name="commitments_observed_until_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("obligation", "evidence"),
                name="commitments_evidence_used_once",
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["-at"], name="commitments_assessment_at"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("obligation", "position"), name="commitments_assessment_one_nth"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("act__in", ["confirm", "return"])),
                fields=("answers",),
                name="commitments_assessment_answered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["judge", "propose", "renew"]), ("answers__isnull", True)),
                    models.Q(
                        ("act__in", ["confirm", "return", "retract"]), ("answers__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="commitments_assessment_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("code", monitor.commitments.workflow.Code["NOT_ASSESSED"]), _negated=True
                ),
                name="commitments_assessment_never_to_not_assessed",
            ),
        ),
    ]
