"""Reading commitments. One of a session that was entered in error is not shown any more.

A commitment is one line that both people hold, as a label in lists; what was said about it is read
together with its line in the trail.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from accounts import audit
from accounts.access import Actor, NotFound
from reviews.amendments.queries import in_error
from reviews.commitments import rules, words
from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep, Goal
from reviews.commitments.words import AnswerSeen
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault
from tracker.lib import dates

Said = TypeVar("Said", CommitmentStep, CommitmentAnswer)


@dataclass(frozen=True, slots=True)
class StepSeen:
    """What one of the two said about how it stands."""

    at: datetime
    by_client: bool
    stands: str
    text: str  # "" in lists
    on_day: date | None = None  # of attendance; carried over: the new day

    @property
    def stands_on_screen(self) -> str:
        return words.stands(self.stands, self.on_day)


@dataclass(frozen=True, slots=True)
class CommitmentSeen:
    """One step that was agreed or proposed, and what was said about it since.

    agreed_on  the day it was agreed; of one that is not agreed, the day it was proposed.
    due_on     by when it is to be done now: the day it was last carried over to.
    proposed_by_client  None: agreed in a session.
    """

    id: UUID
    engagement_id: UUID
    session_id: UUID | None
    text: str
    agreed_on: date
    due_on: date | None
    proposed_at: datetime  # agreed in a session: when its log was signed
    steps: list[StepSeen]
    goal_id: UUID | None = None
    goal: str = ""
    carried_by: str = Commitment.CLIENT
    outside: str = ""
    prepare_on: date | None = None
    debrief_on: date | None = None
    between_us: bool = False
    proposed_by_client: bool | None = None
    replaces_id: UUID | None = None
    replaced_by: UUID | None = None
    answers: list[AnswerSeen] = field(default_factory=list)
    first_due_on: date | None = None  # before it was carried over

    @property
    def stands(self) -> str:
        """The last word; "" if nothing was said yet."""
        return self.steps[-1].stands if self.steps else ""

    @property
    def stands_on_screen(self) -> str:
        return self.steps[-1].stands_on_screen if self.steps else words.NOTHING_SAID

    @property
    def is_over(self) -> bool:
        """Changed into another one, or let go: nothing more is said of it."""
        return self.stands in CommitmentStep.FINAL

    @property
    def agreement(self) -> str:
        return words.agreement(self.answers, proposed_by_client=self.proposed_by_client)

    @property
    def is_agreed(self) -> bool:
        return self.agreement == words.AGREED

    @property
    def agreement_on_screen(self) -> str:
        return words.AGREEMENT_ON_SCREEN[self.agreement]

    @property
    def agreement_in_a_report(self) -> str:
        """Where it is not agreed: that, and by whom; "" where it is."""
        return "" if self.is_agreed else words.IN_A_REPORT[self.agreement]

    @property
    def verb(self) -> str:
        """ "agreed" on its day, "first agreed" where it was seen otherwise later, or "proposed" """
        if self.is_agreed:
            return "agreed"
        return "first agreed" if self.session_id else "proposed"

    def not_agreed(self, *, to_client: bool) -> str:
        """That it is not agreed, and by whom, in a sentence to one of the two; "" where it is."""
        said = words.TO_CLIENT if to_client else words.AGREEMENT_ON_SCREEN
        return "" if self.is_agreed else f"{dates.capitalized(said[self.agreement])}."

    @property
    def told_why(self) -> str:
        """Why the client did not agree, where they chose that a report may state it."""
        of_client = [a for a in self.answers if a.is_of_client]
        if self.agreement != words.CLIENT_DISAGREES or not of_client[-1].may_be_told:
            return ""
        return of_client[-1].text

    @property
    def may_be_stated(self) -> bool:
        """In a report: what was answered, and does not stay between the two."""
        return not self.between_us and self.agreement != words.PROPOSED

    @property
    def due_day(self) -> str:
        return dates.full_day(self.due_on) if self.due_on else ""

    @property
    def turn(self) -> str:
        """What an answer is to: another one once it was carried over."""
        return self.due_on.isoformat() if self.due_on else "no day"

    @property
    def outside_on_screen(self) -> str:
        return words.OUTSIDE_ON_SCREEN.get(self.outside, "")

    @property
    def story(self) -> list[StepSeen | AnswerSeen]:
        """What both said, in order of time."""
        return sorted([*self.answers, *self.steps], key=lambda said: said.at)


def get_commitment(*, actor: Actor, commitment_id: UUID) -> Commitment:
    """Raises NotFound, also for one of a session entered in error."""
    rows = Commitment.objects.select_related("engagement", "goal", "replaced_by")
    found = get_visible(rows, actor=actor, row_id=commitment_id)
    if found.session_id in in_error(actor=actor, engagement_ids=[found.engagement_id]):
        raise NotFound
    return found


def read_commitment(*, actor: Actor, commitment_id: UUID) -> CommitmentSeen:
    """One commitment, and what was said about it. The reading enters the trail.

    Raises NotFound.
    """
    row = get_commitment(actor=actor, commitment_id=commitment_id)
    audit.record(verb="read", object_kind="commitment", object_id=row.id, chain=row.engagement_id)
    steps = CommitmentStep.objects.filter(commitment=row).order_by("created_at")
    answers = CommitmentAnswer.objects.filter(commitment=row).order_by("created_at")
    return _seen(
        row,
        [_step(row, step, text=_said(step)) for step in steps],
        [answer_seen(row, answer, text=_said(answer)) for answer in answers],
    )


def label(*, actor: Actor, row: Commitment) -> CommitmentSeen:
    """One commitment as a list shows it, for a page that acts on it."""
    listed = list_commitments(actor=actor, engagement_id=row.engagement_id)
    return next(seen for seen in listed if seen.id == row.id)


def list_commitments(
    *, actor: Actor, engagement_id: UUID, until: date | None = None
) -> list[CommitmentSeen]:
    """What was agreed or proposed, in order of time, each with how it stands.

    Without what was said about it, but for a why that the client chose may be told.

    until  the last day that counts, as dates stand in the zone of the request: what was agreed or
    said later is left out.
    """
    rows = Commitment.objects.filter(
        engagement_id=engagement_id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).select_related("engagement", "goal", "replaced_by")
    if until is not None:
        rows = rows.filter(agreed_on__lte=until)
    gone = in_error(actor=actor, engagement_ids=[engagement_id])
    kept = [row for row in rows.order_by("agreed_on", "created_at") if row.session_id not in gone]
    by_id = {row.id: row for row in kept}
    steps: dict[UUID, list[StepSeen]] = {row.id: [] for row in kept}
    for step in _until(CommitmentStep.objects.filter(commitment__in=list(by_id)), until):
        steps[step.commitment_id].append(_step(by_id[step.commitment_id], step, text=""))
    answers: dict[UUID, list[AnswerSeen]] = {row.id: [] for row in kept}
    for answer in _until(CommitmentAnswer.objects.filter(commitment__in=list(by_id)), until):
        text = _said(answer) if answer.may_be_told else ""
        if answer.commitment_id is not None:
            row = by_id[answer.commitment_id]
            answers[row.id].append(answer_seen(row, answer, text=text))
    return [_seen(row, steps[row.id], answers[row.id]) for row in kept]


def _until(rows: QuerySet[Said], until: date | None) -> Iterable[Said]:
    for row in rows.order_by("created_at"):
        if until is None or dates.local(row.created_at).date() <= until:
            yield row


def _seen(row: Commitment, steps: list[StepSeen], answers: list[AnswerSeen]) -> CommitmentSeen:
    moved = [s.on_day for s in steps if s.stands == CommitmentStep.CARRIED_OVER]
    proposed_by_client = None if row.session_id else row.author_id == row.engagement.client_id
    agreed = words.agreement(answers, proposed_by_client=proposed_by_client) == words.AGREED
    by_answer = agreed and answers and not row.session_id
    next_one = getattr(row, "replaced_by", None)
    return CommitmentSeen(
        id=row.id,
        engagement_id=row.engagement_id,
        session_id=row.session_id,
        text=vault.open_text(row, "text", engagement_id=row.engagement_id),
        agreed_on=dates.local(answers[-1].at).date() if by_answer else row.agreed_on,
        due_on=moved[-1] if moved else row.due_on,
        proposed_at=row.created_at,
        steps=steps,
        goal_id=row.goal_id,
        goal=label_of(row.goal) if row.goal else "",
        carried_by=row.carried_by,
        outside=row.outside,
        prepare_on=row.prepare_on,
        debrief_on=row.debrief_on,
        between_us=rules.stays_between(outside=row.outside, chosen=row.between_us),
        proposed_by_client=proposed_by_client,
        replaces_id=row.replaces_id,
        replaced_by=next_one.id if next_one else None,
        answers=answers,
        first_due_on=row.due_on,
    )


def label_of(goal: Goal) -> str:
    """The one line of a goal."""
    return vault.open_text(goal, "text", engagement_id=goal.engagement_id)


def _step(row: Commitment, step: CommitmentStep, *, text: str) -> StepSeen:
    by_client = step.author_id == row.engagement.client_id
    return StepSeen(
        at=step.created_at, by_client=by_client, stands=step.stands, text=text, on_day=step.on_day
    )


def answer_seen(row: Commitment | Goal, answer: CommitmentAnswer, *, text: str) -> AnswerSeen:
    return AnswerSeen(
        at=answer.created_at,
        by_client=answer.author_id == row.engagement.client_id,
        says=answer.says,
        text=text,
        ask_again_on=answer.ask_again_on,
        may_be_told=answer.may_be_told,
    )


def _said(row: CommitmentStep | CommitmentAnswer) -> str:
    return vault.open_text(row, "text", engagement_id=row.engagement_id)
