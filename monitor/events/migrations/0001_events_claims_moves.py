"""The tables of this slice."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import monitor.events.workflow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_users_and_desks"),
        ("actors", "0001_actors_groups_places"),
        ("sources", "0001_documents_versions_passages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DateClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("edtf", models.CharField(blank=True, max_length=60)),
                ("earliest", models.DateField(blank=True, null=True)),
                ("latest", models.DateField(blank=True, null=True)),
                ("exact", models.BooleanField(default=False)),
                ("how", models.CharField(blank=True, max_length=200)),
                ("needs", models.CharField(blank=True, max_length=120)),
                ("start_time", models.TimeField(blank=True, null=True)),
                ("end_time", models.TimeField(blank=True, null=True)),
                ("zone", models.CharField(blank=True, max_length=60)),
                ("official", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("said_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_claims",
                        to="sources.document",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_claims",
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
                "verbose_name": "date claim",
                "verbose_name_plural": "date claims",
                "ordering": ["-recorded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conference", "Conference"),
                            ("assembly", "Assembly"),
                            ("summit", "Summit"),
                            ("meeting", "Meeting"),
                            ("debate", "Debate"),
                            ("adoption", "Adoption"),
                            ("visit", "Visit"),
                            ("observance", "International day"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
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
                    "ordinal",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="number in the series"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("mentioned", "Mentioned"),
                            ("tentative", "Tentative"),
                            ("confirmed", "Confirmed"),
                            ("held", "Held"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                            ("superseded", "Superseded"),
                        ],
                        default=monitor.events.workflow.EventStatus["MENTIONED"],
                        editable=False,
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("claim_chosen", models.BooleanField(default=False, editable=False)),
                ("edtf", models.CharField(blank=True, editable=False, max_length=60)),
                ("earliest", models.DateField(blank=True, editable=False, null=True)),
                ("latest", models.DateField(blank=True, editable=False, null=True)),
                ("exact", models.BooleanField(default=False, editable=False)),
                ("cancelled_on", models.DateField(blank=True, editable=False, null=True)),
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
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "current_claim",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.dateclaim",
                    ),
                ),
                (
                    "desks",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.desk", verbose_name="desks"
                    ),
                ),
                (
                    "documents",
                    models.ManyToManyField(
                        blank=True,
                        related_name="events",
                        to="sources.document",
                        verbose_name="documents",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted",
                        to="actors.actor",
                        verbose_name="host",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organised",
                        to="actors.actor",
                        verbose_name="organiser",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="events.event",
                        verbose_name="part of",
                    ),
                ),
                (
                    "participants",
                    models.ManyToManyField(
                        blank=True,
                        related_name="takes_part_in",
                        to="actors.actor",
                        verbose_name="participants",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="actors.place",
                        verbose_name="place",
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
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="events.event",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="events", to="actors.topic", verbose_name="topics"
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["earliest", "pk"],
            },
        ),
        migrations.AddField(
            model_name="dateclaim",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="events.event",
            ),
        ),
        migrations.CreateModel(
            name="EventMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "frm",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mentioned", "Mentioned"),
                            ("tentative", "Tentative"),
                            ("confirmed", "Confirmed"),
                            ("held", "Held"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("mentioned", "Mentioned"),
                            ("tentative", "Tentative"),
                            ("confirmed", "Confirmed"),
                            ("held", "Held"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
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
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_moves",
                        to="sources.document",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="events.event",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_moves",
                        to="sources.passage",
                    ),
                ),
            ],
            options={
                "verbose_name": "move",
                "verbose_name_plural": "moves",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="EventPassage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("leading", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="events.event",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_mentions",
                        to="sources.passage",
                    ),
                ),
            ],
            options={
                "ordering": ["-leading", "pk"],
            },
        ),
        migrations.CreateModel(
            name="EventSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                (
                    "name_fr",
                    models.CharField(blank=True, max_length=200, verbose_name="name in French"),
                ),
                (
                    "name_es",
                    models.CharField(blank=True, max_length=200, verbose_name="name in Spanish"),
                ),
                (
                    "name_ar",
                    models.CharField(blank=True, max_length=200, verbose_name="name in Arabic"),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="actors.actor",
                        verbose_name="organiser",
                    ),
                ),
            ],
            options={
                "verbose_name": "event series",
                "verbose_name_plural": "event series",
                "ordering": ["code"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="events.eventseries",
                verbose_name="series",
            ),
        ),
        migrations.AddConstraint(
            model_name="dateclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("earliest__isnull", True),
                    ("latest__isnull", True),
                    ("latest__gte", models.F("earliest")),
                    _connector="OR",
                ),
                name="events_claim_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="dateclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_time__isnull", True),
                    models.Q(("zone", ""), _negated=True),
                    _connector="OR",
                ),
                name="events_claim_time_has_a_zone",
            ),
        ),
        migrations.AddConstraint(
            model_name="dateclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_time__isnull", True), ("start_time__isnull", False), _connector="OR"
                ),
                name="events_claim_end_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="dateclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document__isnull", False),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="events_claim_rests_on_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventpassage",
            constraint=models.UniqueConstraint(
                fields=("event", "passage"), name="events_mention_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="eventpassage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("leading", True)),
                fields=("event",),
                name="events_mention_one_leads",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["earliest", "latest"], name="events_event_days"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["status", "latest", "id"], name="events_event_status_latest"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                fields=("series", "ordinal"), name="events_event_ordinal_once_in_series"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="events_event_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ordinal__isnull", True), ("series__isnull", False), _connector="OR"
                ),
                name="events_event_ordinal_needs_series",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("earliest__isnull", True),
                    ("latest__isnull", True),
                    ("latest__gte", models.F("earliest")),
                    _connector="OR",
                ),
                name="events_event_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "mentioned",
                            "tentative",
                            "confirmed",
                            "held",
                            "postponed",
                            "cancelled",
                            "superseded",
                        ],
                    )
                ),
                name="events_event_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "superseded"), ("superseded_by__isnull", False)),
                    models.Q(
                        models.Q(("status", "superseded"), _negated=True),
                        ("superseded_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="events_event_superseded_names_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="events_event_not_part_of_itself",
            ),
        ),
    ]
