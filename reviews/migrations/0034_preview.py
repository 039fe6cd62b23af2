from django.db import migrations, models

from reviews.migrations._preview import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0033_closed_releases"), ("accounts", "0009_preview_days")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="preview_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        *POLICIES,
    ]
