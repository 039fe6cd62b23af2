"""A progress review: one day, two parts, and what is seen differently. No number, no level."""

from typing import ClassVar

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class ProgressReview(EngagementRecord):
    """Both look back in words. Their parts are Entries about this row's id.

    open → signed (both parts are) | without_client (they could not answer) | withdrawn (before
    anything was signed). without_client → signed, when the client's part comes later.
    """

    OPEN, SIGNED, WITHOUT_CLIENT, WITHDRAWN = ("open", "signed", "without_client", "withdrawn")
    STATES: ClassVar = [(s, s) for s in (OPEN, SIGNED, WITHOUT_CLIENT, WITHDRAWN)]
    FINAL = frozenset({SIGNED, WITHDRAWN})

    on_date = models.DateField()  # the day it is for
    state = models.CharField(max_length=20, choices=STATES, default=OPEN)
    settled_at = models.DateTimeField(null=True)
    why_without = SealedTextField(null=True)  # why the client could not answer
    again_on = models.DateField(null=True)  # when they are asked again
    next_on = models.DateField(null=True)  # when the two look again

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",), condition=models.Q(state="open"), name="one_open_review"
            ),
        )
        indexes = (models.Index(fields=["engagement", "on_date"], name="review_by_engagement"),)


class ReviewRemark(EngagementRecord):
    """What one of the two says about the other's part, once both are signed. Never edited."""

    AGREES, DIFFERS = "agrees", "differs"
    STANDS: ClassVar = [(s, s) for s in (AGREES, DIFFERS)]

    review = models.ForeignKey(ProgressReview, on_delete=models.PROTECT, related_name="remarks")
    theme = models.CharField(max_length=20, blank=True)  # of themes.THEMES; "" for the whole part
    stands = models.CharField(max_length=20, choices=STANDS)
    text = SealedTextField()
