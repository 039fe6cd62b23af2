"""Whatever one of the two writes by prompts: one entry model, and what was asked stays with it."""

from django.db import models

from reviews.records.models import DraftText, EngagementRecord
from tracker.lib.fields import SealedTextField


class Entry(EngagementRecord):
    """One piece of writing. draft → shared. A draft is nobody else's to know of.

    What the kinds are called, who writes them and where they lead: definitions.py.
    """

    REFLECTION = "reflection"
    SETBACK, NOTED = "setback", "noted"
    SUITABILITY = "suitability"
    REVIEW_CLIENT, REVIEW_CLINICIAN = "review_client", "review_clinician"
    CLOSING, FOLLOW_UP = "closing", "follow_up"
    KINDS = [
        (k, k)
        for k in (
            REFLECTION,
            SETBACK,
            NOTED,
            SUITABILITY,
            REVIEW_CLIENT,
            REVIEW_CLINICIAN,
            CLOSING,
            FOLLOW_UP,
        )
    ]
    DRAFT, SHARED = "draft", "shared"
    STATES = [(s, s) for s in (DRAFT, SHARED)]
    FINAL = frozenset({SHARED})

    kind = models.CharField(max_length=20, choices=KINDS)
    checkin = models.ForeignKey(
        "reviews.CheckIn", null=True, on_delete=models.PROTECT, related_name="entries"
    )
    about = models.UUIDField(null=True)  # the row of a room above that it belongs to
    prompts = models.JSONField()  # keys of what was asked, in order
    asked = SealedTextField(null=True)  # JSON: prompts.library.Asked; null in the first writings
    grounds = models.JSONField(default=dict)  # what each paragraph rests on: grounds.write
    state = models.CharField(max_length=20, choices=STATES, default=DRAFT)
    shared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "checkin"), name="one_entry_a_checkin"),
            models.UniqueConstraint(
                fields=("kind", "about", "author"), name="one_entry_about"
            ),  # a draft of whoever wrote before stands in nobody's way
            models.UniqueConstraint(
                fields=("kind", "about"),
                condition=models.Q(kind="follow_up", state="shared"),
                name="one_signed_account",
            ),
            models.UniqueConstraint(
                fields=("kind", "engagement", "author"),
                condition=models.Q(state="draft", about=None, checkin=None),
                name="one_draft_of_a_kind",
            ),
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
    """What the writer adds to an entry after handing it over. Never edited."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="addenda")
    text = SealedTextField()
