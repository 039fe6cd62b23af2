"""How the work ended, and what the two may still have of each other."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Closing(EngagementRecord):
    """How the work ended: one of six ordinary words, of the work and never of the person."""

    COMPLETED, BY_CLIENT, NOT_TAKEN_UP, BY_CLINICIAN, NOT_SUITABLE, DEATH = (
        "completed",
        "by_client",
        "not_taken_up",
        "by_clinician",
        "not_suitable",
        "death",
    )
    HOW: ClassVar = [
        (h, h) for h in (COMPLETED, BY_CLIENT, NOT_TAKEN_UP, BY_CLINICIAN, NOT_SUITABLE, DEATH)
    ]

    how = models.CharField(max_length=20, choices=HOW)
    text = SealedTextField(null=True)  # the clinician's, one line

    class Meta:
        constraints = (models.UniqueConstraint(fields=("engagement",), name="one_closing"),)


class ClosingWords(EngagementRecord):
    """The client's own words beside the closing summary. Added to, never changed."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="words")
    text = SealedTextField()


class FollowUp(EngagementRecord):
    """One check-in after the end. planned → agreed (the client, near its day) → held | not_held.

    Without that yes nothing is held and nothing is written. The client may turn it down at any time.
    """

    PLANNED, AGREED, NOT_WANTED, HELD, NOT_HELD = (
        "planned",
        "agreed",
        "not_wanted",
        "held",
        "not_held",
    )
    STATES: ClassVar = [(s, s) for s in (PLANNED, AGREED, NOT_WANTED, HELD, NOT_HELD)]
    FINAL = frozenset({NOT_WANTED, HELD, NOT_HELD})

    # Whom a mail goes to, so that the sweep needs no other table.
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    months = models.PositiveSmallIntegerField()  # after the end; of terms.FOLLOW_UP_MONTHS
    on_date = models.DateField()
    state = models.CharField(max_length=20, choices=STATES, default=PLANNED)
    answered_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("engagement", "months"), name="one_follow_up_a_time"),
        )
        indexes = (
            models.Index(
                fields=["on_date"], condition=models.Q(state="planned"), name="follow_up_planned"
            ),
        )
