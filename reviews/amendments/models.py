"""What is said later about a signed record. The record itself is never changed."""

from typing import ClassVar

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Amendment(EngagementRecord):
    """An addendum with its reason, or the word that a record was entered in error.

    A record entered in error is withdrawn from view and kept sealed.
    """

    ADDENDUM, IN_ERROR = "addendum", "in_error"
    KINDS: ClassVar = [(k, k) for k in (ADDENDUM, IN_ERROR)]
    SESSION, FEEDBACK, REPLY, REPORT = "session", "feedback", "reply", "report"
    NOTED = "noted"  # an Entry: its addenda are the journal's own
    CONCERN = "concern"  # what an employer contact named: in error, by the clinician who reads it
    OF_KINDS: ClassVar = [(k, k) for k in (SESSION, FEEDBACK, REPLY, REPORT, NOTED, CONCERN)]

    kind = models.CharField(max_length=20, choices=KINDS)
    of_kind = models.CharField(max_length=20, choices=OF_KINDS)
    of_id = models.UUIDField()
    reason = SealedTextField()
    text = SealedTextField(null=True)  # an addendum's

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("of_id",), condition=models.Q(kind="in_error"), name="in_error_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="in_error", text=None)
                | models.Q(kind="addendum", text__isnull=False),
                name="an_addendum_has_a_text",
            ),
        )
        indexes = (models.Index(fields=["engagement", "of_id"], name="amendment_of_record"),)
