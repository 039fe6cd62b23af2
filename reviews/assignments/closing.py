"""A client has died: their clinician notes it, and at once nothing reaches the account any more.

Mails that wait find an account that is closed and are not needed; sessions end; the work ends. The
practice's lists say "Ended" and nothing else. Source: docs/operations.md, "A client has died".
"""

import uuid
from datetime import datetime

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState, require_fresh
from reviews.assignments import doors
from reviews.checkins.actions import stop_cadence
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement


def note_death(
    *, actor: Actor, engagement: Engagement, authenticated_at: datetime, now: datetime
) -> None:
    """Close the client's account and end the work, as the clinician or whoever covers.

    Raises NotAllowed, NotFresh; WrongState if the account is closed already.
    """
    if not engagement_rules.is_clinician(actor, engagement):
        raise NotAllowed
    require_fresh(authenticated_at=authenticated_at, now=now)
    was_active = engagement.state == Engagement.ACTIVE
    # Before the door, as every act does: who holds the chain's head waits for nobody behind it.
    audit.record(
        verb="end_engagement",
        object_kind="engagement",
        object_id=engagement.id,
        chain=engagement.id,
    )
    closed = doors.close_account(
        closed_id=uuid.uuid4(), engagement_id=engagement.id, authenticated_at=authenticated_at
    )
    if not closed:
        raise WrongState
    if was_active:
        stop_cadence(engagement=engagement, now=now)
