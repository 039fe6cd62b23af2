from django.db import migrations

from reviews.migrations._reported_again import POLICIES

# Going back leaves the index away: it could not be made over concerns that were reported again.
WITHOUT_INDEX = migrations.RunSQL("drop index if exists reported_once", migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0035_dated")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name="concern", name="reported_once")
            ],
            database_operations=[WITHOUT_INDEX],
        ),
        *POLICIES,
    ]
