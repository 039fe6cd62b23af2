"""What the two of them write to each other about one check-in."""

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Message(EngagementRecord):
    """One message, by either of the two. Sent as it is, never edited."""

    checkin = models.ForeignKey(
        "reviews.CheckIn", on_delete=models.PROTECT, related_name="messages"
    )
    text = SealedTextField()

    class Meta:
        indexes = (models.Index(fields=["checkin", "created_at"], name="message_by_checkin"),)
