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
                        verbose_name="kind",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="ISO 3166-1 alpha-3 for states, a slug otherwise.",
                        max_length=40,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "iso2",
                    models.CharField(
                        blank=True, max_length=2, verbose_name="ISO code of two letters"
                    ),
                ),
                ("m49", models.CharField(blank=True, max_length=3, verbose_name="UN M49 code")),
                (
                    "demonym_en",
                    models.CharField(blank=True, max_length=80, verbose_name="demonym in English"),
                ),
                (
                    "demonym_fr",
                    models.CharField(blank=True, max_length=80, verbose_name="demonym in French"),
                ),
                (
                    "demonym_es",
                    models.CharField(blank=True, max_length=80, verbose_name="demonym in Spanish"),
                ),
                (
                    "demonym_ar",
                    models.CharField(blank=True, max_length=80, verbose_name="demonym in Arabic"),
                ),
                (
                    "un_group_note",
                    models.CharField(blank=True, max_length=300, verbose_name="note on the group"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="actors.actor",
                        verbose_name="part of",
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
                        verbose_name="UN regional group",
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
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="actors.actor",
                        verbose_name="group",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="belongs_to",
                        to="actors.actor",
                        verbose_name="member",
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
                        verbose_name="visibility",
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
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="venue")),
                (
                    "country_words",
                    models.CharField(blank=True, max_length=120, verbose_name="country in words"),
                ),
                ("zone", models.CharField(blank=True, max_length=60, verbose_name="time zone")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        verbose_name="longitude",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="actors.actor",
                        verbose_name="country",
                    ),
                ),
                (
                    "desks",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.desk", verbose_name="desks"
                    ),
                ),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="actors.topic",
                        verbose_name="parent topic",
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
