from django.db import migrations

from reviews.migrations._stopping import STOPPING


class Migration(migrations.Migration):
    dependencies = [("reviews", "0009_covers")]

    operations = [*STOPPING]
