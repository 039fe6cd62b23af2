"""Drafts of work that is over go after a warning of their own; what whoever is asked types stays."""

from django.db import migrations

from reviews.migrations._drafts_over import POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0040_one_account")]

    operations = [*POLICIES]
