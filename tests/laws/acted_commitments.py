"""Goals, proposals and answers in the acted story: each text found nowhere else, as in acted.py."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from accounts.access import acting_as
from tests.commitments import propose_as, set_goal

GOAL = "Rehearsals in the boathouse that end before the gong"
ENDED = "The gong was sold, and the rehearsals went on without it."
NEW = "Hangs the oars up before the gong"
OTHER = "Hangs one oar up before the gong"
WHY_NOT = "The oars belong to the harbor office."
LATER = "The gong is being mended until then."
CHANGED = "One oar is enough for the rehearsal."
LET_GO = "There is no boathouse any more."

TYPED = {
    "goal": GOAL,
    "how a goal ended": ENDED,
    "proposed commitment": NEW,
    "changed commitment": OTHER,
    "why not agreed": WHY_NOT,
    "why carried over": LATER,
    "why changed": CHANGED,
    "why let go": LET_GO,
}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from django.db import transaction

    from reviews.commitments import actions, goal_queries, goals, queries

    dana, eli = cast.dana.actor, cast.eli.actor
    goal = set_goal(dana, engagement_id, now=now, text=GOAL)
    made = propose_as(dana, engagement_id, now=now, text=NEW, goal=goal)
    with acting_as(eli), transaction.atomic():
        row = queries.get_commitment(actor=eli, commitment_id=made.id)
        about = {"actor": eli, "commitment": row, "now": now}
        actions.answer(**about, says="disagrees", text=WHY_NOT)
        due_on = (now + timedelta(days=7)).date()
        actions.carry_over(**about, due_on=due_on, reason=LATER)
        new = actions.change(**about, item=actions.NewCommitment(text=OTHER), reason=CHANGED)
    with acting_as(dana), transaction.atomic():
        row = queries.get_commitment(actor=dana, commitment_id=new.id)
        actions.let_go(actor=dana, commitment=row, reason=LET_GO, now=now)
        goals.end_goal(actor=dana, goal=goal, text=ENDED, now=now)
        assert queries.read_commitment(actor=dana, commitment_id=made.id).answers[0].text == WHY_NOT
        assert goal_queries.read_goal(actor=dana, goal_id=goal.id).end_text == ENDED
