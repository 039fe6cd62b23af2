"""Reminders in the acted story; see acted.py. Nothing is typed there."""

from typing import Any
from uuid import UUID

from accounts.access import acting_as

TYPED: dict[str, str] = {}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    """Eli chooses his reminders."""
    from django.db import transaction

    from reviews.engagements.queries import get_engagement
    from reviews.reminders.plans import change_plan
    from reviews.reminders.steps import EVERY_STEP

    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        change_plan(
            actor=eli,
            engagement=get_engagement(actor=eli, engagement_id=engagement_id),
            steps=EVERY_STEP - {"week"},
            not_on=[2],
            own_times=None,
            now=now,
        )
