"""Acts on people, practices and factors. Each: rule, write, audit, notice; all or nothing."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts import audit, doors, notices
from accounts.access import Actor, NotAllowed, NotFound, WrongState, acting_as_system, one_at_a_time
from accounts.models import FactorReset, Invitation, Membership, Organization, User
from accounts.outbox.actions import enqueue
from accounts.roles import ADMINISTRATOR, CLIENT, CLINICIAN, INVITED_INTO
from tracker.lib import session

INVITATION_LASTS = timedelta(days=14)
PRACTICE_SETTINGS = frozenset(
    {
        "name",
        "short_name",
        "phone",
        "hours",
        "zone",
        "crisis_lines",
        "complaints_to",
        "records_kept_years",
        "reset_delay_hours",
        "release_wait_hours",
        "preview_days",
        "mail_from",
        "mail_until",
        "mail_not_on",
        "there_from",
        "there_until",
        "there_on",
        "move_notice_hours",
        "look_after_days",
        "cover_looks_after_days",
        "handover_wait_days",
        "drafts_kept_days",
        "cooling_off_hours",
        "follow_up_months",
        "complaints_person_id",
    }
)
CONFIRMER_IS_HERE_SINCE = timedelta(days=1)  # before the reset was asked for


def found_practice(
    *, name: str, short_name: str, zone: str, email: str, password: str, display_name: str
) -> User:
    """Make the first practice and its first administrator in an empty database.

    short_name  the neutral sender of every mail. Raises WrongState if a practice exists already.
    """
    with transaction.atomic():
        if doors.practice_exists():
            raise WrongState
        user = User.objects.create_user(email=email, password=password, zone=zone)
        organization_id = uuid.uuid4()
        made = doors.found_practice(
            organization_id=organization_id,
            membership_id=uuid.uuid4(),
            user_id=user.id,
            name=name,
            short_name=short_name,
            zone=zone,
            display_name=display_name,
        )
        if not made:
            raise WrongState
        with session.identified(session.Identity(user_id=user.id)):
            audit.record(
                verb="found_practice",
                object_kind="organization",
                object_id=organization_id,
                chain=organization_id,
                chain_kind=audit.ORGANIZATION,
            )
    return user


def invite(  # noqa: PLR0913 - an invitation has these columns
    *,
    actor: Actor,
    email: str,
    role: str,
    display_name: str,
    introduced_to: Membership | None,
    now: datetime,
) -> Invitation:
    """Invite an address into one role; the mail leaves through the outbox.

    introduced_to  the clinician a client is to work with; required for a client, else None.
    Raises NotAllowed unless the actor is an administrator and the role one they invite into,
    WrongState if the address has that role.
    """
    _only_administrator(actor)
    if role not in INVITED_INTO:
        raise NotAllowed
    if (role == CLIENT) != (introduced_to is not None):
        raise NotAllowed
    if introduced_to and introduced_to.role != CLINICIAN:
        raise NotAllowed
    email = email.strip().lower()
    taken = Membership.objects.filter(
        organization_id=actor.organization_id, role=role, ended_at=None, user__email=email
    ).exists()
    waiting = Invitation.objects.filter(
        organization_id=actor.organization_id,
        role=role,
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=now,
    ).exists()
    if taken or waiting:
        raise WrongState
    invitation = Invitation.objects.create(
        organization_id=actor.organization_id,
        email=email,
        role=role,
        display_name="" if role == CLIENT else display_name,
        introduced_to=introduced_to,
        created_by_id=actor.user_id,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    _record(actor, verb="invite", kind="invitation", object_id=invitation.id)
    _send_invitation(invitation, now=now)
    return invitation


def resend_invitation(*, actor: Actor, invitation: Invitation, now: datetime) -> None:
    """Send a new link and give it the full time again; the old link stops working.

    Raises WrongState if the invitation was accepted or withdrawn meanwhile.
    """
    _only_administrator(actor)
    changed = Invitation.objects.filter(
        id=invitation.id, accepted_at=None, withdrawn_at=None
    ).update(expires_at=now + INVITATION_LASTS)
    if not changed:
        raise WrongState
    _record(actor, verb="resend_invitation", kind="invitation", object_id=invitation.id)
    _send_invitation(invitation, now=now)


def withdraw_invitation(*, actor: Actor, invitation: Invitation, now: datetime) -> None:
    """The link stops working at once. Raises WrongState if it was used or withdrawn already."""
    _only_administrator(actor)
    changed = Invitation.objects.filter(
        id=invitation.id, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=now)
    if not changed:
        raise WrongState
    _record(actor, verb="withdraw_invitation", kind="invitation", object_id=invitation.id)


def accept_invitation_new(*, token: str, password: str, zone: str) -> User:
    """Make the account the invitation is for, and its membership.

    zone  IANA name. Raises WrongState if the invitation is no longer open or an account exists.
    """
    with transaction.atomic():
        found = doors.find_invitation(token_hash=notices.hash_token(token))
        if found is None or found.state != "open" or found.has_account:
            raise WrongState
        with one_at_a_time():
            user = User.objects.create_user(email=found.email, password=password, zone=zone)
        _join(token=token, user=user, zone=zone)
    return user


def accept_invitation_known(*, token: str, user: User) -> UUID:
    """Add the invited role to an existing account, which must be the invited one and signed in.

    The new membership. Raises WrongState if the invitation is no longer open, or is for another
    address.
    """
    with transaction.atomic():
        return _join(token=token, user=user, zone=user.zone)


def _join(*, token: str, user: User, zone: str) -> UUID:
    membership_id = doors.accept_invitation(
        token_hash=notices.hash_token(token), user_id=user.id, zone=zone
    )
    if membership_id is None:
        raise WrongState
    with session.identified(session.Identity(user_id=user.id)):
        organization_id = Membership.objects.values_list("organization_id", flat=True).get(
            id=membership_id
        )
        audit.record(
            verb="accept_invitation",
            object_kind="membership",
            object_id=membership_id,
            chain=organization_id,
            chain_kind=audit.ORGANIZATION,
        )
    return membership_id


def end_membership(*, actor: Actor, membership: Membership, now: datetime) -> None:
    """End somebody's role; what they wrote stays. Nobody ends their own.

    Raises NotAllowed, WrongState if it had ended already.
    """
    _only_administrator(actor)
    if membership.user_id == actor.user_id:
        raise NotAllowed
    changed = Membership.objects.filter(id=membership.id, ended_at=None).update(ended_at=now)
    if not changed:
        raise WrongState
    _record(actor, verb="end_membership", kind="membership", object_id=membership.id)


def change_practice_settings(*, actor: Actor, settings: dict[str, Any], now: datetime) -> None:
    """Write the practice's settings; only the columns the database lets an administrator change."""
    _only_administrator(actor)
    if set(settings) - PRACTICE_SETTINGS:
        raise NotAllowed
    Organization.objects.filter(id=actor.organization_id).update(**settings)
    _record(actor, verb="change_settings", kind="organization", object_id=actor.organization_id)


def change_zone(*, actor: Actor, zone: str, now: datetime) -> None:
    """The person's own time zone, an IANA name."""
    User.objects.filter(id=actor.user_id).update(zone=zone)
    _record(actor, verb="change_zone", kind="user", object_id=actor.user_id)


def change_weekly_mail(*, actor: Actor, wanted: bool, now: datetime) -> None:
    """Whether a clinician gets a mail on Mondays when something needs a look."""
    User.objects.filter(id=actor.user_id).update(weekly_mail=wanted)
    _record(actor, verb="change_weekly_mail", kind="user", object_id=actor.user_id)


def ask_factor_reset(*, actor: Actor, user_id: UUID, now: datetime) -> FactorReset:
    """Begin the way back for someone who lost every factor. A second administrator must confirm.

    Raises NotAllowed for oneself or a role that may not, NotFound for a person the actor cannot
    see, WrongState if one is open.
    """
    _only_administrator(actor)
    if user_id == actor.user_id:
        raise NotAllowed
    if not Membership.objects.filter(
        user_id=user_id, organization_id=actor.organization_id, ended_at=None
    ).exists():
        raise NotFound
    with one_at_a_time():
        reset = FactorReset.objects.create(
            organization_id=actor.organization_id,
            user_id=user_id,
            asked_by_id=actor.user_id,
            asked_at=now,
        )
    _record(actor, verb="ask_factor_reset", kind="factor_reset", object_id=reset.id)
    _tell_about_reset(reset, now=now)
    return reset


def confirm_factor_reset(*, actor: Actor, reset_id: UUID, now: datetime) -> None:
    """The second person's yes; the factors go after the practice's delay, and the person is told.

    Raises NotFound, NotAllowed for whoever asked and for an administrator who joined less than a day
    before it was asked, WrongState if it moved on.
    """
    _only_administrator(actor)
    reset = FactorReset.objects.filter(id=reset_id, organization_id=actor.organization_id).first()
    if reset is None:
        raise NotFound
    if actor.user_id in (reset.asked_by_id, reset.user_id):
        raise NotAllowed
    # Somebody invited for the purpose is not a second person yet.
    if not Membership.objects.filter(
        id=actor.membership_id, started_at__lte=reset.asked_at - CONFIRMER_IS_HERE_SINCE
    ).exists():
        raise NotAllowed
    delay = Organization.objects.values_list("reset_delay_hours", flat=True).get(
        id=actor.organization_id
    )
    changed = FactorReset.objects.filter(
        id=reset_id, confirmed_at=None, stopped_at=None, done_at=None
    ).update(
        confirmed_by_id=actor.user_id,
        confirmed_at=now,
        takes_effect_at=now + timedelta(hours=delay),
    )
    if not changed:
        raise WrongState
    _record(actor, verb="confirm_factor_reset", kind="factor_reset", object_id=reset_id)
    _tell_about_reset(reset, now=now)


def stop_factor_reset(*, actor: Actor, reset_id: UUID, now: datetime) -> None:
    """The person concerned, or a second administrator, says no. Raises NotFound, WrongState."""
    reset = FactorReset.objects.filter(id=reset_id, organization_id=actor.organization_id).first()
    if reset is None:
        raise NotFound
    changed = FactorReset.objects.filter(id=reset_id, stopped_at=None, done_at=None).update(
        stopped_at=now
    )
    if not changed:
        raise WrongState
    _record(actor, verb="stop_factor_reset", kind="factor_reset", object_id=reset_id)


def carry_out_factor_resets() -> int:
    """Remove the factors whose reset has come due, end those sessions, tell the people."""
    with acting_as_system("factor_resets"), transaction.atomic():
        people = doors.apply_factor_resets()
        for user_id in people:
            notices.enqueue_account_changed(user=User.objects.get(id=user_id))
            for organization_id in Membership.objects.filter(user_id=user_id).values_list(
                "organization_id", flat=True
            ):
                audit.record(
                    verb="carry_out_factor_reset",
                    object_kind="user",
                    object_id=user_id,
                    chain=organization_id,
                    chain_kind=audit.ORGANIZATION,
                )
    return len(people)


def end_other_sessions(*, user: User) -> None:
    """After a factor changed: every session but the one that is asking must sign in again."""
    User.objects.filter(id=user.pk).update(security_stamp=F("security_stamp") + 1)
    user.refresh_from_db(fields=["security_stamp"])


def _only_administrator(actor: Actor) -> None:
    if actor.role != ADMINISTRATOR:
        raise NotAllowed


def _record(actor: Actor, *, verb: str, kind: str, object_id: UUID) -> None:
    audit.record(
        verb=verb,
        object_kind=kind,
        object_id=object_id,
        chain=actor.organization_id,
        chain_kind=audit.ORGANIZATION,
    )


def _send_invitation(invitation: Invitation, *, now: datetime) -> None:
    enqueue(
        key=f"invitation:{invitation.id}:{int(now.timestamp())}",
        kind="invitation",
        recipient_id=None,
        organization_id=invitation.organization_id,
        subject_id=invitation.id,
        due_at=now,
    )


def _tell_about_reset(reset: FactorReset, *, now: datetime) -> None:
    enqueue(
        key=f"account_changed:{reset.id}:{int(now.timestamp())}",
        kind="account_changed",
        recipient_id=reset.user_id,
        organization_id=reset.organization_id,
        subject_id=reset.user_id,
        due_at=now,
    )
