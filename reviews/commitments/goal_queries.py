"""Reading goals: a line that both people hold, and what was said when it was set and when it ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor
from reviews.commitments import words
from reviews.commitments.models import CommitmentAnswer, Goal, GoalEnd
from reviews.commitments.queries import answer_seen, label_of
from reviews.commitments.words import AnswerSeen
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class GoalSeen:
    """What several commitments are for."""

    id: UUID
    engagement_id: UUID
    text: str
    proposed_at: datetime
    proposed_by_client: bool
    answers: list[AnswerSeen]
    ended_at: datetime | None
    ended_by_client: bool
    end_text: str  # "" in lists

    @property
    def agreement(self) -> str:
        return words.agreement(self.answers, proposed_by_client=self.proposed_by_client)

    @property
    def is_agreed(self) -> bool:
        return self.agreement == words.AGREED

    @property
    def agreement_on_screen(self) -> str:
        return words.AGREEMENT_ON_SCREEN[self.agreement]


def get_goal(*, actor: Actor, goal_id: UUID) -> Goal:
    """Raises NotFound."""
    rows = Goal.objects.select_related("engagement", "end")
    return get_visible(rows, actor=actor, row_id=goal_id)


def read_goal(*, actor: Actor, goal_id: UUID) -> GoalSeen:
    """One goal, and what was said about it. The reading enters the trail. Raises NotFound."""
    row = get_goal(actor=actor, goal_id=goal_id)
    audit.record(verb="read", object_kind="goal", object_id=row.id, chain=row.engagement_id)
    answers = CommitmentAnswer.objects.filter(goal=row).order_by("created_at")
    seen = [answer_seen(row, answer, text=_opened(answer)) for answer in answers]
    end = getattr(row, "end", None)
    return _seen(row, seen, end_text=_opened(end) if end else "")


def list_goals(*, actor: Actor, engagement_id: UUID) -> list[GoalSeen]:
    """Every goal, in order of time, without what was said about it."""
    rows = list(
        Goal.objects.filter(
            engagement_id=engagement_id,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .select_related("engagement", "end")
        .order_by("created_at")
    )
    answers: dict[UUID, list[AnswerSeen]] = {row.id: [] for row in rows}
    by_id = {row.id: row for row in rows}
    for answer in CommitmentAnswer.objects.filter(goal__in=rows).order_by("created_at"):
        if answer.goal_id is not None:
            answers[answer.goal_id].append(answer_seen(by_id[answer.goal_id], answer, text=""))
    return [_seen(row, answers[row.id], end_text="") for row in rows]


def _seen(row: Goal, answers: list[AnswerSeen], *, end_text: str) -> GoalSeen:
    end = getattr(row, "end", None)
    client_id = row.engagement.client_id
    return GoalSeen(
        id=row.id,
        engagement_id=row.engagement_id,
        text=label_of(row),
        proposed_at=row.created_at,
        proposed_by_client=row.author_id == client_id,
        answers=answers,
        ended_at=end.created_at if end else None,
        ended_by_client=end is not None and end.author_id == client_id,
        end_text=end_text,
    )


def _opened(row: CommitmentAnswer | GoalEnd) -> str:
    return vault.open_text(row, "text", engagement_id=row.engagement_id)
