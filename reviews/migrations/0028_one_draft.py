from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0027_asides_ever")]

    operations = [
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(
                fields=("kind", "engagement", "author"),
                condition=models.Q(state="draft", about=None, checkin=None),
                name="one_draft_of_a_kind",
            ),
        )
    ]
