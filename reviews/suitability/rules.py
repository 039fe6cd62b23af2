"""When two people talk about whether the work fits, and who may end that."""

from accounts.access import Actor
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement


def goes_on(engagement: Engagement) -> bool:
    """Nothing has begun, and nobody has said no."""
    return engagement.state == Engagement.PROPOSED


def takes_part(actor: Actor, engagement: Engagement) -> bool:
    """The client, and the clinician they were introduced to."""
    return engagement_rules.is_client(actor, engagement) or engagement_rules.is_own_clinician(
        actor, engagement
    )
