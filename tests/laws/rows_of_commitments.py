"""Rows of goals, answers, and commitments proposed outside a session; see row_matrix.py."""

from datetime import datetime
from typing import Any

from accounts.access import acting_as
from tests.commitments import propose_as, set_goal
from tests.laws.row_matrix import ME, Row


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from django.db import transaction

    from reviews.commitments.actions import answer
    from reviews.commitments.goals import end_goal
    from reviews.commitments.queries import get_commitment

    dana, eli = cast.dana.actor, cast.eli.actor
    goal = set_goal(dana, story.engagement_id, now=now)
    over = set_goal(dana, story.engagement_id, now=now, text="Another")
    proposed = propose_as(dana, story.engagement_id, now=now, goal=goal)
    others = propose_as(cast.mo.actor, story.others_engagement_id, now=now)
    with acting_as(eli), transaction.atomic():
        row = get_commitment(actor=eli, commitment_id=proposed.id)
        said = answer(actor=eli, commitment=row, says="disagrees", text="No.", now=now)
    with acting_as(dana), transaction.atomic():
        ended = end_goal(actor=dana, goal=over, text="It came to nothing.", now=now)
    return {
        "goal": goal.id,
        "goal_end": ended.id,
        "proposed": proposed.id,
        "others_proposed": others.id,
        "said": said.id,
    }


ROWS: dict[str, Row] = {
    "goal": Row(
        "reviews_goal",
        "eli",
        "id = %(goal)s",
        "text = text",
        {"dana": "si", "eli": "si"},
        {"author_id": ME},
    ),
    "goal, in another's name": Row(
        "reviews_goal",
        "eli",
        "id = %(goal)s",
        "created_at = now()",
        {"dana": "si", "eli": "s"},
        {"author_id": "%(dana)s"},
    ),
    "how a goal ended": Row(
        "reviews_goalend",
        "eli",
        "id = %(goal_end)s",
        "text = text",
        {"dana": "si", "eli": "si"},
        {"author_id": ME, "goal_id": "%(goal)s"},
    ),
    "commitment proposed": Row(
        "reviews_commitment",
        "eli",
        "id = %(proposed)s",
        "due_on = now()",
        {"dana": "si", "eli": "si"},
        {"author_id": ME},
    ),
    "commitment in the place of another's": Row(
        "reviews_commitment",
        "eli",
        "id = %(proposed)s",
        "text = text",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "replaces_id": "%(others_proposed)s"},
    ),
    "commitment for another's goal": Row(
        "reviews_commitment",
        "eli",
        "id = %(proposed)s",
        "between_us = true",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "goal_id": "gen_random_uuid()"},
    ),
    "answer": Row(
        "reviews_commitmentanswer",
        "dana",
        "id = %(said)s",
        "says = 'agrees'",
        {"dana": "si", "eli": "si"},
        {"author_id": ME},
    ),
    "answer, its why told by somebody else": Row(
        "reviews_commitmentanswer",
        "dana",
        "id = %(said)s",
        "may_be_told = true",
        {"dana": "s", "eli": "si"},
        {"author_id": ME, "may_be_told": "true"},
    ),
    "answer to another's": Row(
        "reviews_commitmentanswer",
        "dana",
        "id = %(said)s",
        "text = text",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "commitment_id": "%(others_proposed)s"},
    ),
}
