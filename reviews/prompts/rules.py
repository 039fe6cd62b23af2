"""Who writes the questions, and until when a check-in can be prepared."""

from accounts.access import Actor
from accounts.roles import ADMINISTRATOR, CLINICIAN
from reviews.checkins.models import CheckIn
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement

PREPARED = frozenset({CheckIn.SCHEDULED, CheckIn.OPEN})


def can_publish(actor: Actor) -> bool:
    return actor.role in (CLINICIAN, ADMINISTRATOR)


def can_prepare(actor: Actor, checkin: CheckIn) -> bool:
    return engagement_rules.is_clinician(actor, checkin.engagement)


def can_be_prepared(checkin: CheckIn) -> bool:
    return checkin.state in PREPARED and checkin.engagement.state == Engagement.ACTIVE
