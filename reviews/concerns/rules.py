"""Who tells what ran off course, and who may say what became of it."""

from accounts.access import Actor
from reviews.concerns.models import Concern, ConcernStep
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.language.report import MEASURES, review_report
from reviews.language.standing import as_it_stands

# In the words of the page.
STEPS_ON_SCREEN: dict[str, str] = {
    ConcernStep.READ: "Read",
    ConcernStep.ANSWERED: "Answered",
    ConcernStep.CHANGED_PLAN: "The plan changes",
    ConcernStep.LISTED: "It is one that the agreement lists",
    ConcernStep.NOT_LISTED: "It is none that the agreement lists",
    ConcernStep.CLOSED: "Closed",
}
# What can still be said once it is closed: nobody's voice is cut off.
AFTER_CLOSING = frozenset({ConcernStep.ANSWERED, ConcernStep.LISTED, ConcernStep.NOT_LISTED})
BY_CLIENT = frozenset({ConcernStep.ANSWERED})
BY_CLINICIAN = frozenset(STEPS_ON_SCREEN) - {ConcernStep.READ}


def takes_part(actor: Actor, engagement: Engagement) -> bool:
    return engagement_rules.is_client(actor, engagement) or engagement_rules.is_clinician(
        actor, engagement
    )


def can_tell(engagement: Engagement) -> bool:
    """Only while the work goes on: afterwards nobody reads it here."""
    return engagement.state == Engagement.ACTIVE


def steps_of(actor: Actor, engagement: Engagement) -> frozenset[str]:
    """What the actor may add in words; none for anybody but the two people."""
    if engagement_rules.is_client(actor, engagement):
        return BY_CLIENT
    return BY_CLINICIAN if engagement_rules.is_clinician(actor, engagement) else frozenset()


def can_acknowledge(actor: Actor, concern: Concern) -> bool:
    """Whoever it was told to: nobody acknowledges their own words."""
    return takes_part(actor, concern.engagement) and concern.author_id != actor.user_id


def measures_in(text: str) -> list[str]:
    """What measures somebody in a second clinician's text, as sentences; it has no place there."""
    return [
        f"“{found.span}” cannot stand here. {found.question}"
        for found in review_report(as_it_stands(text)).findings
        if found.strength == "refuse" and found.family in MEASURES
    ]
