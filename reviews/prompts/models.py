"""The questions a practice asks, in versions; and what is asked for one check-in."""

import uuid

from django.conf import settings
from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class PromptSet(models.Model):
    """One version of a practice's questions. Nothing personal; only added to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    version = models.PositiveIntegerField()  # from 1; 0 is what the product brings
    questions = models.JSONField()  # library.Library.questions
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "version"), name="one_prompt_set_a_version"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Preparation(EngagementRecord):
    """What the clinician picked for one check-in; who has begun to write keeps what they were asked.

    questions  sealed JSON: a list of questions for this time alone.
    """

    checkin = models.OneToOneField(
        "reviews.CheckIn", on_delete=models.PROTECT, related_name="preparation"
    )
    focus_areas = models.JSONField()  # keys of shipped.FOCUS_AREAS
    questions = SealedTextField()
    changed_at = models.DateTimeField()
