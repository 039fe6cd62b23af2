"""Who may write about a check-in, and until when."""

from accounts.access import Actor
from reviews.checkins.models import CheckIn
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement

# What is settled stays as it is; a time that was moved goes on at its new one.
LOCKED = frozenset({CheckIn.CLOSED, CheckIn.CANCELED, CheckIn.MOVED, CheckIn.NOT_NEEDED})


def is_open(checkin: CheckIn) -> bool:
    return checkin.state not in LOCKED and checkin.engagement.state == Engagement.ACTIVE


def can_write(actor: Actor, checkin: CheckIn) -> bool:
    return engagement_rules.is_client(actor, checkin.engagement) or (
        engagement_rules.is_clinician(actor, checkin.engagement)
    )
