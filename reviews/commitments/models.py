"""What was agreed to be done, and how it went, in words."""

from typing import ClassVar

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Commitment(EngagementRecord):
    """One agreed step of the client's: what, and by when if a day was agreed. Never edited."""

    session = models.ForeignKey(
        "reviews.SessionLog", on_delete=models.PROTECT, related_name="commitments"
    )
    text = SealedTextField()
    agreed_on = models.DateField()
    due_on = models.DateField(null=True)


class CommitmentStep(EngagementRecord):
    """How a commitment stands, said by the client or the clinician; the last word counts."""

    UNDER_WAY, DONE, CHANGED, NOT_STARTED, NOT_TAKEN_UP = (
        "under_way",
        "done",
        "changed",
        "not_started",
        "not_taken_up",
    )
    STANDS: ClassVar = [(s, s) for s in (UNDER_WAY, DONE, CHANGED, NOT_STARTED, NOT_TAKEN_UP)]

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    stands = models.CharField(max_length=20, choices=STANDS)
    text = SealedTextField(null=True)

    class Meta:
        indexes = (models.Index(fields=["commitment", "created_at"], name="step_by_commitment"),)
