"""What is typed into a first offer is kept before there is an engagement, under a key of its own."""

import django.db.models.deletion
from django.db import migrations, models

from reviews.migrations._offers import POLICIES


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_preview_days"), ("reviews", "0037_passed_on")]

    operations = [
        migrations.CreateModel(
            name="OfferKey",
            fields=[
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.membership",
                    ),
                ),
                ("kek_id", models.CharField(max_length=40)),
                ("wrapped", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name="unsenttext",
            name="engagement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="reviews.engagement",
            ),
        ),
        migrations.AddField(
            model_name="unsenttext",
            name="offer",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="texts",
                to="reviews.offerkey",
            ),
        ),
        migrations.AddConstraint(
            model_name="unsenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(("engagement__isnull", False), ("offer", None))
                | models.Q(
                    ("engagement", None), ("offer", models.F("about")), ("place", "first_offer")
                ),
                name="unsent_in_work_or_before_it",
            ),
        ),
        *POLICIES,
        # Going back, first of all: what was typed before there was work has no place there.
        migrations.RunSQL(
            migrations.RunSQL.noop, "delete from reviews_unsenttext where engagement_id is null"
        ),
    ]
