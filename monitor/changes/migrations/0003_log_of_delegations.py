"""The log knows our own delegations; a choice alone, the table stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("changes", "0002_log_append_only"),
    ]

    operations = [
        migrations.AlterField(
            model_name="change",
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
