from django.db import migrations

from reviews.migrations._asides_passed_on import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0029_waiting_is_held")]

    operations = [*POLICIES]
