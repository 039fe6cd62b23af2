"""With every check of the application switched off, goals and answers still stay where they belong.

As test_second_wall.py, for goals, proposals and answers.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock

from reviews.commitments import actions, goal_queries, goals, queries
from reviews.commitments.models import Commitment, CommitmentAnswer, Goal
from reviews.engagements.models import Engagement
from tests.commitments import propose_as, set_goal
from tests.ground import acted_once
from tests.laws.test_second_wall import (
    BOTH,
    EVERYBODY,
    EVERYTHING,
    _yes,
    done_by_others,
    read_by_others,
    switched_off,
)
from tests.story import being as being_one
from tracker.lib import clock, dates


@contextmanager
def nothing_is_checked() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(switched_off(EVERYTHING))
        for rule in ("can_note", "can_say"):
            stack.enter_context(mock.patch(f"reviews.commitments.rules.{rule}", _yes))
        for module in ("actions", "goals"):
            stack.enter_context(mock.patch(f"reviews.commitments.{module}.hold"))
        yield


class Told:
    """A goal, a commitment and a step elsewhere that Dana proposed; Eli has answered the second."""

    def __init__(self, cast: Any, story: Any, now: Any) -> None:
        dana, eli = cast.dana.actor, cast.eli.actor
        self.engagement_id = story.engagement_id
        goal = set_goal(dana, story.engagement_id, now=now)
        made = propose_as(dana, story.engagement_id, now=now, goal=goal)
        group = propose_as(dana, story.engagement_id, now=now, outside="group")
        with being_one(cast, "eli"):
            row = queries.get_commitment(actor=eli, commitment_id=made.id)
            actions.answer(actor=eli, commitment=row, says="disagrees", text="No.", now=now)
            self.engagement = Engagement.objects.get(id=story.engagement_id)
            self.goal = goal_queries.get_goal(actor=eli, goal_id=goal.id)
            self.commitment = row
            self.group = queries.get_commitment(actor=eli, commitment_id=group.id)
        self.ids = {str(goal.id), str(made.id), str(group.id)}


@acted_once
def told(cast: Any, story: Any, now: Any) -> Told:
    return Told(cast, story, now)


READS: dict[str, Callable[[Any, Told], Any]] = {
    "read_commitment": lambda a, t: queries.read_commitment(actor=a, commitment_id=t.commitment.id),
    "read_goal": lambda a, t: goal_queries.read_goal(actor=a, goal_id=t.goal.id),
    "list_goals": lambda a, t: goal_queries.list_goals(actor=a, engagement_id=t.engagement_id),
    "goals": lambda a, t: list(Goal.objects.filter(id=t.goal.id)),
    "commitments": lambda a, t: list(Commitment.objects.filter(id=t.commitment.id)),
}


def test_reads_show_nothing_foreign(cast, told):
    assert read_by_others(READS, told, cast, nothing_is_checked) == []


def test_answers_are_seen_by_the_two_alone(cast, told):
    seen = {}
    for who in EVERYBODY:
        with being_one(cast, who):
            rows = CommitmentAnswer.objects.filter(commitment=told.commitment)
            seen[who] = rows.exists()
    assert seen == {who: who in BOTH for who in EVERYBODY}


def _now(actor: Any) -> dict[str, Any]:
    return {"actor": actor, "now": clock.now()}


def _later() -> Any:
    return (clock.now() + timedelta(days=7)).date()


ITEM = actions.NewCommitment(text="X")
ACTS: dict[str, Callable[[Any, Told], Any]] = {
    "propose": lambda a, t: actions.propose(engagement=t.engagement, item=ITEM, **_now(a)),
    "answer": lambda a, t: actions.answer(
        commitment=t.commitment, says="could_not", text="X", ask_again_on=_later(), **_now(a)
    ),
    "note_attendance": lambda a, t: actions.note_attendance(
        commitment=t.group, attended=True, on_day=dates.local(clock.now()).date(), **_now(a)
    ),
    "carry_over": lambda a, t: actions.carry_over(
        commitment=t.commitment, due_on=_later(), reason="X", **_now(a)
    ),
    "change": lambda a, t: actions.change(
        commitment=t.commitment, item=ITEM, reason="X", **_now(a)
    ),
    "let_go": lambda a, t: actions.let_go(commitment=t.commitment, reason="X", **_now(a)),
    "propose_goal": lambda a, t: goals.propose_goal(engagement=t.engagement, text="X", **_now(a)),
    "answer_goal": lambda a, t: goals.answer_goal(
        goal=t.goal, says="could_not", text="X", ask_again_on=_later(), **_now(a)
    ),
    "end_goal": lambda a, t: goals.end_goal(goal=t.goal, text="X", **_now(a)),
}


def test_acts_of_others_change_nothing(cast, told):
    acts = {name: (BOTH, act) for name, act in ACTS.items()}
    assert done_by_others(acts, told, cast, nothing_is_checked) == []
