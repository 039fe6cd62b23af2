from django.db import migrations

from reviews.migrations._openings_looked_at import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0042_took_its_place")]

    operations = [*POLICIES]
