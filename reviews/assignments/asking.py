"""What asking a colleague has in common, for a while or for good."""

from uuid import UUID

from accounts.access import Actor, NotAllowed, WrongState
from reviews.assignments import queries, rules
from reviews.engagements.models import Engagement


def check_may_ask(*, actor: Actor, engagement: Engagement, colleague_id: UUID) -> None:
    """Raises NotAllowed unless it is the clinician's own work and a colleague's name; WrongState if
    no work goes on.
    """
    if not rules.may_arrange(actor, engagement):
        raise NotAllowed
    if engagement.state != Engagement.ACTIVE:
        raise WrongState
    if colleague_id not in queries.colleagues(actor=actor, besides=engagement.client_id):
        raise NotAllowed
