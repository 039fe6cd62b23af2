"""Who may read what, for how long: the client's own acts. Nothing here is ever changed or deleted.

Permission, narrowing, withdrawal and release are rows that are only added to; whether a release is
alive is asked of all of them at the moment of reading, by the database's own clock.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Recipient(EngagementRecord):
    """One named person outside the practice. The account is linked by the database alone."""

    details = SealedTextField()  # JSON: name, role, organization, address
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    invitation = models.OneToOneField(
        "accounts.Invitation", null=True, on_delete=models.PROTECT, related_name="+"
    )


class Permission(EngagementRecord):
    """The client's permission for one recipient: parts, purpose, end. It releases nothing.

    `terms` holds every element of docs/glossary.md, "Permission", as it was shown and signed.
    """

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="permissions")
    parts = models.JSONField()  # keys of agreements.terms.PARTS_TOLD
    terms = SealedTextField()  # JSON: terms.PermissionTerms
    terms_version = models.CharField(max_length=20)
    expires_at = models.DateTimeField()
    authenticated_at = models.DateTimeField()


class Narrowing(EngagementRecord):
    """From now on fewer parts. Widening is a new permission."""

    permission = models.ForeignKey(Permission, on_delete=models.PROTECT, related_name="narrowings")
    parts = models.JSONField()
    authenticated_at = models.DateTimeField()


class Withdrawal(EngagementRecord):
    """The permission has ended, by the client's word. No reason is asked."""

    permission = models.OneToOneField(
        Permission, on_delete=models.PROTECT, related_name="withdrawal"
    )
    authenticated_at = models.DateTimeField()


class Statement(EngagementRecord):
    """The client's own words beside a report. Each saved wording is a row; the last one counts."""

    report = models.ForeignKey(
        "reviews.Report", on_delete=models.PROTECT, related_name="statements"
    )
    text = SealedTextField()  # empty: taken back
    digest = models.BinaryField(max_length=32)


class NotReleased(EngagementRecord):
    """The client has chosen not to release this version. It can be chosen otherwise later."""

    report = models.ForeignKey(
        "reviews.Report", on_delete=models.PROTECT, related_name="not_released"
    )


class Release(EngagementRecord):
    """One version, chosen parts, one reader: a frozen copy under its own key."""

    report = models.ForeignKey("reviews.Report", on_delete=models.PROTECT, related_name="releases")
    series = models.UUIDField()  # the report's: a later one for the same reader takes its place
    digest = models.BinaryField(max_length=32)  # the report's
    permission = models.ForeignKey(Permission, on_delete=models.PROTECT, related_name="releases")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="releases")
    statement = models.ForeignKey(
        Statement, null=True, on_delete=models.PROTECT, related_name="releases"
    )
    parts = models.JSONField()
    live_at = models.DateTimeField()  # the waiting period ends
    last_day = models.DateField()  # as the client signed it: the mail to its reader names it
    expires_at = models.DateTimeField()  # the midnight after, in the client's zone
    copy = SealedTextField()  # JSON: document.Document, under the copy's own key
    code_hash = models.BinaryField(max_length=32, unique=True)
    authenticated_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["recipient", "series"], name="release_by_recipient"),)


class ClosedRelease(EngagementRecord):
    """Closed for its reader without the client's word: it may have reached the wrong person.

    Written by the door close_releases alone. It protects and gives nothing; what opens again is
    another release, the client's own.
    """

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="closed")


class ReleaseFile(EngagementRecord):
    """The sealed PDF of one release, made by a job as the client. waiting → made | dropped."""

    WAITING, MADE, DROPPED = "waiting", "made", "dropped"
    STATES: ClassVar = [(s, s) for s in (WAITING, MADE, DROPPED)]
    FINAL = frozenset({MADE, DROPPED})

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="file")
    membership_id = models.UUIDField()  # the client's: the job runs as the person who asked
    state = models.CharField(max_length=20, choices=STATES, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    pdf = SealedTextField(null=True)  # the bytes of the file, under the copy's own key
    file_hash = models.BinaryField(max_length=32, null=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["created_at"], condition=models.Q(state="waiting"), name="file_waiting"
            ),
            models.Index(fields=["file_hash"], name="file_by_hash"),
        )


class NoticeAcknowledgment(EngagementRecord):
    """The reader has read the notice on passing on, before the text."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="acknowledgments")
    notice_version = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("release", "author", "notice_version"), name="one_acknowledgment"
            ),
        )
