"""Who may say something about a signed record. Whose record it is, only its own row says."""

from datetime import datetime
from uuid import UUID

from accounts.access import Actor
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement


def can_amend(actor: Actor, engagement: Engagement) -> bool:
    """One of the two people; the record's own policy asks for the rest."""
    return engagement_rules.is_client(actor, engagement) or engagement_rules.is_clinician(
        actor, engagement
    )


def others(actor: Actor, engagement: Engagement, *, now: datetime) -> list[UUID]:
    """Who is told: the client, or the clinician and whoever covers for them now."""
    if engagement_rules.is_client(actor, engagement):
        return engagement_rules.clinicians_at(engagement, now=now)
    return [engagement.client_id]
