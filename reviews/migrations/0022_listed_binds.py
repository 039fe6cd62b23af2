from django.db import migrations, models

from reviews.migrations._binding import POLICIES

OF_KINDS = ("session", "feedback", "commitment", "agreement", "review", "concern")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0021_progress")]

    operations = [
        migrations.AlterField(
            "ground",
            "of_kind",
            models.CharField(choices=[(kind, kind) for kind in OF_KINDS], max_length=20),
        ),
        *POLICIES,
    ]
