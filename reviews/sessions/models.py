"""What the clinician writes after a check-in: the session log, and process notes of their own."""

from typing import ClassVar

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class SessionLog(EngagementRecord):
    """One meeting, or one that did not take place. draft → signed; the client reads signed ones."""

    DRAFT, SIGNED = "draft", "signed"
    STATES: ClassVar = [(s, s) for s in (DRAFT, SIGNED)]
    FINAL = frozenset({SIGNED})

    IN_PERSON, VIDEO, PHONE = "in_person", "video", "phone"
    FORMATS: ClassVar = [(f, f) for f in (IN_PERSON, VIDEO, PHONE)]
    # Why a meeting did not take place: never whose fault it was.
    TOLD_BEFOREHAND, NOT_TOLD, LOGISTICS, OUR_SIDE = (
        "told_beforehand",
        "not_told",
        "logistics",
        "our_side",
    )
    REASONS: ClassVar = [(r, r) for r in (TOLD_BEFOREHAND, NOT_TOLD, LOGISTICS, OUR_SIDE)]

    checkin = models.ForeignKey(
        "reviews.CheckIn", null=True, on_delete=models.PROTECT, related_name="session_logs"
    )
    on_date = models.DateField()
    held = models.BooleanField()
    why_not = models.CharField(max_length=20, choices=REASONS, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    format = models.CharField(max_length=20, choices=FORMATS, blank=True)
    words = SealedTextField()  # JSON: words.Words
    version = models.PositiveIntegerField(default=1)  # of this draft, for stale saves
    state = models.CharField(max_length=20, choices=STATES, default=DRAFT)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(held=True, why_not="")
                | (models.Q(held=False) & ~models.Q(why_not="")),
                name="a_meeting_not_held_says_why",
            ),
            models.UniqueConstraint(
                fields=("checkin", "author"),
                condition=models.Q(state="draft"),
                name="one_draft_a_checkin",
            ),
        )
        indexes = (models.Index(fields=["engagement", "on_date"], name="session_by_engagement"),)


class ProcessNote(EngagementRecord):
    """The clinician's private thinking. Its own key, policy and audit chain; nobody else reads it.

    It is in no report, export, search or list but its author's own.
    """

    session = models.ForeignKey(
        SessionLog, null=True, on_delete=models.PROTECT, related_name="process_notes"
    )
    text = SealedTextField()
