from django.db import migrations

from reviews.migrations._shown import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0024_each_is_stated")]

    operations = [*POLICIES]
