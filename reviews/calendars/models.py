"""Addresses at which a calendar program finds somebody's times."""

import uuid

from django.conf import settings
from django.db import models


class CalendarAddress(models.Model):
    """One secret address of one person in one role. Only its hash is kept; revoked once, for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="+"
    )
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("membership",),
                condition=models.Q(revoked_at=None),
                name="one_live_calendar_address",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
