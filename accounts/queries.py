"""Reads about people, practices and the trail. No names of clients live here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, Max, OuterRef

from accounts.access import Actor, NotFound
from accounts.models import AuditEvent, FactorReset, Invitation, Membership, Organization, User
from accounts.roles import ADMINISTRATOR, CLIENT, CLINICIAN, ROLES


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trail, as its readers see it: no sequence numbers."""

    at: datetime
    actor_id: UUID | None
    role: str
    verb: str
    object_kind: str
    object_id: UUID
    payload: dict[str, str | int]


def list_memberships(*, user_id: UUID) -> list[Membership]:
    """The person's live memberships, oldest first. Ask as that person."""
    return list(
        Membership.objects.filter(user_id=user_id, ended_at=None)
        .select_related("organization")
        .order_by("started_at")
    )


def get_organization(*, actor: Actor) -> Organization:
    return Organization.objects.get(id=actor.organization_id)


def get_user(*, actor: Actor) -> User:
    return User.objects.get(id=actor.user_id)


def list_people(*, actor: Actor) -> list[Membership]:
    """Everyone in the practice; what the database shows a non-administrator is less."""
    return list(
        Membership.objects.filter(organization_id=actor.organization_id, ended_at=None)
        .select_related("user", "introduced_to")
        .order_by("role", "display_name", "user__email")
    )


def list_clinicians(*, actor: Actor) -> list[Membership]:
    return [m for m in list_people(actor=actor) if m.role == "clinician"]


def list_open_invitations(*, actor: Actor, now: datetime) -> list[Invitation]:
    """Invitations neither accepted nor withdrawn, expired ones included. Administrators only."""
    return list(
        Invitation.objects.filter(
            organization_id=actor.organization_id, accepted_at=None, withdrawn_at=None
        )
        .select_related("introduced_to")
        .order_by("created_at")
    )


def get_invitation(*, actor: Actor, invitation_id: UUID) -> Invitation:
    """Raises NotFound."""
    found = Invitation.objects.filter(
        id=invitation_id, organization_id=actor.organization_id
    ).first()
    if actor.role != ADMINISTRATOR or found is None:
        raise NotFound
    return found


def get_member(*, actor: Actor, membership_id: UUID) -> Membership:
    """One live membership of the actor's practice that they may see. Raises NotFound."""
    found = (
        Membership.objects.filter(
            id=membership_id, organization_id=actor.organization_id, ended_at=None
        )
        .select_related("user")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def list_introduced_clients(*, actor: Actor) -> list[Membership]:
    """Clients the administrator introduced to this clinician."""
    return list(
        Membership.objects.filter(
            organization_id=actor.organization_id,
            role=CLIENT,
            ended_at=None,
            introduced_to_id=actor.membership_id,
        )
        .select_related("user")
        .order_by("started_at")
    )


def staff_name(*, organization_id: UUID, user_id: UUID) -> str:
    """A clinician's or administrator's name as colleagues and clients see it; "" if unknown."""
    name = (
        Membership.objects.filter(
            organization_id=organization_id, user_id=user_id, role__in=(CLINICIAN, ADMINISTRATOR)
        )
        .order_by("ended_at", "started_at")
        .values_list("display_name", flat=True)
        .first()
    )
    return name or ""


def staff_names(*, organization_id: UUID, user_ids: set[UUID]) -> dict[UUID, str]:
    """As staff_name, for several people at once; who is unknown is left out."""
    found = (
        Membership.objects.filter(
            organization_id=organization_id,
            user_id__in=user_ids,
            role__in=(CLINICIAN, ADMINISTRATOR),
        )
        .order_by("-ended_at", "-started_at")  # so that the one staff_name gives stays
        .values_list("user_id", "display_name")
    )
    return dict(found)


def has_second_factor(*, user_id: UUID) -> bool:
    found = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP)
    return bool(found.exists())


def needs_second_factor(*, actor: Actor) -> bool:
    """Whether the actor's role opens nothing before they have a second factor."""
    return ROLES[actor.role].second_factor and not has_second_factor(user_id=actor.user_id)


def list_factor_resets(*, actor: Actor) -> list[FactorReset]:
    """Open resets in the practice (administrator), or one's own."""
    return list(
        FactorReset.objects.filter(
            organization_id=actor.organization_id, stopped_at=None, done_at=None
        )
        .select_related("user", "asked_by")
        .order_by("asked_at")
    )


def own_factor_resets(*, actor: Actor) -> list[FactorReset]:
    return [r for r in list_factor_resets(actor=actor) if r.user_id == actor.user_id]


def list_events(
    *,
    chain: UUID,
    verbs: frozenset[str] | None = None,
    role: str | None = None,
    limit: int | None = 500,
) -> list[Event]:
    """A chain's events that the database shows the actor, newest first.

    role  of whoever acted; None: whichever. Asked before the limit counts.
    """
    events = AuditEvent.objects.filter(chain=chain)
    if verbs is not None:
        events = events.filter(verb__in=verbs)
    if role is not None:
        events = events.filter(role=role)
    return [
        Event(e.at, e.actor, e.role, e.verb, e.object_kind, e.object_id, e.payload)
        for e in events.order_by("-at", "-seq")[:limit]
    ]


def last_read(*, actor: Actor, object_ids: list[UUID], chains: set[UUID]) -> dict[UUID, datetime]:
    """When the actor last opened each of these things, from the actor's own lines of the trail.

    chains  where those lines are: without them, every line of every chain would be looked at.
    """
    return dict(
        AuditEvent.objects.filter(
            chain__in=chains, actor=actor.user_id, verb="read", object_id__in=object_ids
        )
        .values_list("object_id")
        .annotate(Max("at"))
    )


def opened_since(*, actor: Actor, object_id: str, since: str) -> Exists:
    """For a filter of an engagement's rows: whether the actor has opened the thing since then.

    object_id, since  names of the row's columns.
    """
    return Exists(
        AuditEvent.objects.filter(
            chain=OuterRef("engagement_id"),
            actor=actor.user_id,
            verb="read",
            object_id=OuterRef(object_id),
            at__gte=OuterRef(since),
        )
    )
