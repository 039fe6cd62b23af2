"""A check-in that was noted as talked by mistake, or whose log was withdrawn, can still be missed."""

from django.db import migrations

from reviews.migrations._checkins import add_moves


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_dialogue")]

    operations = [add_moves([("reviews_checkin", "discussed", "missed")])]
