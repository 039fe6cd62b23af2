from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0039_answers_told")]

    operations = [
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(
                fields=("kind", "about"),
                condition=models.Q(kind="follow_up", state="shared"),
                name="one_signed_account",
            ),
        )
    ]
