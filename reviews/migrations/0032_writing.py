import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tracker.lib.fields
from reviews.migrations._writing import POLICIES


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_sending"),
        ("reviews", "0031_voices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("report", "prepared_at", models.DateTimeField(null=True)),
        migrations.AddField("section", "rests", tracker.lib.fields.SealedTextField(null=True)),
        migrations.AddField(
            "cosignature", "standing", tracker.lib.fields.SealedTextField(null=True)
        ),
        migrations.CreateModel(
            name="AnswerKeptBack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("why", tracker.lib.fields.SealedTextField()),
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
                    "cosignature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_back",
                        to="reviews.cosignature",
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
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="ReportTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("sections", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.organization"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "version"), name="one_report_template_a_version"
                    )
                ]
            },
        ),
        *POLICIES,
    ]
