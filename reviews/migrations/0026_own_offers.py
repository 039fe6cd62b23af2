from django.db import migrations

from reviews.migrations._own_offers import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0025_shown_in_time")]

    operations = [*POLICIES]
