"""Who records a disclosure without permission, on which ground, and how long it may wait."""

from datetime import timedelta

from accounts.access import Actor
from reviews.disclosures.models import Disclosure
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement

GROUNDS: dict[str, str] = {
    Disclosure.DANGER: "A serious and imminent danger to somebody",
    Disclosure.PROTECTED: "A report that the law asks for: a child, or a dependent adult",
    Disclosure.COURT: "A court order, or another demand of a court",
    Disclosure.OTHER: "Another duty under the law",
}
OUTCOMES: dict[str, str] = {Disclosure.TOLD: "Told", Disclosure.NOT_TOLD: "Decided not to tell"}
LONGEST_WAIT = timedelta(days=366)


def can_record(actor: Actor, engagement: Engagement) -> bool:
    """Whoever treats, also after the end: a court may ask then."""
    return engagement_rules.is_clinician(actor, engagement) and engagement.started_at is not None
