"""Who acknowledged which limits of confidentiality."""

from django.db import models

from reviews.records.models import EngagementRecord


class LimitsAcknowledgment(EngagementRecord):
    """The client read one version of the limits, and said so, before the first word."""

    version = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "version"), name="limits_acknowledged_once"
            ),
        )
