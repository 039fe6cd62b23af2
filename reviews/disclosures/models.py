"""What was told outside without the client's permission, or not told, and why."""

from typing import ClassVar

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Disclosure(EngagementRecord):
    """One decision, signed by the clinician. Never changed; a later one is another row.

    Its texts are sealed with the sharing key: they outlive the erasure of the record.
    """

    DANGER, PROTECTED, COURT, OTHER = "danger", "protected", "court", "other"
    GROUNDS: ClassVar = [(g, g) for g in (DANGER, PROTECTED, COURT, OTHER)]
    TOLD, NOT_TOLD = "told", "not_told"
    OUTCOMES: ClassVar = [(o, o) for o in (TOLD, NOT_TOLD)]

    ground = models.CharField(max_length=20, choices=GROUNDS)
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    facts = SealedTextField()
    consulted = SealedTextField(null=True)  # with whom, by role
    decision = SealedTextField()
    told_to = SealedTextField(null=True)  # a role or an authority
    told_on = models.DateField(null=True)
    shown_from = models.DateTimeField(null=True)  # the law forbids telling the client before
    why_later = SealedTextField(null=True)
    authenticated_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome="told", told_to__isnull=False, told_on__isnull=False)
                | models.Q(outcome="not_told", told_to=None, told_on=None),
                name="what_was_told_says_to_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_from=None, why_later=None)
                | models.Q(shown_from__isnull=False, why_later__isnull=False),
                name="what_is_shown_later_says_why",
            ),
        )
        indexes = (
            models.Index(fields=["engagement", "created_at"], name="disclosure_by_engagement"),
        )
