"""A disclosure without permission, recorded through the real act."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import acting_as
from reviews.disclosures.actions import NewDisclosure, record_disclosure
from reviews.engagements.queries import get_engagement

FACTS = "He said this morning what he would do tonight, and where."


def recorded(
    actor: Any, engagement_id: UUID, *, now: datetime, at: datetime | None = None, **changes: Any
) -> Any:
    values = {
        "ground": "danger",
        "outcome": "told",
        "facts": FACTS,
        "decision": "Nothing less would have been in time.",
        "consulted": "A colleague of the practice",
        "told_to": "The police of the town",
        "told_on": now.date(),
    }
    with acting_as(actor), transaction.atomic():
        return record_disclosure(
            actor=actor,
            engagement=get_engagement(actor=actor, engagement_id=engagement_id),
            new=NewDisclosure(**{**values, **changes}),
            authenticated_at=at or now,
            now=now,
        )
