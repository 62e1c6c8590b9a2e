"""A kind of change more; nothing in a feed is of it, and no table is built anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0003_personal_feeds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="component",
            name="kind",
            field=models.CharField(
                choices=[
                    ("actor", "actor"),
                    ("place", "place"),
                    ("topic", "topic"),
                    ("series", "series"),
                    ("document", "document"),
                    ("event", "event"),
                    ("delegation", "delegation"),
                    ("commitment", "commitment"),
                    ("obligation", "obligation"),
                    ("desk", "desk"),
                    ("user", "user"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="touched",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("actor", "actor"),
                    ("place", "place"),
                    ("topic", "topic"),
                    ("series", "series"),
                    ("document", "document"),
                    ("event", "event"),
                    ("delegation", "delegation"),
                    ("commitment", "commitment"),
                    ("obligation", "obligation"),
                    ("desk", "desk"),
                    ("user", "user"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="watch",
            name="kind",
            field=models.CharField(
                choices=[
                    ("actor", "actor"),
                    ("place", "place"),
                    ("topic", "topic"),
                    ("series", "series"),
                    ("document", "document"),
                    ("event", "event"),
                    ("delegation", "delegation"),
                    ("commitment", "commitment"),
                    ("obligation", "obligation"),
                    ("desk", "desk"),
                    ("user", "user"),
                ],
                max_length=12,
            ),
        ),
    ]
