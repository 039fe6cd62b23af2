import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tracker.lib.fields
from reviews.migrations._ending import POLICIES

HOW = ("completed", "by_client", "not_taken_up", "by_clinician", "not_suitable", "death")
STATES = ("planned", "agreed", "not_wanted", "held", "not_held")


def record():
    """The columns of every confidential row."""
    return [
        (
            "id",
            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
        ),
        ("created_at", models.DateTimeField()),
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
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0019_suitability"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                *record(),
                ("how", models.CharField(choices=[(h, h) for h in HOW], max_length=20)),
                ("text", tracker.lib.fields.SealedTextField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("engagement",), name="one_closing")]
            },
        ),
        migrations.CreateModel(
            name="ClosingWords",
            fields=[
                *record(),
                ("text", tracker.lib.fields.SealedTextField()),
                (
                    "closing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="reviews.closing",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                *record(),
                ("months", models.PositiveSmallIntegerField()),
                ("on_date", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[(s, s) for s in STATES], default="planned", max_length=20
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "client",
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
                        fields=("engagement", "months"), name="one_follow_up_a_time"
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["on_date"],
                        name="follow_up_planned",
                    )
                ],
            },
        ),
        *POLICIES,
    ]
