"""Who may do what to an engagement, in which state."""

from accounts.access import Actor
from accounts.roles import CLIENT, CLINICIAN
from reviews.engagements.models import Engagement


def is_client(actor: Actor, engagement: Engagement) -> bool:
    return actor.role == CLIENT and engagement.client_id == actor.user_id


def is_clinician(actor: Actor, engagement: Engagement) -> bool:
    return actor.role == CLINICIAN and engagement.clinician_id == actor.user_id


def can_end(actor: Actor, engagement: Engagement) -> bool:
    return engagement.state == Engagement.ACTIVE and (
        is_client(actor, engagement) or is_clinician(actor, engagement)
    )
