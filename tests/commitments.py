"""Commitments and goals proposed outside a session, through the acts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import Actor, acting_as

GOAL = "Handovers that everybody can follow"
PROPOSED = "Holds the handover in the open office"
GROUP = "Goes to the group on Mondays"
WHY = "The open office is locked at night."


def propose_as(actor: Actor, engagement_id: UUID, *, now: datetime, **fields: Any) -> Any:
    """A commitment that waits for the other one's answer."""
    from reviews.commitments.actions import NewCommitment, propose
    from reviews.engagements.queries import get_engagement

    with acting_as(actor), transaction.atomic():
        engagement = get_engagement(actor=actor, engagement_id=engagement_id)
        item = NewCommitment(**{"text": PROPOSED, **fields})
        return propose(actor=actor, engagement=engagement, item=item, now=now)


def set_goal(actor: Actor, engagement_id: UUID, *, now: datetime, text: str = GOAL) -> Any:
    """A goal that waits for the other one's answer."""
    from reviews.commitments.goals import propose_goal
    from reviews.engagements.queries import get_engagement

    with acting_as(actor), transaction.atomic():
        engagement = get_engagement(actor=actor, engagement_id=engagement_id)
        return propose_goal(actor=actor, engagement=engagement, text=text, now=now)


def end(cast: Any, engagement_id: UUID, *, now: datetime) -> None:
    """Dana ends the work with Eli."""
    from reviews.agreements.actions import end_work
    from reviews.engagements.queries import get_engagement

    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        engagement = get_engagement(actor=dana, engagement_id=engagement_id)
        end_work(actor=dana, engagement=engagement, now=now)
