"""Agreeing on commitments, and saying how one stands. What was agreed is never edited."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed
from reviews.commitments import rules
from reviews.commitments.models import Commitment, CommitmentStep
from reviews.records import vault

LONGEST_TEXT = 20_000  # characters
LONGEST_LINE = 500  # characters, of a commitment


@dataclass(frozen=True, slots=True)
class NewCommitment:
    """One commitment as it is agreed."""

    text: str
    due_on: date | None = None


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
        _agree(item, actor=actor, session=session, now=now + place * one)
        for place, item in enumerate(items)
    ]


def note_step(
    *, actor: Actor, commitment: Commitment, stands: str, text: str, now: datetime
) -> CommitmentStep:
    """Say how a commitment stands, by either of the two; the last word counts.

    stands  of CommitmentStep.STANDS. `text` may be empty. Raises NotAllowed.
    """
    if not rules.can_note(actor, commitment.engagement) or stands not in rules.STANDS_ON_SCREEN:
        raise NotAllowed
    step = CommitmentStep(
        engagement_id=commitment.engagement_id,
        author_id=actor.user_id,
        commitment=commitment,
        stands=stands,
        created_at=now,
    )
    vault.insert(step, text=text or None)
    audit.record(
        verb="note_step",
        object_kind="commitment",
        object_id=commitment.id,
        chain=commitment.engagement_id,
    )
    return step


def _agree(
    item: NewCommitment, *, actor: Actor, session: SignedSession, now: datetime
) -> Commitment:
    commitment = Commitment(
        engagement_id=session.engagement_id,
        author_id=actor.user_id,
        session_id=session.id,
        agreed_on=session.on_date,
        due_on=item.due_on,
        created_at=now,
    )
    return vault.insert(commitment, text=item.text)
