"""Who works with a client, where it changes: covers between two dates, and handovers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reviews.records.models import EngagementRecord


class Cover(EngagementRecord):
    """A colleague works with a client between two dates, as the clinician and for the clinician.

    The clinician asks (`author`), or an administrator does while the clinician is away: then the
    client's yes is needed too. States move by doors alone (reviews/assignments/doors.py).
    """

    ASKED, AGREED, DECLINED, WITHDRAWN, LAPSED, OVER = (
        "asked",
        "agreed",
        "declined",
        "withdrawn",
        "lapsed",
        "over",
    )
    STATES: ClassVar = [(s, s) for s in (ASKED, AGREED, DECLINED, WITHDRAWN, LAPSED, OVER)]
    FINAL = frozenset({DECLINED, WITHDRAWN, LAPSED, OVER})

    code = models.CharField(max_length=12)  # of the engagement: all that a colleague knows before
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    by_practice = models.BooleanField(default=False)
    starts_at = models.DateTimeField()  # once agreed: when it really begins
    ends_at = models.DateTimeField()  # the first moment without it
    colleague_said_at = models.DateTimeField(null=True)
    client_said_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, choices=STATES, default=ASKED)
    settled_at = models.DateTimeField(null=True)

    class Meta(EngagementRecord.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",),
                condition=Q(state__in=("asked", "agreed")),
                name="one_cover_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="a_cover_has_two_dates"
            ),
        )
