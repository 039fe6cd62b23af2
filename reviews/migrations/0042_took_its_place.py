from django.db import migrations

from reviews.migrations._took_its_place import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0041_drafts_over")]

    operations = [*POLICIES]
