"""Our own delegations at events."""

import uuid

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_users_and_desks"),
        ("events", "0002_moves_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Participation",
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
                ("post", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head_of_state", "Head of State"),
                            ("head_of_government", "Head of Government"),
                            ("minister", "Minister"),
                            ("deputy_minister", "Deputy minister"),
                            ("ambassador", "Ambassador"),
                            ("senior_official", "Senior official"),
                            ("expert", "Expert"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("host", "Hosts"),
                            ("speaks", "Speaks"),
                            ("attends", "Attends"),
                            ("represented", "Is represented"),
                            ("regrets", "Sends regrets"),
                            ("undecided", "Undecided"),
                        ],
                        default="undecided",
                        max_length=12,
                    ),
                ),
                ("drafting", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "desks",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.desk", verbose_name="desks"
                    ),
                ),
                (
                    "drafting_desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="drafts_for",
                        to="accounts.desk",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="participations",
                        to="events.event",
                    ),
                ),
                (
                    "lead_desk",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="leads_at",
                        to="accounts.desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("post", ""), _negated=True),
                        name="events_participation_has_a_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visibility", "public"), _negated=True),
                        name="events_participation_never_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drafting", True), ("drafting_desk__isnull", True), _connector="OR"
                        ),
                        name="events_participation_desk_drafts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "part__in",
                                [
                                    "host",
                                    "speaks",
                                    "attends",
                                    "represented",
                                    "regrets",
                                    "undecided",
                                ],
                            )
                        ),
                        name="events_participation_part_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__in",
                                [
                                    "",
                                    "head_of_state",
                                    "head_of_government",
                                    "minister",
                                    "deputy_minister",
                                    "ambassador",
                                    "senior_official",
                                    "expert",
                                ],
                            )
                        ),
                        name="events_participation_level_known",
                    ),
                ],
            },
        ),
    ]
