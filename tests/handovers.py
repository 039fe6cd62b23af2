"""Handovers, through the real acts: Mo is asked to go on with Eli."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.access import acting_as_system
from reviews.assignments import handover_queries, handovers
from reviews.assignments.models import Handover
from reviews.engagements.queries import get_engagement
from tests.story import being


def propose(cast: Any, engagement_id: Any, *, now: datetime) -> Any:
    dana = cast.dana.actor
    with being(cast, "dana"):
        return handovers.propose_handover(
            actor=dana,
            engagement=get_engagement(actor=dana, engagement_id=engagement_id),
            colleague_id=cast.mo.user_id,
            now=now,
        )


def agree(cast: Any, handover: Any, *, now: datetime, who: str = "mo") -> str:
    actor = getattr(cast, who).actor
    with being(cast, who):
        found = handover_queries.get_handover(actor=actor, handover_id=handover.id)
        return handovers.agree_to_handover(actor=actor, handover=found, now=now)


def object_to(cast: Any, handover: Any, words: str, *, now: datetime) -> None:
    eli = cast.eli.actor
    with being(cast, "eli"):
        found = handover_queries.get_handover(actor=eli, handover_id=handover.id)
        handovers.object_to_handover(actor=eli, handover=found, words=words, now=now)


def take_back(cast: Any, handover: Any, *, now: datetime) -> None:
    eli = cast.eli.actor
    with being(cast, "eli"):
        found = handover_queries.get_handover(actor=eli, handover_id=handover.id)
        handovers.take_back_objection(actor=eli, handover=found, now=now)


def sweep() -> None:
    with acting_as_system("sweep"), transaction.atomic():
        handovers.hand_over_due()


def plant(cast: Any, engagement_id: Any, *, now: datetime) -> Any:
    """The row of a proposal as Dana's role may write it, for stories in which she has drafts."""
    with being(cast, "dana"):
        engagement = get_engagement(actor=cast.dana.actor, engagement_id=engagement_id)
        return Handover.objects.create(
            engagement=engagement,
            author_id=cast.dana.user_id,
            code=engagement.code,
            incoming_id=cast.mo.user_id,
            takes_effect_at=now + timedelta(days=7),
            created_at=now,
        )
