"""The tables of this slice."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Component",
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
                ("variant", models.SlugField(max_length=60)),
                ("body", models.BinaryField(default=b"")),
                ("zone", models.CharField(blank=True, max_length=60)),
                ("first_on", models.DateField(blank=True, null=True)),
                ("leaves_on", models.DateField(blank=True, null=True)),
                ("revision", models.BigIntegerField()),
                ("revised_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("profile", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "rendered component",
                "verbose_name_plural": "rendered components",
                "indexes": [
                    models.Index(fields=["variant", "revision"], name="subscriptions_variant_rev"),
                    models.Index(
                        fields=["variant", "leaves_on"], name="subscriptions_variant_leaves"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "item", "variant"), name="subscriptions_component_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=40, unique=True, verbose_name="address")),
                ("variant", models.SlugField(max_length=60)),
                ("seen", models.BigIntegerField(default=0, verbose_name="seen")),
                ("revision", models.BigIntegerField(default=0, verbose_name="revision")),
                ("revised_at", models.DateTimeField(verbose_name="revised")),
                ("good_until", models.DateField(blank=True, null=True, verbose_name="good until")),
            ],
            options={
                "verbose_name": "feed",
                "verbose_name_plural": "feeds",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revision__gte", 0), ("seen__gte", models.F("revision"))
                        ),
                        name="subscriptions_feed_revision_not_ahead",
                    )
                ],
            },
        ),
    ]
