"""The base of every confidential row, and the wrapped keys that seal them."""

import uuid

from django.conf import settings
from django.db import models


class EngagementRecord(models.Model):
    """A confidential row: it belongs to one engagement, the unit of grant, policy, key and audit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(
        "reviews.Engagement", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: made by the system, as check-ins ahead are
    created_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class EngagementKey(models.Model):
    """A wrapped data key. Dumped apart from the rest, with its own short retention."""

    RECORD = "record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(
        "reviews.Engagement", on_delete=models.PROTECT, related_name="keys"
    )
    purpose = models.CharField(max_length=20, choices=[(RECORD, RECORD)])
    kek_id = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("engagement", "purpose"), name="one_key_a_purpose"),
        )

    def __str__(self) -> str:
        return str(self.id)
