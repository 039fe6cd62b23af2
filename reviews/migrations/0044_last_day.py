from django.db import migrations, models

from reviews.migrations._last_day import CARRY_OVER, POLICIES


class Migration(migrations.Migration):
    dependencies = [("reviews", "0043_openings_looked_at"), ("accounts", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="release", name="last_day", field=models.DateField(null=True)
        ),
        CARRY_OVER,
        migrations.AlterField(model_name="release", name="last_day", field=models.DateField()),
        *POLICIES,
    ]
