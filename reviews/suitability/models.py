"""Where other help is, when two people do not begin."""

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Referral(EngagementRecord):
    """To whom the clinician refers and how to reach them, in words that the client reads."""

    text = SealedTextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("engagement",), name="one_referral"),)
