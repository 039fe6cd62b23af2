from django.db import migrations

from reviews.migrations._answers import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0038_first_offers")]

    operations = [*POLICIES]
