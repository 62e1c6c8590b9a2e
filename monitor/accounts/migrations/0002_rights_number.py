"""A number that grows with each change of a person's rights."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_users_and_desks")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="rights",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
