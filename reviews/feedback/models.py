"""What the clinician says to the client, and what the client answers."""

from typing import ClassVar

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Feedback(EngagementRecord):
    """Honest feedback. draft → published; the client reads published ones, and both are locked."""

    DRAFT, PUBLISHED = "draft", "published"
    STATES: ClassVar = [(s, s) for s in (DRAFT, PUBLISHED)]
    FINAL = frozenset({PUBLISHED})

    session = models.ForeignKey(
        "reviews.SessionLog", null=True, on_delete=models.PROTECT, related_name="feedback"
    )
    text = SealedTextField()
    version = models.PositiveIntegerField(default=1)  # of this draft, for stale saves
    state = models.CharField(max_length=20, choices=STATES, default=DRAFT)
    published_at = models.DateTimeField(null=True)


class Reply(EngagementRecord):
    """What the client accepts, sees differently, needs explained. draft → sent; then locked."""

    DRAFT, SENT = "draft", "sent"
    STATES: ClassVar = [(s, s) for s in (DRAFT, SENT)]
    FINAL = frozenset({SENT})

    feedback = models.OneToOneField(Feedback, on_delete=models.PROTECT, related_name="reply")
    words = SealedTextField()  # JSON: accept, differently, explain
    version = models.PositiveIntegerField(default=1)  # of this draft, for stale saves
    state = models.CharField(max_length=20, choices=STATES, default=DRAFT)
    sent_at = models.DateTimeField(null=True)
