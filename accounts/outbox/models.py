"""The outbox's tables."""

import uuid
from typing import ClassVar

from django.db import models


class Notice(models.Model):
    """One message to one person. It holds ids; its words are made at the moment of sending.

    waiting → sent | not_needed (its reason ended) | failed (given up, after the last try).
    sent → waiting | failed, where the mail came back later.
    """

    WAITING, SENT, NOT_NEEDED, FAILED = "waiting", "sent", "not_needed", "failed"
    STATES = [(s, s) for s in (WAITING, SENT, NOT_NEEDED, FAILED)]
    FINAL = frozenset({NOT_NEEDED, FAILED})
    # What is put off stays waiting; the last try settles it.
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        WAITING: frozenset({SENT, NOT_NEEDED, FAILED}),
        SENT: frozenset({WAITING, FAILED}),
        NOT_NEEDED: frozenset(),
        FAILED: frozenset(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120)  # one row per reason to write
    kind = models.CharField(max_length=40)
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.PROTECT, db_index=False
    )
    recipient = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    subject_id = models.UUIDField()  # what it is about: an id, never words
    channel = models.CharField(max_length=20, default="email", db_default="email")
    state = models.CharField(max_length=20, choices=STATES, default=WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)  # how often its turn has come
    claim = models.UUIDField(null=True)  # whose hands it is in: a new id for each claim
    leased_until = models.DateTimeField(null=True)
    sending_at = models.DateTimeField(null=True)  # set and committed before the server is spoken to
    # A process died after speaking to the server: the mail may have gone out twice, with one id.
    uncertain = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)  # a code, never a server's words
    created_at = models.DateTimeField()

    class Meta:
        # Each index is written whenever a mail settles: there is none that nobody asks.
        constraints = (models.UniqueConstraint(fields=["key"], name="one_notice_a_reason"),)
        indexes = (
            models.Index(
                fields=["due_at", "id"], condition=models.Q(state="waiting"), name="notice_waiting"
            ),
            models.Index(
                fields=["settled_at", "id"],
                condition=models.Q(state="failed"),
                name="notice_failed",
            ),
        )

    left_behind = False  # a claim says so: somebody held it before and never came back

    def __str__(self) -> str:
        return str(self.id)


class ShownMail(models.Model):
    """A mail that went out in the demo, for the page that shows them. Empty everywhere else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sent_at = models.DateTimeField()
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.id)
