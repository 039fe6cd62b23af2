"""Where it ran off course: who told it, and what became of it, in words. Nothing is ever edited."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Concern(EngagementRecord):
    """One setback or concern, as it was told.

    The two people of the work tell it in an Entry; a second clinician in `words`, under the key of
    the copy they were asked about; an employer contact by one key of agreements.terms.LISTED and a
    day, and nothing else. Those two stand plain: whoever reports them holds no key of the
    engagement, and a sealed text would need one.
    """

    CLIENT, CLINICIAN, SECOND, CONTACT = "client", "clinician", "second", "contact"
    TELLERS: ClassVar = [(t, t) for t in (CLIENT, CLINICIAN, SECOND, CONTACT)]

    told_by = models.CharField(max_length=20, choices=TELLERS)
    told_on = models.DateField()
    entry = models.OneToOneField(
        "reviews.Entry", null=True, on_delete=models.PROTECT, related_name="concern"
    )
    words = SealedTextField(null=True)  # JSON: noted.Noted
    copy_id = models.UUIDField(null=True)  # whose key seals `words`
    agreed_key = models.CharField(max_length=20, blank=True)
    happened_on = models.DateField(null=True)

    @property
    def record_id(self) -> UUID:
        """What is entered in error, where it is: its entry, or itself where it has none."""
        return self.entry_id or self.id

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    told_by__in=("client", "clinician"),
                    entry__isnull=False,
                    words=None,
                    copy_id=None,
                    agreed_key="",
                    happened_on=None,
                )
                | models.Q(
                    told_by="second",
                    entry=None,
                    words__isnull=False,
                    copy_id__isnull=False,
                    agreed_key="",
                    happened_on=None,
                )
                | (
                    models.Q(
                        told_by="contact",
                        entry=None,
                        words=None,
                        copy_id=None,
                        happened_on__isnull=False,
                    )
                    & ~models.Q(agreed_key="")
                ),
                name="a_concern_is_told_one_way",
            ),
        )
        indexes = (models.Index(fields=["engagement", "created_at"], name="concern_by_engagement"),)


class ConcernStep(EngagementRecord):
    """What became of it. `listed` and `not_listed`: the clinician's word whether it is one that the
    agreement lists and a summary must not leave out; the last of them counts.
    """

    READ, ANSWERED, CHANGED_PLAN, LISTED, NOT_LISTED, CLOSED = (
        "read",
        "answered",
        "changed_plan",
        "listed",
        "not_listed",
        "closed",
    )
    KINDS: ClassVar = [(k, k) for k in (READ, ANSWERED, CHANGED_PLAN, LISTED, NOT_LISTED, CLOSED)]

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=KINDS)
    on_date = models.DateField()
    text = SealedTextField(null=True)
    agreed_key = models.CharField(max_length=20, blank=True)  # of agreements.terms.LISTED
    commitment_id = models.UUIDField(null=True)  # which one a changed plan is about

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="read", text=None)
                | (~models.Q(kind="read") & models.Q(text__isnull=False)),
                name="a_step_is_in_words",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="listed", agreed_key__gt="")
                | (~models.Q(kind="listed") & models.Q(agreed_key="")),
                name="a_listed_step_says_which",
            ),
            models.UniqueConstraint(
                fields=("concern", "author"), condition=models.Q(kind="read"), name="read_once"
            ),
            models.UniqueConstraint(
                fields=("concern",), condition=models.Q(kind="closed"), name="closed_once"
            ),
        )
        indexes = (models.Index(fields=["concern", "created_at"], name="step_by_concern"),)
