"""Who may say something about a signed record. Whose record it is, only its own row says."""

from uuid import UUID

from accounts.access import Actor
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement


def can_amend(actor: Actor, engagement: Engagement) -> bool:
    """One of the two people; the record's own policy asks for the rest."""
    return engagement_rules.is_client(actor, engagement) or engagement_rules.is_clinician(
        actor, engagement
    )


def other_person(actor: Actor, engagement: Engagement) -> UUID:
    """The id of the one of the two who is told."""
    both = (engagement.client_id, engagement.clinician_id)
    other: UUID = both[0] if both[0] != actor.user_id else both[1]
    return other
