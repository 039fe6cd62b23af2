"""What waits about times: requests to answer, rhythms to answer, pauses. Heads, no words."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from accounts.access import Actor
from reviews.checkins import queries as checkins
from reviews.checkins.models import Cadence, Move, Pause
from reviews.checkins.rules import is_own_side


@dataclass(frozen=True, slots=True)
class Times:
    """moves, rhythms  what the other side asked, and the actor can answer."""

    moves: list[Move] = field(default_factory=list)
    rhythms: list[Cadence] = field(default_factory=list)
    pauses: dict[UUID, Pause] = field(default_factory=dict)  # by engagement


def find_times(*, actor: Actor, engagement_ids: list[UUID], now: datetime) -> Times:
    """Of engagements the actor may enter; three queries, however many."""
    moves = checkins.open_moves(engagement_ids=engagement_ids, now=now)
    rhythms = checkins.proposed_rhythms(engagement_ids=engagement_ids)
    return Times(
        moves=[move for move in moves if not is_own_side(actor, move)],
        rhythms=[cadence for cadence in rhythms if not is_own_side(actor, cadence)],
        pauses=checkins.running_pauses(engagement_ids=engagement_ids, now=now),
    )
