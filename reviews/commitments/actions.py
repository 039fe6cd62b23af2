"""Agreeing on commitments, answering, and saying how one stands. What was agreed is never edited.

row_id  of an act: of the row it makes, so that a form sent twice makes one (reviews.records.once).
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, WrongState
from reviews.commitments import rules
from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep, Goal
from reviews.engagements.holding import hold
from reviews.engagements.models import Engagement
from reviews.engagements.rules import is_client
from reviews.engagements.telling import tell_other
from reviews.records import vault
from reviews.records.once import once
from tracker.lib import dates

LONGEST_TEXT = 20_000  # characters
LONGEST_LINE = 500  # characters, of a commitment


@dataclass(frozen=True, slots=True)
class NewCommitment:
    """One commitment as it is agreed or proposed; the fields are those of the model."""

    text: str
    due_on: date | None = None
    goal: Goal | None = None
    carried_by: str = Commitment.CLIENT
    outside: str = ""
    prepare_on: date | None = None
    debrief_on: date | None = None
    between_us: bool = False


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """One answer as it is given; the fields are those of the model."""

    says: str
    text: str = ""
    ask_again_on: date | None = None
    may_be_told: bool = False


class SignedSession(Protocol):
    """What a commitment needs of the session it was agreed in."""

    id: UUID
    engagement_id: UUID
    on_date: date


def agree(
    *, actor: Actor, session: SignedSession, items: list[NewCommitment], now: datetime
) -> list[Commitment]:
    """Keep what was agreed in a session. Called by signing it, which enters the trail."""
    one = timedelta(microseconds=1)  # they keep the order in which they were agreed
    return [
        _keep(
            item,
            uuid.uuid4(),
            actor=actor,
            engagement_id=session.engagement_id,
            session_id=session.id,
            agreed_on=session.on_date,
            now=now + place * one,
        )
        for place, item in enumerate(items)
    ]


def propose(
    *,
    actor: Actor,
    engagement: Engagement,
    item: NewCommitment,
    now: datetime,
    row_id: UUID | None = None,
) -> Commitment:
    """Propose a commitment outside a session, by either of the two; the other one answers.

    The other one is told that something waits. Raises NotAllowed, NotFound for a goal of other work,
    WrongState once the work has ended or the goal has.
    """
    _may(actor, engagement)

    def make(new_id: UUID) -> Commitment:
        _record(new_id, engagement, verb="propose")
        hold(engagement, states=[Engagement.ACTIVE])
        return _propose(item, new_id, actor=actor, engagement=engagement, replaces=None, now=now)

    return once(Commitment, row_id, actor=actor, make=make)


def answer(
    *,
    actor: Actor,
    commitment: Commitment,
    says: str,
    text: str = "",
    ask_again_on: date | None = None,
    may_be_told: bool = False,
    now: datetime,
    row_id: UUID | None = None,
) -> CommitmentAnswer:
    """Agree, disagree and say why, or say that the client could not answer, why, and when again.

    The client answers at any time, also to what was agreed in a session; the clinician what the
    client proposed. The last answer of each counts, the earlier ones stay.

    says         of CommitmentAnswer.SAYS. `text` is the why, empty for a yes.
    may_be_told  a report may state the client's why; theirs alone to choose.
    Raises NotAllowed, WrongState if it was changed or let go, or the work has ended.
    """
    proposed_by_client = (
        None if commitment.session_id else commitment.author_id == commitment.engagement.client_id
    )
    _may(actor, commitment.engagement)

    def make(new_id: UUID) -> CommitmentAnswer:
        _begin(commitment, verb="answer")
        return keep_answer(
            CommitmentAnswer(id=new_id, commitment=commitment),
            actor=actor,
            engagement=commitment.engagement,
            proposed_by_client=proposed_by_client,
            said=NewAnswer(says, text, ask_again_on, may_be_told),
            now=now,
        )

    return once(CommitmentAnswer, row_id, actor=actor, make=make)


def note_step(
    *,
    actor: Actor,
    commitment: Commitment,
    stands: str,
    text: str,
    now: datetime,
    row_id: UUID | None = None,
) -> CommitmentStep:
    """Say how a commitment stands, by either of the two; the last word counts.

    stands  of rules.SAID. `text` may be empty. Of a step elsewhere only attendance is said
    (note_attendance). Raises NotAllowed, WrongState if it was changed or let go, or the work ended.
    """
    if stands not in rules.SAID or commitment.outside:
        raise NotAllowed
    said = CommitmentStep(stands=stands)
    return _say(said, commitment, row_id, actor=actor, text=text, verb="note_step", now=now)


def note_attendance(
    *,
    actor: Actor,
    commitment: Commitment,
    attended: bool,
    on_day: date,
    now: datetime,
    row_id: UUID | None = None,
) -> CommitmentStep:
    """Say whether a step elsewhere was attended on a day; nothing of what is said there is kept.

    Raises NotAllowed, also for a day that is still to come; WrongState as note_step.
    """
    if not commitment.outside or on_day > dates.local(now).date():
        raise NotAllowed
    stands = CommitmentStep.ATTENDED if attended else CommitmentStep.NOT_ATTENDED
    said = CommitmentStep(stands=stands, on_day=on_day)
    return _say(said, commitment, row_id, actor=actor, text="", verb="note_attendance", now=now)


def carry_over(
    *,
    actor: Actor,
    commitment: Commitment,
    due_on: date,
    reason: str,
    now: datetime,
    row_id: UUID | None = None,
) -> CommitmentStep:
    """Give a commitment another day, and say why.

    Raises NotAllowed, also for a day that has passed; WrongState as note_step.
    """
    if due_on < dates.local(now).date():
        raise NotAllowed
    said = CommitmentStep(stands=CommitmentStep.CARRIED_OVER, on_day=due_on)
    return _say(said, commitment, row_id, actor=actor, text=reason, verb="carry_over", now=now)


def change(
    *,
    actor: Actor,
    commitment: Commitment,
    item: NewCommitment,
    reason: str,
    now: datetime,
    row_id: UUID | None = None,
) -> Commitment:
    """Propose another commitment in the place of this one, and say why; this one stays readable.

    Raises NotAllowed, WrongState as note_step.
    """
    engagement = commitment.engagement
    _may(actor, engagement)

    def make(new_id: UUID) -> Commitment:
        _begin(commitment, verb="change")
        said = CommitmentStep(stands=CommitmentStep.REPLACED)
        _add(said, commitment, actor=actor, text=reason, now=now)
        return _propose(
            item, new_id, actor=actor, engagement=engagement, replaces=commitment, now=now
        )

    return once(Commitment, row_id, actor=actor, make=make)


def let_go(
    *, actor: Actor, commitment: Commitment, reason: str, now: datetime, row_id: UUID | None = None
) -> CommitmentStep:
    """Say that a commitment is not worked for any more, and why. Raises as note_step."""
    said = CommitmentStep(stands=CommitmentStep.LET_GO)
    return _say(said, commitment, row_id, actor=actor, text=reason, verb="let_go", now=now)


def keep_answer(
    row: CommitmentAnswer,
    *,
    actor: Actor,
    engagement: Engagement,
    proposed_by_client: bool | None,
    said: NewAnswer,
    now: datetime,
) -> CommitmentAnswer:
    """Keep one answer, and tell the other one. Part of answering, which enters the trail.

    A yes has no why. Raises NotAllowed.
    """
    by_client = is_client(actor, engagement)
    could_not = said.says == CommitmentAnswer.COULD_NOT
    if (
        not rules.can_say(
            says=said.says, by_client=by_client, proposed_by_client=proposed_by_client
        )
        or (said.says != CommitmentAnswer.AGREES) != bool(said.text)
        or could_not != (said.ask_again_on is not None)
        or (said.may_be_told and not (by_client and said.says == CommitmentAnswer.DISAGREES))
    ):
        raise NotAllowed
    row.engagement_id, row.author_id, row.created_at = engagement.id, actor.user_id, now
    row.says, row.ask_again_on, row.may_be_told = said.says, said.ask_again_on, said.may_be_told
    vault.insert(row, text=said.text or None)
    tell_other(
        actor=actor, key=f"answer:{row.id}", engagement=engagement, subject_id=row.id, now=now
    )
    return row


def _may(actor: Actor, engagement: Engagement) -> None:
    if not rules.can_note(actor, engagement):
        raise NotAllowed


def _begin(commitment: Commitment, *, verb: str) -> None:
    """The act's line; then the work is held, and of two endings the second finds it over."""
    _record(commitment.id, commitment.engagement, verb=verb)
    hold(commitment.engagement, states=[Engagement.ACTIVE])
    last = CommitmentStep.objects.filter(commitment=commitment, stands__in=CommitmentStep.FINAL)
    if last.exists():
        raise WrongState


def _say(
    said: CommitmentStep,
    commitment: Commitment,
    row_id: UUID | None,
    *,
    actor: Actor,
    text: str,
    verb: str,
    now: datetime,
) -> CommitmentStep:
    """One word on how it stands, as an act."""
    _may(actor, commitment.engagement)

    def make(new_id: UUID) -> CommitmentStep:
        _begin(commitment, verb=verb)
        said.id = new_id
        return _add(said, commitment, actor=actor, text=text, now=now)

    return once(CommitmentStep, row_id, actor=actor, make=make)


def _propose(
    item: NewCommitment,
    new_id: UUID,
    *,
    actor: Actor,
    engagement: Engagement,
    replaces: Commitment | None,
    now: datetime,
) -> Commitment:
    today = dates.local(now).date()
    if item.due_on is not None and item.due_on < today:
        raise NotAllowed
    if item.goal is not None and item.goal.engagement_id != engagement.id:
        raise NotFound
    if item.goal is not None and hasattr(item.goal, "end"):
        raise WrongState
    commitment = _keep(
        item,
        new_id,
        actor=actor,
        engagement_id=engagement.id,
        agreed_on=today,
        replaces=replaces,
        now=now,
    )
    tell_other(
        actor=actor,
        key=f"commitment:{commitment.id}",
        engagement=engagement,
        subject_id=commitment.id,
        now=now,
    )
    return commitment


def _keep(
    item: NewCommitment,
    new_id: UUID,
    *,
    actor: Actor,
    engagement_id: UUID,
    agreed_on: date,
    session_id: UUID | None = None,
    replaces: Commitment | None = None,
    now: datetime,
) -> Commitment:
    prepared = item.prepare_on is not None and item.debrief_on is not None
    if not rules.fits(carried_by=item.carried_by, outside=item.outside, prepared=prepared):
        raise NotAllowed
    commitment = Commitment(
        id=new_id,
        engagement_id=engagement_id,
        author_id=actor.user_id,
        session_id=session_id,
        replaces=replaces,
        goal=item.goal,
        agreed_on=agreed_on,
        due_on=item.due_on,
        carried_by=item.carried_by,
        outside=item.outside,
        prepare_on=item.prepare_on,
        debrief_on=item.debrief_on,
        between_us=rules.stays_between(outside=item.outside, chosen=item.between_us),
        created_at=now,
    )
    return vault.insert(commitment, text=item.text)


def _add(
    said: CommitmentStep, commitment: Commitment, *, actor: Actor, text: str, now: datetime
) -> CommitmentStep:
    said.engagement_id, said.commitment = commitment.engagement_id, commitment
    said.author_id, said.created_at = actor.user_id, now
    return vault.insert(said, text=text or None)


def _record(commitment_id: UUID, engagement: Engagement, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="commitment", object_id=commitment_id, chain=engagement.id)
