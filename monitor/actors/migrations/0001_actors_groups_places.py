"""The tables of this slice."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_users_and_desks"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddresseeSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "addressee set",
                "verbose_name_plural": "addressee sets",
            },
        ),
        migrations.CreateModel(
            name="Actor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200)),
                ("name_fr", models.CharField(blank=True, max_length=200)),
                ("name_es", models.CharField(blank=True, max_length=200)),
                ("name_ar", models.CharField(blank=True, max_length=200)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("observer", "Observer State"),
                            ("organisation", "Organisation"),
                            ("organ", "Organ"),
                            ("group", "Group"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="ISO 3166-1 alpha-3 for states, a slug otherwise.",
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("iso2", models.CharField(blank=True, max_length=2)),
                ("m49", models.CharField(blank=True, max_length=3)),
                ("demonym_en", models.CharField(blank=True, max_length=80)),
                ("demonym_fr", models.CharField(blank=True, max_length=80)),
                ("demonym_es", models.CharField(blank=True, max_length=80)),
                ("demonym_ar", models.CharField(blank=True, max_length=80)),
                ("un_group_note", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="actors.actor",
                    ),
                ),
                (
                    "un_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regional_members",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "actor",
                "verbose_name_plural": "actors",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="AddresseeSetMember",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "set_id",
                        "actor_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressed_in",
                        to="actors.actor",
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="actors.addresseeset",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="actors.actor",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="belongs_to",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
            },
        ),
        migrations.CreateModel(
            name="Place",
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
                    ),
                ),
                ("name_en", models.CharField(max_length=200)),
                ("name_fr", models.CharField(blank=True, max_length=200)),
                ("name_es", models.CharField(blank=True, max_length=200)),
                ("name_ar", models.CharField(blank=True, max_length=200)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("venue", models.CharField(blank=True, max_length=200)),
                ("country_words", models.CharField(blank=True, max_length=120)),
                ("zone", models.CharField(blank=True, max_length=60)),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="actors.actor",
                    ),
                ),
                ("desks", models.ManyToManyField(blank=True, related_name="+", to="accounts.desk")),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200)),
                ("name_fr", models.CharField(blank=True, max_length=200)),
                ("name_es", models.CharField(blank=True, max_length=200)),
                ("name_ar", models.CharField(blank=True, max_length=200)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=60, unique=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="actors.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["code"],
            },
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["state", "observer"]), _negated=True),
                    ("code__regex", "^[A-Z]{3}$"),
                    _connector="OR",
                ),
                name="actors_actor_state_code_is_alpha3",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part_of__isnull", True),
                    models.Q(("part_of", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="actors_actor_not_part_of_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="addresseesetmember",
            index=models.Index(fields=["actor", "set"], name="actors_setmember_actor_set"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("group", "member", "since"),
                name="actors_membership_once_per_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("since__isnull", True)),
                fields=("group", "member"),
                name="actors_membership_once_without_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    ("since__isnull", True),
                    ("until__gt", models.F("since")),
                    _connector="OR",
                ),
                name="actors_membership_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("group", models.F("member")), _negated=True),
                name="actors_membership_not_of_itself",
            ),
        ),
    ]
