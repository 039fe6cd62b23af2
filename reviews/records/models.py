"""The base of every confidential row, and the wrapped keys that seal them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from tracker.lib.fields import SealedTextField


class EngagementRecord(models.Model):
    """A confidential row: it belongs to one engagement, the unit of grant, policy, key and audit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(
        "reviews.Engagement", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: made by the system, as check-ins ahead are
    created_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class DraftText(EngagementRecord):
    """A text that is saved while it is typed: the current one, and in a conflict a second one."""

    text = SealedTextField()
    second_text = SealedTextField(null=True)  # until its writer has chosen
    version = models.PositiveIntegerField(default=1)  # of this draft, for stale saves
    saved_at = models.DateTimeField()
    second_saved_at = models.DateTimeField(null=True)

    class Meta(EngagementRecord.Meta):
        abstract = True


class EngagementKey(models.Model):
    """A wrapped data key. Dumped apart from the rest, with its own short retention.

    record   the engagement's texts.
    sharing  permissions, recipients: what must outlive the erasure of the record.
    process  one author's process notes; `holder` is that person.
    copy     one frozen copy, for the one who was asked or released to; `holder` is that copy.
    """

    RECORD, SHARING, PROCESS, COPY = "record", "sharing", "process", "copy"
    PURPOSES: ClassVar = [(p, p) for p in (RECORD, SHARING, PROCESS, COPY)]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(
        "reviews.Engagement", on_delete=models.PROTECT, related_name="keys"
    )
    purpose = models.CharField(max_length=20, choices=PURPOSES)
    holder = models.UUIDField(null=True)  # null: the engagement's own
    kek_id = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "purpose", "holder"),
                name="one_key_a_purpose",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class OfferKey(models.Model):
    """The wrapped data key of what is typed into a first offer, before there is an engagement.

    Its holder is the membership of the client whom it is for. It goes with its last text, and the
    texts go with it: once the work begins, a week after the last word, and when the membership ends.
    Apart from EngagementKey, of which nothing may ever be deleted.
    """

    OFFER = "offer"  # its purpose

    membership = models.OneToOneField(
        "accounts.Membership", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    kek_id = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()  # by the last save; whoever writes holds the row with it

    def __str__(self) -> str:
        return str(self.pk)
