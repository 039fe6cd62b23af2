"""How a commitment may stand, and who says so."""

from accounts.access import Actor
from reviews.commitments.models import CommitmentStep
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement

# In the words of the page; a report says them as they are.
STANDS_ON_SCREEN: dict[str, str] = {
    CommitmentStep.UNDER_WAY: "under way",
    CommitmentStep.DONE: "done",
    CommitmentStep.CHANGED: "changed",
    CommitmentStep.NOT_STARTED: "not started",
    CommitmentStep.NOT_TAKEN_UP: "not taken up",
}
NOTHING_SAID = "nothing said yet"


def can_note(actor: Actor, engagement: Engagement) -> bool:
    return engagement_rules.is_client(actor, engagement) or engagement_rules.is_clinician(
        actor, engagement
    )
