from django.db import migrations

from reviews.migrations._stated import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0023_disclosures")]

    operations = [*POLICIES]
