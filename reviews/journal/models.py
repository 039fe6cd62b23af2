"""The client's own writing: one entry model, and what was asked stays with it."""

from django.db import models

from reviews.records.models import DraftText, EngagementRecord
from tracker.lib.fields import SealedTextField


class Entry(EngagementRecord):
    """One piece of the client's writing. draft → shared. A draft is nobody else's to know of."""

    REFLECTION = "reflection"
    KINDS = [(REFLECTION, REFLECTION)]
    DRAFT, SHARED = "draft", "shared"
    STATES = [(s, s) for s in (DRAFT, SHARED)]
    FINAL = frozenset({SHARED})

    kind = models.CharField(max_length=20, choices=KINDS)
    checkin = models.ForeignKey(
        "reviews.CheckIn", null=True, on_delete=models.PROTECT, related_name="entries"
    )
    prompts = models.JSONField()  # keys of what was asked, in order
    asked = SealedTextField(null=True)  # JSON: prompts.library.Asked; null in the first writings
    state = models.CharField(max_length=20, choices=STATES, default=DRAFT)
    shared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "checkin"), name="one_entry_a_checkin"),
        )


class Answer(DraftText):
    """What was written to one prompt."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="answers")
    prompt = models.CharField(max_length=60)  # one of entry.prompts

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "prompt"), name="one_answer_a_prompt"),
        )


class Addendum(EngagementRecord):
    """What the client adds to an entry after sharing it. Never edited."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="addenda")
    text = SealedTextField()
