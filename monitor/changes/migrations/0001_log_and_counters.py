"""The tables of this slice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("n", models.BigIntegerField(primary_key=True, serialize=False)),
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
                ("act", models.SlugField(max_length=40)),
                ("by", models.CharField(max_length=150)),
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
                ("at", models.DateTimeField()),
                ("fields", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "indexes": [models.Index(fields=["item", "-n"], name="changes_change_item")],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("name", models.SlugField(max_length=32, primary_key=True, serialize=False)),
                ("value", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)), name="changes_counter_not_negative"
                    )
                ],
            },
        ),
    ]
