"""What client and clinician agree on when they begin."""

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Agreement(EngagementRecord):
    """One version of the terms. offered → accepted | declined (client) | withdrawn (clinician)."""

    OFFERED, ACCEPTED, DECLINED, WITHDRAWN = ("offered", "accepted", "declined", "withdrawn")
    STATES = [(s, s) for s in (OFFERED, ACCEPTED, DECLINED, WITHDRAWN)]
    FINAL = frozenset({ACCEPTED, DECLINED, WITHDRAWN})

    version = models.PositiveSmallIntegerField()
    terms = SealedTextField()  # JSON: pathway, focus areas, words, cadence, who may be told what
    state = models.CharField(max_length=20, choices=STATES, default=OFFERED)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "version"), name="one_agreement_a_version"
            ),
        )
