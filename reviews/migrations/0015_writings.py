from django.db import migrations, models

from reviews.migrations._writings import WRITINGS

KINDS = (
    "reflection",
    "setback",
    "noted",
    "suitability",
    "review_client",
    "review_clinician",
    "closing",
    "follow_up",
)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0014_drafts_kept")]

    operations = [
        migrations.AddField("entry", "about", models.UUIDField(null=True)),
        migrations.AlterField(
            "entry",
            "kind",
            models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=20),
        ),
        migrations.AddConstraint(
            "entry", models.UniqueConstraint(fields=("kind", "about"), name="one_entry_about")
        ),
        WRITINGS,
    ]
