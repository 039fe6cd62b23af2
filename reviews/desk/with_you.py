"""Who works with the client: what changes about it, and the words while somebody is away or covers."""

from dataclasses import dataclass, field
from datetime import datetime

from accounts.access import Actor
from accounts.queries import get_organization
from reviews.assignments import words
from reviews.assignments.handover_queries import absence_of, open_handover
from reviews.assignments.queries import open_cover, today_in
from reviews.engagements.queries import EngagementSeen
from tracker.lib.attention import Item


@dataclass(frozen=True, slots=True)
class WithYou:
    changes: list[Item] = field(default_factory=list)
    away: str = ""
    covering: str = ""  # who reads what was shared as well, and until when


def find_with_you(*, actor: Actor, engagement: EngagementSeen | None, now: datetime) -> WithYou:
    """For the client's own page; empty where nothing has begun."""
    if engagement is None:
        return WithYou()
    practice = get_organization(actor=actor)
    cover = open_cover(actor=actor, engagement_id=engagement.id, now=now)
    handover = open_handover(actor=actor, engagement_id=engagement.id)
    absence = absence_of(
        actor=actor, person_id=engagement.clinician_id, today=today_in(practice.zone, now=now)
    )
    return WithYou(
        changes=words.for_client(cover=cover, handover=handover, now=now),
        away=words.away(absence, phone=practice.phone),
        covering=words.covering(cover, now=now),
    )
