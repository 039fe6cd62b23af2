"""Reading engagements. A name is opened here; nothing else of them is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from accounts.access import Actor, NotFound
from accounts.queries import get_organization, list_clinicians, staff_name, staff_names
from accounts.roles import CLIENT
from reviews.engagements.models import Engagement
from reviews.records import vault
from reviews.records.models import EngagementRecord

UNKNOWN = "a clinician"
Row = TypeVar("Row", bound=EngagementRecord)


@dataclass(frozen=True, slots=True)
class EngagementSeen:
    """An engagement as one of its two people sees it."""

    id: UUID
    code: str
    state: str
    client_id: UUID
    clinician_id: UUID
    client_name: str
    clinician_name: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    next_due_at: datetime | None

    @property
    def short_name(self) -> str:
        """First name and initial: what screens and lists show."""
        first, *others = self.client_name.split() or [self.code]
        return f"{first} {others[-1][0]}." if others else first

    def other_name(self, actor: Actor) -> str:
        """Whom the actor works with, as screens say it."""
        return self.clinician_name if actor.role == CLIENT else self.short_name

    def name_of(self, author_id: UUID | None) -> str:
        """Which of the two of now this is, to begin a sentence; of anybody else, no name."""
        names = {self.client_id: self.short_name, self.clinician_id: self.clinician_name}
        return names.get(author_id, "A clinician") if author_id else "A clinician"


def get_engagement(*, actor: Actor, engagement_id: UUID) -> Engagement:
    """The engagement, if the actor may enter it. Raises NotFound, the same for absent and foreign."""
    found = Engagement.objects.visible_to(actor).filter(id=engagement_id).first()
    if found is None:
        raise NotFound
    return found


def get_visible(rows: QuerySet[Row], *, actor: Actor, row_id: UUID) -> Row:
    """One of `rows`, if the actor may enter its engagement. Raises NotFound, as get_engagement."""
    visible = Engagement.objects.visible_to(actor).values("id")
    found = rows.filter(id=row_id, engagement__in=visible).first()
    if found is None:
        raise NotFound
    return found


def see_engagement(*, actor: Actor, engagement_id: UUID) -> EngagementSeen:
    """The engagement with its name opened. Raises NotFound."""
    return _seen(get_engagement(actor=actor, engagement_id=engagement_id))


def list_engagements(
    *, actor: Actor, states: frozenset[str] | None = None, limit: int = 200
) -> list[EngagementSeen]:
    """What the actor may enter, the soonest due first; three queries, however many."""
    found = Engagement.objects.visible_to(actor)
    if states is not None:
        found = found.filter(state__in=states)
    engagements = list(found.order_by("next_due_at", "created_at")[:limit])
    vault.fetch_keys(e.id for e in engagements)
    names: dict[UUID, str] = {}
    for e in engagements:
        if e.clinician_id not in names:
            names[e.clinician_id] = staff_name(
                organization_id=e.organization_id, user_id=e.clinician_id
            )
    return [_seen(e, clinician_name=names[e.clinician_id]) for e in engagements]


def names_of(
    *, actor: Actor, engagement: EngagementSeen, author_ids: Iterable[UUID | None]
) -> dict[UUID | None, str]:
    """Who wrote: the client, or a clinician under their own name, whoever works with the client now.

    One query, and only where somebody other than the two of now wrote.
    """
    names: dict[UUID | None, str] = {
        engagement.client_id: engagement.short_name,
        engagement.clinician_id: engagement.clinician_name or UNKNOWN,
    }
    others = {author for author in author_ids if author is not None} - set(names)
    found = staff_names(organization_id=actor.organization_id, user_ids=others) if others else {}
    names |= {author: found.get(author) or UNKNOWN for author in others}
    return names | {None: UNKNOWN}


def names_for(
    *, actor: Actor, engagement: EngagementSeen, author_ids: Iterable[UUID | None]
) -> dict[UUID | None, str]:
    """As names_of, and "you" for what the actor wrote themselves."""
    names = names_of(actor=actor, engagement=engagement, author_ids=author_ids)
    return names | {actor.user_id: "you"}


def own_people(*, actor: Actor, engagement: EngagementSeen) -> frozenset[str]:
    """The names of the client, the practice and its clinicians: they may stand in any of its texts."""
    practice = get_organization(actor=actor)
    names = {engagement.client_name, engagement.clinician_name, practice.name, practice.short_name}
    names.update(member.display_name for member in list_clinicians(actor=actor))
    return frozenset(name for name in names if name)


def has_current(*, actor: Actor, client_id: UUID) -> bool:
    """Whether the actor has an offered or running engagement with this client."""
    return current_with(actor=actor, client_id=client_id) is not None


def current_with(*, actor: Actor, client_id: UUID) -> UUID | None:
    """The actor's offered or running engagement with this client; at most one of two people."""
    return (
        Engagement.objects.visible_to(actor)
        .filter(client_id=client_id)
        .exclude(state__in=Engagement.FINAL)
        .values_list("id", flat=True)
        .first()
    )


def current_engagement(*, actor: Actor) -> EngagementSeen | None:
    """The client's one that is offered or running, else the last one that ended."""
    order = {Engagement.ACTIVE: 0, Engagement.PROPOSED: 1}
    found = sorted(
        list_engagements(actor=actor),
        key=lambda e: (order.get(e.state, 2), -e.created_at.timestamp()),
    )
    return found[0] if found else None


def _seen(engagement: Engagement, clinician_name: str | None = None) -> EngagementSeen:
    if clinician_name is None:
        clinician_name = staff_name(
            organization_id=engagement.organization_id, user_id=engagement.clinician_id
        )
    return EngagementSeen(
        id=engagement.id,
        code=engagement.code,
        state=engagement.state,
        client_id=engagement.client_id,
        clinician_id=engagement.clinician_id,
        client_name=vault.open_text(engagement, "client_name", engagement_id=engagement.id),
        clinician_name=clinician_name,
        created_at=engagement.created_at,
        started_at=engagement.started_at,
        ended_at=engagement.ended_at,
        next_due_at=engagement.next_due_at,
    )
