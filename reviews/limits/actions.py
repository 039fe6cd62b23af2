"""Acknowledging the limits of confidentiality."""

from datetime import datetime

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.limits.models import LimitsAcknowledgment
from reviews.limits.wording import VERSION


def acknowledge_limits(
    *, actor: Actor, engagement: Engagement, version: str, now: datetime
) -> None:
    """The client has read this version. A second time changes nothing.

    Raises NotAllowed for anybody but the client, WrongState if the words have changed since the
    page was shown.
    """
    if not engagement_rules.is_client(actor, engagement):
        raise NotAllowed
    if version != VERSION:
        raise WrongState
    if LimitsAcknowledgment.objects.filter(engagement=engagement, version=version).exists():
        return
    acknowledgment = LimitsAcknowledgment.objects.create(
        engagement=engagement, author_id=actor.user_id, version=version, created_at=now
    )
    audit.record(
        verb="acknowledge_limits",
        object_kind="limits",
        object_id=acknowledgment.id,
        chain=engagement.id,
    )
