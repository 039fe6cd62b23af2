"""When client and clinician meet."""

from django.conf import settings
from django.db import models

from reviews.records.models import EngagementRecord


class Cadence(EngagementRecord):
    """A rule in the client's wall time: every n weeks on one weekday.

    It says whom to remind, so that the sweep needs no other table than these two.
    """

    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)

    every_weeks = models.PositiveSmallIntegerField()
    starts_on = models.DateField()  # its weekday is the series' weekday
    wall_time = models.TimeField()
    zone = models.CharField(max_length=64)  # IANA name
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(every_weeks__gte=1, every_weeks__lte=12),
                name="cadence_within_bounds",
            ),
            models.UniqueConstraint(
                fields=("engagement",), condition=models.Q(ended_at=None), name="one_live_cadence"
            ),
        )


class CheckIn(EngagementRecord):
    """One occurrence. scheduled → open → shared → discussed, or open → discussed; or canceled."""

    SCHEDULED, OPEN, SHARED, DISCUSSED, CANCELED = (
        "scheduled",
        "open",
        "shared",
        "discussed",
        "canceled",
    )
    STATES = [(s, s) for s in (SCHEDULED, OPEN, SHARED, DISCUSSED, CANCELED)]
    FINAL = frozenset({DISCUSSED, CANCELED})

    cadence = models.ForeignKey(Cadence, on_delete=models.PROTECT, related_name="checkins")
    on_date = models.DateField()
    wall_time = models.TimeField()
    zone = models.CharField(max_length=64)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=STATES, default=SCHEDULED)
    shared_at = models.DateTimeField(null=True)
    discussed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cadence", "on_date"), name="one_checkin_an_occurrence"
            ),
        )
        indexes = (
            models.Index(fields=["engagement", "due_at"], name="checkin_by_engagement"),
            models.Index(
                fields=["opens_at"], condition=models.Q(state="scheduled"), name="checkin_to_open"
            ),
            models.Index(fields=["due_at"], condition=models.Q(state="open"), name="checkin_open"),
        )
