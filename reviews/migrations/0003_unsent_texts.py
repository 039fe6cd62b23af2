import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tracker.lib.fields
from reviews.migrations._unsent import POLICIES


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UnsentText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("text", tracker.lib.fields.SealedTextField()),
                ("second_text", tracker.lib.fields.SealedTextField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("second_saved_at", models.DateTimeField(null=True)),
                ("place", models.CharField(max_length=40)),
                ("about", models.UUIDField()),
                ("box", models.CharField(max_length=40)),
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
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "place", "about", "box"), name="one_unsent_text_a_box"
                    )
                ],
            },
        ),
        *POLICIES,
    ]
