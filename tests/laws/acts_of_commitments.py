"""What each act of goals, proposals and answers needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from reviews.commitments import actions, goal_queries, goals, queries
from reviews.commitments.models import CommitmentAnswer
from tests.commitments import propose_as, set_goal
from tests.laws.acts import PART_OF, Act, Stage
from tracker.lib import dates

ROOM = "reviews.commitments"


def _proposed(s: Stage, **fields: Any) -> Any:
    """As Eli sees what Dana proposed."""
    made = propose_as(s.dana, s.engagement.id, now=s.now, **fields)
    return s.as_(s.eli, lambda: queries.get_commitment(actor=s.eli, commitment_id=made.id))


def _goal(s: Stage) -> Any:
    made = set_goal(s.dana, s.engagement.id, now=s.now)
    return s.as_(s.eli, lambda: goal_queries.get_goal(actor=s.eli, goal_id=made.id))


def _by_eli(act: Callable[..., Any], **given: Any) -> Callable[[Stage], Any]:
    """About what is ready, by Eli."""
    return lambda s: s.as_(s.eli, lambda: act(actor=s.eli, commitment=s.ready, now=s.now, **given))


def _of_goal(act: Callable[..., Any], **given: Any) -> Callable[[Stage], Any]:
    return lambda s: s.as_(s.eli, lambda: act(actor=s.eli, goal=s.ready, now=s.now, **given))


READY: dict[str, Callable[[Stage], Any]] = {
    f"{ROOM}.actions.propose": lambda s: s.engagement,
    f"{ROOM}.actions.answer": _proposed,
    f"{ROOM}.actions.keep_answer": _proposed,
    f"{ROOM}.actions.note_attendance": lambda s: _proposed(s, outside="group"),
    f"{ROOM}.actions.carry_over": _proposed,
    f"{ROOM}.actions.change": _proposed,
    f"{ROOM}.actions.let_go": _proposed,
    f"{ROOM}.goals.propose_goal": lambda s: s.engagement,
    f"{ROOM}.goals.answer_goal": _goal,
    f"{ROOM}.goals.end_goal": _goal,
}

ACTS: dict[str, Act] = {
    f"{ROOM}.actions.propose": Act(
        lambda s: propose_as(s.dana, s.ready.id, now=s.now), ("propose",)
    ),
    f"{ROOM}.actions.answer": Act(_by_eli(actions.answer, says="agrees"), ("answer",)),
    f"{ROOM}.actions.keep_answer": Act(
        lambda s: s.as_(
            s.eli,
            lambda: actions.keep_answer(
                CommitmentAnswer(commitment=s.ready),
                actor=s.eli,
                engagement=s.ready.engagement,
                proposed_by_client=False,
                said=actions.NewAnswer("agrees"),
                now=s.now,
            ),
        ),
        why=PART_OF.format("answer and answer_goal"),
    ),
    f"{ROOM}.actions.note_attendance": Act(
        lambda s: _by_eli(actions.note_attendance, attended=True, on_day=dates.local(s.now).date())(
            s
        ),
        ("note_attendance",),
    ),
    f"{ROOM}.actions.carry_over": Act(
        lambda s: _by_eli(
            actions.carry_over, due_on=(s.now + timedelta(days=7)).date(), reason="Not yet."
        )(s),
        ("carry_over",),
    ),
    f"{ROOM}.actions.change": Act(
        _by_eli(actions.change, item=actions.NewCommitment(text="Other"), reason="So."), ("change",)
    ),
    f"{ROOM}.actions.let_go": Act(_by_eli(actions.let_go, reason="So."), ("let_go",)),
    f"{ROOM}.goals.propose_goal": Act(
        lambda s: set_goal(s.dana, s.ready.id, now=s.now), ("propose_goal",)
    ),
    f"{ROOM}.goals.answer_goal": Act(_of_goal(goals.answer_goal, says="agrees"), ("answer_goal",)),
    f"{ROOM}.goals.end_goal": Act(_of_goal(goals.end_goal, text="It ended."), ("end_goal",)),
}
