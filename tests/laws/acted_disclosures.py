"""A disclosure without permission in the acted story; see acted.py."""

from typing import Any
from uuid import UUID

FACTS = "He said beside the marble fountain what he would do tonight."
WHY = "Nothing less than the marble fountain being watched would have been in time."
TOLD_TO = "The wardens of the marble fountain"

TYPED = {"facts told": FACTS, "why it was told": WHY, "to whom": TOLD_TO}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from tests.disclosures import recorded

    recorded(cast.dana.actor, engagement_id, facts=FACTS, decision=WHY, told_to=TOLD_TO, now=now)
