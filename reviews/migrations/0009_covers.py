import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._covers import POLICIES


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0008_prompts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("code", models.CharField(max_length=12)),
                ("by_practice", models.BooleanField(default=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("colleague_said_at", models.DateTimeField(null=True)),
                ("client_said_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("agreed", "agreed"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("lapsed", "lapsed"),
                            ("over", "over"),
                        ],
                        default="asked",
                        max_length=20,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={"abstract": False},
        ),
        migrations.RemoveConstraint(model_name="sessionlog", name="one_draft_a_checkin"),
        migrations.AddField(
            model_name="engagement",
            name="covered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="engagement", name="covered_from", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="engagement", name="covered_until", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="engagementgrant", name="ends_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="engagementgrant", name="starts_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="sessionlog",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")),
                fields=("checkin", "author"),
                name="one_draft_a_checkin",
            ),
        ),
        migrations.AddField(
            model_name="cover",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cover",
            name="colleague",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cover",
            name="engagement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="reviews.engagement",
            ),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("asked", "agreed"))),
                fields=("engagement",),
                name="one_cover_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__lt", models.F("ends_at"))),
                name="a_cover_has_two_dates",
            ),
        ),
        *POLICIES,
    ]
