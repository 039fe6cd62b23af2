"""What is agreed between two sessions: a goal, commitments, answers, and what became of them.

Each by its person, through the acts, as in weeks.py. A goal and a commitment are named by their line.
"""

from dataclasses import replace
from datetime import timedelta

from accounts.access import Actor
from reviews.commitments import actions, goals
from reviews.commitments.actions import NewCommitment
from reviews.commitments.goal_queries import get_goal, list_goals
from reviews.commitments.models import Commitment, Goal
from reviews.commitments.queries import get_commitment, list_commitments, read_commitment
from reviews.demo.stage import Stage
from reviews.engagements.models import Engagement
from tracker.lib import clock, dates


def set_goal(stage: Stage, key: str, *, by: str, text: str) -> None:
    with stage.being(by) as actor:
        engagement = _engagement(stage, key, by=by)
        goals.propose_goal(actor=actor, engagement=engagement, text=text, now=clock.now())


def agrees_to_goal(stage: Stage, key: str, *, by: str, text: str) -> None:
    with stage.being(by) as actor:
        goal = _goal(stage, key, actor, by=by, text=text)
        goals.answer_goal(actor=actor, goal=goal, says="agrees", now=clock.now())


def propose(stage: Stage, key: str, *, by: str, item: NewCommitment, goal: str = "") -> None:
    with stage.being(by) as actor:
        found = _goal(stage, key, actor, by=by, text=goal) if goal else None
        engagement = _engagement(stage, key, by=by)
        whole = replace(item, goal=found)
        actions.propose(actor=actor, engagement=engagement, item=whole, now=clock.now())


def answers(
    stage: Stage, key: str, *, by: str, line: str, says: str = "agrees", why: str = ""
) -> None:
    with stage.being(by) as actor:
        found = _commitment(stage, key, actor, by=by, line=line)
        read_commitment(actor=actor, commitment_id=found.id)
        actions.answer(actor=actor, commitment=found, says=says, text=why, now=clock.now())


def changes(
    stage: Stage, key: str, *, by: str, line: str, item: NewCommitment, reason: str
) -> None:
    """Another one in its place, for the same goal."""
    with stage.being(by) as actor:
        found = _commitment(stage, key, actor, by=by, line=line)
        whole = replace(item, goal=found.goal)
        actions.change(actor=actor, commitment=found, item=whole, reason=reason, now=clock.now())


def carries_over(stage: Stage, key: str, *, line: str, days: int, reason: str) -> None:
    """By the client."""
    with stage.being(key) as client:
        found = _commitment(stage, key, client, by=key, line=line)
        due_on = dates.local(clock.now()).date() + timedelta(days=days)
        actions.carry_over(
            actor=client, commitment=found, due_on=due_on, reason=reason, now=clock.now()
        )


def says_how_it_stands(stage: Stage, key: str, *, line: str, stands: str, text: str) -> None:
    """By the client."""
    with stage.being(key) as client:
        found = _commitment(stage, key, client, by=key, line=line)
        actions.note_step(actor=client, commitment=found, stands=stands, text=text, now=clock.now())


def attended(stage: Stage, key: str, *, line: str) -> None:
    """By the client, of today."""
    with stage.being(key) as client:
        found = _commitment(stage, key, client, by=key, line=line)
        now = clock.now()
        today = dates.local(now).date()
        actions.note_attendance(
            actor=client, commitment=found, attended=True, on_day=today, now=now
        )


def _engagement(stage: Stage, key: str, *, by: str) -> Engagement:
    return stage.engagement_of(key) if by == key else stage.engagement_with(key)


def _goal(stage: Stage, key: str, actor: Actor, *, by: str, text: str) -> Goal:
    listed = list_goals(actor=actor, engagement_id=_engagement(stage, key, by=by).id)
    return get_goal(actor=actor, goal_id=next(g.id for g in listed if g.text == text))


def _commitment(stage: Stage, key: str, actor: Actor, *, by: str, line: str) -> Commitment:
    listed = list_commitments(actor=actor, engagement_id=_engagement(stage, key, by=by).id)
    found = next(c.id for c in listed if c.text == line)
    return get_commitment(actor=actor, commitment_id=found)
