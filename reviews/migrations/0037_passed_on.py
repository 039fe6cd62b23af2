from django.db import migrations

from reviews.migrations._passed_on import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0036_reported_again")]

    operations = [*POLICIES]
