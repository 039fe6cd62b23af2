from django.db import migrations

from reviews.migrations._asides_ever import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0026_own_offers")]

    operations = [*POLICIES]
