from django.db import migrations, models
from django.db.migrations import RunSQL

from tracker.lib.rls import APP


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_follow_ups")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="preview_days",
            field=models.PositiveSmallIntegerField(db_default=5, default=5),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(("preview_days__gte", 2), ("preview_days__lte", 20)),
                name="preview_within_bounds",
            ),
        ),
        RunSQL(
            f"grant update (preview_days) on accounts_organization to {APP};",
            f"revoke update (preview_days) on accounts_organization from {APP};",
        ),
    ]
