"""Who may do what to an engagement, in which state."""

from datetime import datetime
from uuid import UUID

from accounts.access import Actor
from accounts.roles import CLIENT, CLINICIAN
from reviews.engagements.models import Engagement

# state → the states it can go to. Each move is one conditional UPDATE in actions.py.
TRANSITIONS: dict[str, frozenset[str]] = {
    Engagement.PROPOSED: frozenset({Engagement.ACTIVE, Engagement.DECLINED, Engagement.WITHDRAWN}),
    Engagement.ACTIVE: frozenset({Engagement.ENDED}),
    Engagement.DECLINED: frozenset(),
    Engagement.WITHDRAWN: frozenset(),
    Engagement.ENDED: frozenset(),
}


def before(state: str) -> list[str]:
    """The states from which `state` can be reached."""
    return [start for start, ends in TRANSITIONS.items() if state in ends]


def is_client(actor: Actor, engagement: Engagement) -> bool:
    return actor.role == CLIENT and engagement.client_id == actor.user_id


def is_clinician(actor: Actor, engagement: Engagement) -> bool:
    """The clinician, or whoever covers for them.

    It asks no clock: a cover's grant does, and outside its time nobody holds the engagement to ask
    about (EngagementGrant).
    """
    return actor.role == CLINICIAN and actor.user_id in (
        engagement.clinician_id,
        engagement.covered_by_id,
    )


def is_own_clinician(actor: Actor, engagement: Engagement) -> bool:
    """The clinician the client agreed with; not whoever covers."""
    return actor.role == CLINICIAN and engagement.clinician_id == actor.user_id


def clinicians_at(engagement: Engagement, *, now: datetime) -> list[UUID]:
    """Who is told what comes for the clinician: they, and whoever covers for them now."""
    found = [engagement.clinician_id]
    if (
        engagement.covered_by_id is None
        or not engagement.covered_from
        or not engagement.covered_until
    ):
        return found
    if engagement.covered_from <= now < engagement.covered_until:
        found.append(engagement.covered_by_id)
    return found


def can_end(actor: Actor, engagement: Engagement) -> bool:
    """Either of the two people who agreed on the work; whoever covers does not."""
    return engagement.state == Engagement.ACTIVE and (
        is_client(actor, engagement) or is_own_clinician(actor, engagement)
    )
