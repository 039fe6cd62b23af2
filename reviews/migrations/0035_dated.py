from django.db import migrations

from reviews.migrations._dated import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0034_preview")]

    operations = [*POLICIES]
