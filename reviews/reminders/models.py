"""How a client wants to be reminded."""

from django.db import models

from reviews.records.models import EngagementRecord
from reviews.reminders.steps import EARLIEST, LATEST, STEPS


def every_step() -> list[str]:
    return [step.name for step in STEPS]


class ReminderPlan(EngagementRecord):
    """The client's choice; without a row it is every step, at the practice's times.

    stopped_at  no reminder since then, until the client starts them again.
    """

    steps = models.JSONField(default=every_step)
    not_on = models.JSONField(default=list)  # weekdays, beside those of the practice; 0 is Monday
    own_from = models.TimeField(null=True)  # within the practice's times
    own_until = models.TimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("engagement",), name="one_reminder_plan"),
            models.CheckConstraint(
                condition=models.Q(own_from=None, own_until=None)
                | models.Q(
                    own_from__gte=EARLIEST,
                    own_until__lte=LATEST,
                    own_from__lt=models.F("own_until"),
                ),
                name="own_times_within_the_day",
            ),
        )
