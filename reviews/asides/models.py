"""What a client says without words: that they feel pressured, that they want to speak to another."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reviews.records.models import EngagementRecord


class Pressure(EngagementRecord):
    """I feel pressured: the clinicians alone are told. asked → answered | withdrawn (client)."""

    ASKED, ANSWERED, WITHDRAWN = "asked", "answered", "withdrawn"
    STATES: ClassVar = [(s, s) for s in (ASKED, ANSWERED, WITHDRAWN)]
    FINAL = frozenset({ANSWERED, WITHDRAWN})

    state = models.CharField(max_length=20, choices=STATES, default=ASKED)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",), condition=models.Q(state="asked"), name="one_open_pressure"
            ),
        )


class SpeakRequest(EngagementRecord):
    """Let me speak to somebody who is not my clinician. asked → spoken | withdrawn (client).

    The engagement's clinicians never find it, in any role: not the row, not its trail, not by a
    grant they are given later. Its trail is a chain of its own. Made by a door, which chooses who
    receives it.
    """

    ASKED, SPOKEN, WITHDRAWN = "asked", "spoken", "withdrawn"
    STATES: ClassVar = [(s, s) for s in (ASKED, SPOKEN, WITHDRAWN)]
    FINAL = frozenset({SPOKEN, WITHDRAWN})

    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    # The practice's named person; null, no longer there, or working with the client since: its
    # administrators.
    to_membership = models.ForeignKey(
        "accounts.Membership", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Who worked with the client when they asked.
    clinician = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    covering = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20, choices=STATES, default=ASKED)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",), condition=models.Q(state="asked"), name="one_open_request"
            ),
        )
