"""Personal feeds: their choices, secret addresses and entries; who watches what."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def part_events_from_deadlines(apps: Any, _schema_editor: Any) -> None:
    """Events have a variant of their own now: the same bytes under another name."""
    component = apps.get_model("subscriptions", "Component")
    rows = component.objects.filter(kind="event", variant__contains="-event-")
    for variant in set(rows.values_list("variant", flat=True)):
        rows.filter(variant=variant).update(variant=variant.replace("-event-", "-dates-", 1))


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0001_actors_groups_places"),
        ("commitments", "0002_assessments_append_only"),
        ("subscriptions", "0002_components_marked_stale"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("fetched_at", models.DateTimeField(blank=True, null=True)),
                ("client", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "verbose_name": "feed address",
                "verbose_name_plural": "feed addresses",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FeedMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.BigIntegerField()),
                ("revised_at", models.DateTimeField()),
                ("busy", models.BooleanField(default=False)),
                ("leaves_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "entry of a feed",
                "verbose_name_plural": "entries of feeds",
            },
        ),
        migrations.CreateModel(
            name="Touched",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("actor", "actor"),
                            ("place", "place"),
                            ("topic", "topic"),
                            ("series", "series"),
                            ("document", "document"),
                            ("event", "event"),
                            ("commitment", "commitment"),
                            ("obligation", "obligation"),
                            ("desk", "desk"),
                            ("user", "user"),
                        ],
                        max_length=12,
                    ),
                ),
                ("item", models.UUIDField(blank=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "touched item",
                "verbose_name_plural": "touched items",
            },
        ),
        migrations.CreateModel(
            name="VariantUse",
            fields=[
                ("slug", models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ("wording", models.SlugField(max_length=10)),
                ("language", models.SlugField(max_length=8)),
                ("imprecise", models.SlugField(max_length=14)),
                ("entry", models.SlugField(max_length=8)),
                ("profile", models.SlugField(max_length=10)),
                ("actor", models.SlugField(blank=True, max_length=10)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "variant in use",
                "verbose_name_plural": "variants in use",
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("actor", "actor"),
                            ("place", "place"),
                            ("topic", "topic"),
                            ("series", "series"),
                            ("document", "document"),
                            ("event", "event"),
                            ("commitment", "commitment"),
                            ("obligation", "obligation"),
                            ("desk", "desk"),
                            ("user", "user"),
                        ],
                        max_length=12,
                    ),
                ),
                ("item", models.UUIDField()),
                ("since", models.DateTimeField()),
            ],
            options={
                "verbose_name": "watch",
                "verbose_name_plural": "watches",
            },
        ),
        migrations.RemoveConstraint(
            model_name="feed",
            name="subscriptions_feed_revision_not_ahead",
        ),
        migrations.AddField(
            model_name="component",
            name="exact",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="component",
            name="last_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="component",
            name="status",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="feed",
            name="color",
            field=models.CharField(
                choices=[
                    ("steelblue", "Blue"),
                    ("seagreen", "Green"),
                    ("firebrick", "Red"),
                    ("darkorange", "Orange"),
                    ("mediumpurple", "Purple"),
                    ("slategray", "Grey"),
                ],
                default="steelblue",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commitments.commitment",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="created_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="made"),
        ),
        migrations.AddField(
            model_name="feed",
            name="edited_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="feed",
            name="edition",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="feed",
            name="edition_read",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="feed",
            name="entries",
            field=models.CharField(
                blank=True, default="cancelled,confirmed,tentative", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="imprecise",
            field=models.CharField(
                choices=[
                    ("marker", "On the first possible day, marked “?”"),
                    ("span", "Over all possible days"),
                    ("omit", "Leave out"),
                ],
                default="marker",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="language",
            field=models.CharField(default="en", max_length=8, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="feed",
            name="name",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="feed",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="feeds",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="profile",
            field=models.CharField(
                choices=[
                    ("default", "What every calendar reads"),
                    ("extended", "With places and links as data"),
                ],
                default="default",
                max_length=8,
                verbose_name="profile",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="query",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="feed",
            name="reminders",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="feed",
            name="revoked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="revoked"),
        ),
        migrations.AddField(
            model_name="feed",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="revoked by",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="rights",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="feed",
            name="scope",
            field=models.CharField(
                blank=True,
                choices=[
                    ("all", "Everything I may see"),
                    ("list", "A list of commitments"),
                    ("calendar", "A calendar view"),
                    ("state", "One State"),
                    ("commitment", "One commitment"),
                    ("watched", "What I watch"),
                ],
                max_length=10,
                verbose_name="what it holds",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="state",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="actors.actor",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="tasks",
            field=models.CharField(
                choices=[
                    ("event", "As all-day events"),
                    ("todo", "As tasks"),
                    ("both", "As both"),
                    ("none", "Leave out"),
                ],
                default="event",
                max_length=5,
                verbose_name="tasks",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="with_statuses",
            field=models.BooleanField(default=False, verbose_name="with statuses"),
        ),
        migrations.AddField(
            model_name="feed",
            name="years",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="feed",
            name="variant",
            field=models.SlugField(blank=True, max_length=60, verbose_name="variant"),
        ),
        migrations.AddIndex(
            model_name="feed",
            index=models.Index(fields=["owner", "revoked_at"], name="subscriptions_feed_owner"),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revision__gte", 0),
                    models.Q(
                        ("owner__isnull", False),
                        ("seen__gte", models.F("revision")),
                        _connector="OR",
                    ),
                ),
                name="subscriptions_feed_revision_not_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", True), ("scope", "")),
                    models.Q(
                        ("owner__isnull", False),
                        (
                            "scope__in",
                            ["all", "list", "calendar", "state", "commitment", "watched"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="subscriptions_feed_personal_has_a_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope", "state"), ("state__isnull", False)),
                    models.Q(models.Q(("scope", "state"), _negated=True), ("state__isnull", True)),
                    _connector="OR",
                ),
                name="subscriptions_feed_state_names_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope", "commitment"), ("commitment__isnull", False)),
                    models.Q(
                        models.Q(("scope", "commitment"), _negated=True),
                        ("commitment__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="subscriptions_feed_commitment_names_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(("edition__gte", models.F("edition_read"))),
                name="subscriptions_feed_edition_not_ahead",
            ),
        ),
        migrations.AddField(
            model_name="feedaddress",
            name="feed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="addresses",
                to="subscriptions.feed",
            ),
        ),
        migrations.AddField(
            model_name="feedmember",
            name="component",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="subscriptions.component",
            ),
        ),
        migrations.AddField(
            model_name="feedmember",
            name="feed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="subscriptions.feed",
            ),
        ),
        migrations.AddIndex(
            model_name="touched",
            index=models.Index(fields=["n"], name="subscriptions_touched_n"),
        ),
        migrations.AddField(
            model_name="watch",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="watches",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="feedaddress",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                name="subscriptions_address_is_a_digest",
            ),
        ),
        migrations.AddIndex(
            model_name="feedmember",
            index=models.Index(fields=["feed", "leaves_on"], name="subscriptions_member_leaves"),
        ),
        migrations.AddConstraint(
            model_name="feedmember",
            constraint=models.UniqueConstraint(
                fields=("feed", "component"), name="subscriptions_member_once"
            ),
        ),
        migrations.AddIndex(
            model_name="watch",
            index=models.Index(fields=["kind", "item"], name="subscriptions_watch_item"),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(
                fields=("user", "kind", "item"), name="subscriptions_watch_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["event", "commitment"])),
                name="subscriptions_watch_of_an_item",
            ),
        ),
        migrations.RunPython(part_events_from_deadlines, migrations.RunPython.noop),
    ]
