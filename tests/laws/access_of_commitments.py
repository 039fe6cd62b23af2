"""Goals, proposals and answers; see access_matrix.py."""

from datetime import datetime
from typing import Any

from tests.commitments import set_goal

BOTH = ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403")
BOTH_SAY = ("401 400 400 404 404 404 403", "401 400 400 404 404 404 403")
READ, SAY = "401 200 200 404 404 404 403", "401 400 400 404 404 404 403"

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET commitments:propose": BOTH,
    "POST commitments:propose": BOTH_SAY,
    "GET commitments:answer": BOTH,
    "POST commitments:answer": BOTH_SAY,
    "GET commitments:later": BOTH,
    "POST commitments:later": BOTH_SAY,
    "GET commitments:change": BOTH,
    "POST commitments:change": BOTH_SAY,
    "GET commitments:let_go": BOTH,
    "POST commitments:let_go": BOTH_SAY,
    "GET commitments:new_goal": BOTH,
    "POST commitments:new_goal": BOTH_SAY,
    "GET commitments:goal": BOTH,
    "POST commitments:answer_goal": BOTH_SAY,
    "POST commitments:end_goal": BOTH_SAY,
}

API: dict[str, str] = {
    "POST api:commitments": SAY,
    "POST api:attendance": SAY,
    "POST api:commitment_answers": SAY,
    "POST api:later": SAY,
    "POST api:changes": SAY,
    "POST api:let_go": SAY,
    "GET api:goals": READ,
    "POST api:goals": SAY,
    "GET api:goal": READ,
    "POST api:goal_answers": SAY,
    "POST api:goal_end": SAY,
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    return {"goal_id": set_goal(cast.dana.actor, story.engagement_id, now=now).id}
