"""Whose clock a person's calendar shows, and the zone the person is in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_rights_number")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="times",
            field=models.CharField(
                choices=[
                    ("reader", "Your time zone"),
                    ("event", "Each event’s own"),
                    ("utc", "UTC"),
                ],
                default="reader",
                max_length=6,
                verbose_name="times shown",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="zone",
            field=models.CharField(
                blank=True,
                help_text="Empty for the office’s.",
                max_length=60,
                verbose_name="time zone",
            ),
        ),
    ]
