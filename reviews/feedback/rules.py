"""Who gives feedback, and who replies."""

from accounts.access import Actor
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.feedback.models import Feedback, Reply

FEEDBACK_TRANSITIONS: dict[str, frozenset[str]] = {
    Feedback.DRAFT: frozenset({Feedback.PUBLISHED}),  # or discarded, which leaves nothing
    Feedback.PUBLISHED: frozenset(),
}
REPLY_TRANSITIONS: dict[str, frozenset[str]] = {
    Reply.DRAFT: frozenset({Reply.SENT}),
    Reply.SENT: frozenset(),
}

# Work that has begun; the last words may be said after the end.
BEGUN = frozenset({Engagement.ACTIVE, Engagement.ENDED})


def can_give(actor: Actor, engagement: Engagement) -> bool:
    return engagement_rules.is_clinician(actor, engagement) and engagement.state in BEGUN


def can_reply(actor: Actor, feedback: Feedback) -> bool:
    return (
        engagement_rules.is_client(actor, feedback.engagement)
        and feedback.state == Feedback.PUBLISHED
    )
