from django.db import migrations

from reviews.migrations._held import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0028_one_draft")]

    operations = [*POLICIES]
