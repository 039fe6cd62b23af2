"""The account's own messages: invitation, password, changed factor. Their links are made here."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import doors
from accounts.models import Invitation, Organization, User
from accounts.outbox.actions import enqueue
from accounts.outbox.mails import Mail
from accounts.outbox.models import Notice
from accounts.roles import EMPLOYER_CONTACT
from tracker.lib import clock

RESET_EVERY = timedelta(minutes=10)


def enqueue_password_reset(*, user: User) -> None:
    """One mail in ten minutes, however often it is asked for."""
    now = clock.now()
    slot = int(now.timestamp() // RESET_EVERY.total_seconds())
    enqueue(
        key=f"password_reset:{user.pk}:{slot}",
        kind="password_reset",
        recipient_id=user.pk,
        organization_id=None,
        subject_id=user.pk,
        due_at=now,
    )


def enqueue_password_reset_for_nobody() -> None:
    """A row that turns out not to be needed, where an address belongs to no account."""
    nobody = uuid4()
    enqueue(
        key=f"password_reset:{nobody}",
        kind="password_reset",
        recipient_id=None,
        organization_id=None,
        subject_id=nobody,
        due_at=clock.now(),
    )


def enqueue_account_changed(*, user: User) -> None:
    """Tell the address on record that a password or factor changed; once a minute at most."""
    now = clock.now()
    enqueue(
        key=f"account_changed:{user.pk}:{int(now.timestamp() // 60)}",
        kind="account_changed",
        recipient_id=user.pk,
        organization_id=None,
        subject_id=user.pk,
        due_at=now,
    )


def hash_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def compose(*, kind: str, to: str, sender_name: str, **context: object) -> Mail:
    """Render the three templates of one kind: email/<kind>.subject.txt, .txt and .html."""
    values = {"sender_name": sender_name, **context}
    return Mail(
        to=to,
        sender_name=sender_name,
        subject=render_to_string(f"email/{kind}.subject.txt", values).strip(),
        text=render_to_string(f"email/{kind}.txt", values),
        html=render_to_string(f"email/{kind}.html", values),
    )


def login_url() -> str:
    """The plain way in, whole: a mail says no more."""
    return settings.PUBLIC_URL + reverse("account_login")


def sender_for(user: User) -> str:
    """The neutral name of a practice the person belongs to."""
    name = (
        Organization.objects.filter(membership__user=user, membership__ended_at=None)
        .order_by("created_at")
        .values_list("short_name", flat=True)
        .first()
    )
    return name or "Waymark"


def compose_invitation(
    *, kind: str, invitation_id: UUID, now: datetime, **context: object
) -> Mail | None:
    """To whoever is invited; None once it is no longer open.

    The link is new at every sending; the one before stops working.
    """
    invitation = Invitation.objects.filter(
        id=invitation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    ).first()
    if invitation is None:
        return None
    token = secrets.token_urlsafe(32)
    doors.set_invitation_token(invitation_id=invitation.id, token_hash=hash_token(token))
    organization = Organization.objects.get(id=invitation.organization_id)
    return compose(
        kind=kind,
        to=invitation.email,
        sender_name=organization.short_name,
        link=settings.PUBLIC_URL + reverse("accounts:accept", args=[token]),
        expires_at=invitation.expires_at,
        phone=organization.phone,
        **context,
    )


def compose_to_contact(
    *, kind: str, user_id: UUID, organization: Organization, **context: object
) -> Mail | None:
    """To an employer contact of a practice, with the plain way in; None if they have left."""
    user = User.objects.filter(
        id=user_id,
        is_active=True,
        memberships__organization=organization,
        memberships__role=EMPLOYER_CONTACT,
        memberships__ended_at=None,
    ).first()
    if user is None:
        return None
    return compose(
        kind=kind,
        to=user.email,
        sender_name=organization.short_name,
        link=login_url(),
        phone=organization.phone,
        **context,
    )


class Invited:
    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | None:
        return compose_invitation(kind="invitation", invitation_id=notice.subject_id, now=now)


class PasswordReset:
    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | None:
        user = User.objects.filter(id=notice.subject_id, is_active=True).first()
        if user is None:
            return None
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return compose(
            kind="password_reset",
            to=user.email,
            sender_name=sender_for(user),
            link=settings.PUBLIC_URL + path,
        )


class AccountChanged:
    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | None:
        user = User.objects.filter(id=notice.subject_id, is_active=True).first()
        if user is None:
            return None
        return compose(
            kind="account_changed", to=user.email, sender_name=sender_for(user), link=login_url()
        )
