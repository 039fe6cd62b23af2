"""Setting a goal together, answering, and ending it in words. Nothing of one is ever edited.

row_id  of an act: of the row it makes, so that a form sent twice makes one (reviews.records.once).
"""

from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.commitments import rules
from reviews.commitments.actions import NewAnswer, keep_answer
from reviews.commitments.models import CommitmentAnswer, Goal, GoalEnd
from reviews.engagements.holding import hold
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.records import vault
from reviews.records.once import once


def propose_goal(
    *, actor: Actor, engagement: Engagement, text: str, now: datetime, row_id: UUID | None = None
) -> Goal:
    """Propose a goal in one line, by either of the two; the other one answers, and is told.

    Raises NotAllowed, WrongState once the work has ended.
    """
    _may(actor, engagement)

    def make(new_id: UUID) -> Goal:
        goal = Goal(id=new_id, engagement=engagement, author_id=actor.user_id, created_at=now)
        _record(goal, verb="propose_goal")
        hold(engagement, states=[Engagement.ACTIVE])
        vault.insert(goal, text=text)
        tell_other(
            actor=actor, key=f"goal:{goal.id}", engagement=engagement, subject_id=goal.id, now=now
        )
        return goal

    return once(Goal, row_id, actor=actor, make=make)


def answer_goal(
    *,
    actor: Actor,
    goal: Goal,
    says: str,
    text: str = "",
    ask_again_on: date | None = None,
    now: datetime,
    row_id: UUID | None = None,
) -> CommitmentAnswer:
    """Answer to a goal, as to a commitment. Raises NotAllowed, WrongState if it or the work ended."""
    _may(actor, goal.engagement)

    def make(new_id: UUID) -> CommitmentAnswer:
        _begin(goal, verb="answer_goal")
        return keep_answer(
            CommitmentAnswer(id=new_id, goal=goal),
            actor=actor,
            engagement=goal.engagement,
            proposed_by_client=goal.author_id == goal.engagement.client_id,
            said=NewAnswer(says, text, ask_again_on),
            now=now,
        )

    return once(CommitmentAnswer, row_id, actor=actor, make=make)


def end_goal(
    *, actor: Actor, goal: Goal, text: str, now: datetime, row_id: UUID | None = None
) -> GoalEnd:
    """Say that a goal is not worked for any more, and how it went. Its commitments stay.

    Raises NotAllowed, WrongState if it or the work has ended.
    """
    _may(actor, goal.engagement)

    def make(new_id: UUID) -> GoalEnd:
        _begin(goal, verb="end_goal")
        end = GoalEnd(
            id=new_id,
            engagement_id=goal.engagement_id,
            author_id=actor.user_id,
            goal=goal,
            created_at=now,
        )
        return vault.insert(end, text=text)

    return once(GoalEnd, row_id, actor=actor, make=make)


def _may(actor: Actor, engagement: Engagement) -> None:
    if not rules.can_note(actor, engagement):
        raise NotAllowed


def _begin(goal: Goal, *, verb: str) -> None:
    """The act's line; then the work is held, and of two endings the second finds it over."""
    _record(goal, verb=verb)
    hold(goal.engagement, states=[Engagement.ACTIVE])
    if GoalEnd.objects.filter(goal=goal).exists():
        raise WrongState


def _record(goal: Goal, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="goal", object_id=goal.id, chain=goal.engagement_id)
