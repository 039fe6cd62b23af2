"""Who may do what to an engagement, in which state."""

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
    return actor.role == CLINICIAN and engagement.clinician_id == actor.user_id


def can_end(actor: Actor, engagement: Engagement) -> bool:
    return engagement.state == Engagement.ACTIVE and (
        is_client(actor, engagement) or is_clinician(actor, engagement)
    )
