"""The client asks to be rung."""

from typing import ClassVar

from django.db import models

from reviews.records.models import EngagementRecord


class Call(EngagementRecord):
    """Please ring me: nothing is said of why. asked → rung (clinician) | withdrawn (client)."""

    ASKED, RUNG, WITHDRAWN = "asked", "rung", "withdrawn"
    STATES: ClassVar = [(s, s) for s in (ASKED, RUNG, WITHDRAWN)]
    FINAL = frozenset({RUNG, WITHDRAWN})

    state = models.CharField(max_length=20, choices=STATES, default=ASKED)
    seen_by = models.DateTimeField()  # what the client was told: a person sees it by then
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",), condition=models.Q(state="asked"), name="one_open_call"
            ),
        )
