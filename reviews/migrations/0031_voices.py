import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._voices import POLICIES

AMENDED = ("session", "feedback", "reply", "report", "noted", "concern")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_agreements"),
        ("reviews", "0030_asides_passed_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            "amendment",
            "of_kind",
            models.CharField(choices=[(kind, kind) for kind in AMENDED], max_length=20),
        ),
        migrations.CreateModel(
            name="AgreedContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("keys", models.JSONField()),
                ("form_id", models.UUIDField()),
                ("code", models.CharField(max_length=10)),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_contact",
                        to="reviews.agreement",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="reviews.engagement",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.invitation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["user"], name="agreed_contact_by_user")]},
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.UniqueConstraint(
                condition=models.Q(("told_by", "contact")),
                fields=("engagement", "author", "agreed_key", "happened_on"),
                name="reported_once",
            ),
        ),
        *POLICIES,
    ]
