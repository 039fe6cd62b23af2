"""Grants on the tables of Django, guardian and allauth, which have no row policies."""

from django.db import migrations

from accounts.migrations._policies import OPEN_TABLES


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_tables"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = OPEN_TABLES
