from django.db import migrations, models
from django.db.migrations import RunSQL

from tracker.lib.rls import APP


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_sending")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="weekly_mail",
            field=models.BooleanField(db_default=True, default=True),
        ),
        RunSQL(
            f"grant update (weekly_mail) on accounts_user to {APP};",
            f"revoke update (weekly_mail) on accounts_user from {APP};",
        ),
    ]
