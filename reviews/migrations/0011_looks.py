from django.db import migrations

from reviews.migrations._looks import LOOKS


class Migration(migrations.Migration):
    dependencies = [("reviews", "0010_stop_links"), ("accounts", "0006_weekly_mail")]

    operations = [*LOOKS]
