"""Who you are, what you may enter, what you did.

Log-in addresses are plain here and say so in docs/threat-model.md. A client has no name in these
tables: it is sealed with the engagement.
"""

import uuid
from collections.abc import Iterator
from datetime import time
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from accounts.outbox.models import Notice, ShownMail
from accounts.roles import CLIENT, ROLE_CHOICES

__all__ = [
    "AuditAnchor",
    "AuditEvent",
    "AuditHead",
    "FactorReset",
    "Invitation",
    "Membership",
    "Notice",
    "Organization",
    "ShownMail",
    "User",
]


def after_the_end() -> list[int]:
    return [3, 6, 12]


def sundays() -> list[int]:
    return [6]


def weekdays() -> list[int]:
    return [0, 1, 2, 3, 4]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. There are no superusers: the database refuses one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, max_length=254)
    zone = models.CharField(max_length=64, default="UTC")  # IANA name
    is_active = models.BooleanField(default=True)
    weekly_mail = models.BooleanField(default=True, db_default=True)  # to clinicians, on Mondays
    security_stamp = models.PositiveIntegerField(default=0)  # a new one ends every other session
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="no_superuser"),
            models.UniqueConstraint(Lower("email"), name="one_user_per_address"),
        )

    def __str__(self) -> str:
        return str(self.id)

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with `security_stamp`, which ends the other sessions."""
        return self._hash_with_stamp(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for value in super().get_session_auth_fallback_hash():
            yield self._hash_with_stamp(value)

    def _hash_with_stamp(self, value: str) -> str:
        return salted_hmac("accounts.User.stamp", f"{value}:{self.security_stamp}").hexdigest()


class Organization(models.Model):
    """A practice, and its settings."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)  # the neutral sender of every mail
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    crisis_lines = models.TextField(blank=True)  # one "who: number" a line
    complaints_to = models.CharField(max_length=200, blank=True)
    records_kept_years = models.PositiveSmallIntegerField(default=7)
    reset_delay_hours = models.PositiveSmallIntegerField(default=24)
    # Between a client's first signature for a recipient and the first opening.
    release_wait_hours = models.PositiveSmallIntegerField(default=48, db_default=48)
    # Between offering a version of a report to its client and anybody else's first opening.
    preview_days = models.PositiveSmallIntegerField(default=5, db_default=5)  # working days
    # When reminders may go out, in the client's own time; not on these weekdays (0 is Monday).
    mail_from = models.TimeField(default=time(9), db_default=time(9))
    mail_until = models.TimeField(default=time(19), db_default=time(19))
    mail_not_on = models.JSONField(default=sundays, db_default=Value([6], models.JSONField()))
    # When somebody is there, in the practice's time.
    there_from = models.TimeField(default=time(9), db_default=time(9))
    there_until = models.TimeField(default=time(17), db_default=time(17))
    there_on = models.JSONField(
        default=weekdays, db_default=Value([0, 1, 2, 3, 4], models.JSONField())
    )
    # A client may still move a time this long before it.
    move_notice_hours = models.PositiveSmallIntegerField(default=24, db_default=24)
    # After a time that nobody has settled: a task for the clinician, then for whoever covers.
    look_after_days = models.PositiveSmallIntegerField(default=5, db_default=5)
    cover_looks_after_days = models.PositiveSmallIntegerField(default=7, db_default=7)
    # Between telling a client that another clinician would go on with them, and its taking effect.
    handover_wait_days = models.PositiveSmallIntegerField(default=7, db_default=7)
    # After the end of the work: what was begun and not sent is kept this long.
    drafts_kept_days = models.PositiveSmallIntegerField(default=30, db_default=30)
    # Between the offer and the client's signature, where an employer asks for it.
    cooling_off_hours = models.PositiveSmallIntegerField(default=24, db_default=24)
    # Months after the end of work at which this practice usually asks again; each takes a yes.
    follow_up_months = models.JSONField(
        default=after_the_end, db_default=Value([3, 6, 12], models.JSONField())
    )
    # Whom clients can speak to who is not their clinician; none: the administrators.
    complaints_person = models.ForeignKey(
        "Membership", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(records_kept_years__gte=5, records_kept_years__lte=30),
                name="records_kept_within_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(reset_delay_hours__gte=24, reset_delay_hours__lte=168),
                name="reset_delay_within_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(release_wait_hours__gte=24, release_wait_hours__lte=336),
                name="release_wait_within_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(preview_days__gte=2, preview_days__lte=20),
                name="preview_within_bounds",
            ),
            models.CheckConstraint(
                # Nothing ever goes out at night, whatever a practice prefers.
                condition=models.Q(
                    mail_from__gte=time(8),
                    mail_until__lte=time(21),
                    mail_from__lt=models.F("mail_until"),
                ),
                name="mails_by_day",
            ),
            models.CheckConstraint(
                condition=models.Q(there_from__lt=models.F("there_until")), name="there_before_gone"
            ),
            models.CheckConstraint(
                condition=models.Q(move_notice_hours__lte=168), name="move_notice_within_bounds"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    look_after_days__gte=1,
                    cover_looks_after_days__gt=models.F("look_after_days"),
                    cover_looks_after_days__lte=30,
                ),
                name="looks_within_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(handover_wait_days__gte=3, handover_wait_days__lte=60),
                name="handover_wait_within_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(drafts_kept_days__gte=14, drafts_kept_days__lte=180),
                name="drafts_kept_within_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(cooling_off_hours__lte=168), name="cooling_off_within_bounds"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Membership(models.Model):
    """One person in one role at one practice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    display_name = models.CharField(max_length=120, blank=True)  # never a client's
    introduced_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="introduced"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organization", "role"),
                condition=models.Q(ended_at=None),
                name="one_membership_a_role",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=CLIENT) | models.Q(display_name=""),
                name="no_client_name_in_accounts",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Invitation(models.Model):
    """An address asked to join in one role. Its link is made when the mail is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    display_name = models.CharField(max_length=120, blank=True)
    introduced_to = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    token_hash = models.BinaryField(max_length=32, null=True, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["token_hash"], name="invitation_token"),)

    def __str__(self) -> str:
        return str(self.id)


class FactorReset(models.Model):
    """The way back for someone who lost every factor: two people, a delay, a notice.

    asked → confirmed (by a second person) → done after the delay; or stopped by the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    takes_effect_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("asked_by")),
                name="two_people_reset_a_factor",
            ),
            models.UniqueConstraint(
                fields=("user",),
                condition=models.Q(stopped_at=None, done_at=None),
                name="one_open_reset_a_person",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class AuditEvent(models.Model):
    """One act or reading: ids and verbs, never words. Append-only, chained by a trigger.

    A chain is an engagement or an organization. `seq`, `at`, `actor`, `role`, `prev` and `hash` are
    the trigger's; what a caller says about them is overwritten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain_kind = models.CharField(max_length=20)
    chain = models.UUIDField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)  # null: the system
    role = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    payload = models.JSONField(default=dict)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("chain", "seq"), name="audit_one_event_a_place"),
        )
        indexes = (models.Index(fields=["chain", "-at"], name="audit_chain_by_time"),)

    def __str__(self) -> str:
        return str(self.id)


class AuditHead(models.Model):
    """The last link of each chain; the trigger's own."""

    chain = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    prev = models.BinaryField(max_length=32, null=True)  # of that link; null before the first
    anchored_seq = models.BigIntegerField(default=0)  # as far as the last anchor reaches

    def __str__(self) -> str:
        return str(self.chain)


class AuditAnchor(models.Model):
    """The heads that moved since the last anchor, signed with a key the database does not hold."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    heads = models.JSONField()  # [[chain, seq, hash as hex], …] in order of chain
    prev = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return str(self.number)
