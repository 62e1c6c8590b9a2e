"""Components that a change of many items leaves to be rendered later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_feeds_and_components")]

    operations = [
        migrations.AddField(
            model_name="component",
            name="stale_since",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="component",
            index=models.Index(
                fields=["variant", "stale_since"], name="subscriptions_variant_stale"
            ),
        ),
    ]
