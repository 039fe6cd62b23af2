from django.db import migrations, models
from django.db.migrations import RunSQL

import accounts.models
from tracker.lib.rls import APP


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_agreements")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="follow_up_months",
            field=models.JSONField(
                db_default=models.Value([3, 6, 12], models.JSONField()),
                default=accounts.models.after_the_end,
            ),
        ),
        RunSQL(
            f"grant update (follow_up_months) on accounts_organization to {APP};",
            f"revoke update (follow_up_months) on accounts_organization from {APP};",
        ),
    ]
