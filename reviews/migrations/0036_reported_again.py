from django.db import migrations

from reviews.migrations._reported_again import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0035_dated")]

    operations = [
        migrations.RemoveConstraint(model_name="concern", name="reported_once"),
        *POLICIES,
    ]
