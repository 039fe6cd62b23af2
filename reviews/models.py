"""Re-exports each room's models, so that Django finds them. Nobody else imports this."""

from reviews.agreements.models import Agreement
from reviews.checkins.models import Cadence, CheckIn
from reviews.engagements.models import Engagement, EngagementGrant
from reviews.journal.models import Addendum, Answer, Entry
from reviews.limits.models import LimitsAcknowledgment
from reviews.records.models import EngagementKey

__all__ = [
    "Addendum",
    "Agreement",
    "Answer",
    "Cadence",
    "CheckIn",
    "Engagement",
    "EngagementGrant",
    "EngagementKey",
    "Entry",
    "LimitsAcknowledgment",
]
