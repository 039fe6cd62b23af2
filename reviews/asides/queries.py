"""Reading what was said without words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import Actor, NotFound
from reviews.asides.models import Pressure, SpeakRequest
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible


@dataclass(frozen=True, slots=True)
class ToRing:
    """A client who wants to speak to somebody who is not their clinician: whom to ring, no more."""

    id: UUID
    address: str  # by which they sign in: administrators know people by it
    asked_at: datetime


def get_pressure(*, actor: Actor, pressure_id: UUID) -> Pressure:
    """Raises NotFound."""
    rows = Pressure.objects.select_related("engagement")
    return get_visible(rows, actor=actor, row_id=pressure_id)


def open_pressures(*, actor: Actor, engagement_ids: list[UUID]) -> list[Pressure]:
    """What waits, the oldest first."""
    return list(
        Pressure.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
            state=Pressure.ASKED,
        ).order_by("created_at")
    )


def get_request(*, actor: Actor, request_id: UUID) -> SpeakRequest:
    """One's own, or one that came to the actor: the database alone knows which. Raises NotFound."""
    found = SpeakRequest.objects.filter(id=request_id).first()
    if found is None:
        raise NotFound
    return found


def own_request(*, actor: Actor, engagement_id: UUID) -> SpeakRequest | None:
    """The client's own that waits."""
    return SpeakRequest.objects.filter(
        engagement_id=engagement_id, author_id=actor.user_id, state=SpeakRequest.ASKED
    ).first()


def list_to_ring(*, actor: Actor) -> list[ToRing]:
    """What came to the actor and waits, the oldest first."""
    rows = (
        SpeakRequest.objects.filter(state=SpeakRequest.ASKED)
        .exclude(author_id=actor.user_id)
        .select_related("author")
        .order_by("created_at")
    )
    return [ToRing(r.id, r.author.email if r.author else "", r.created_at) for r in rows]
