"""What can become of a check-in, a move, a pause and a cadence, and who may make it so.

Each move is one conditional UPDATE in the acts. Source: docs/glossary.md, "Check-in".
"""

from datetime import datetime, timedelta

from accounts.access import Actor
from reviews.checkins.models import Cadence, CheckIn, Move, Pause
from reviews.engagements import rules as engagement_rules

# state → the states it can go to. What is missing here cannot happen.
TRANSITIONS: dict[str, frozenset[str]] = {
    CheckIn.SCHEDULED: frozenset(
        {
            CheckIn.OPEN,
            CheckIn.DISCUSSED,
            CheckIn.MISSED,
            CheckIn.MOVED,
            CheckIn.NOT_NEEDED,
            CheckIn.CANCELED,
        }
    ),
    CheckIn.OPEN: frozenset(
        {
            CheckIn.SHARED,
            CheckIn.DISCUSSED,
            CheckIn.MISSED,
            CheckIn.MOVED,
            CheckIn.NOT_NEEDED,
            CheckIn.CANCELED,
        }
    ),
    CheckIn.SHARED: frozenset(
        {CheckIn.DISCUSSED, CheckIn.MISSED, CheckIn.MOVED, CheckIn.NOT_NEEDED}
    ),
    # The two of them can still meet about it, later.
    CheckIn.MISSED: frozenset({CheckIn.DISCUSSED}),
    # Missed: what was noted by mistake, or a log that was withdrawn, can be set right.
    CheckIn.DISCUSSED: frozenset({CheckIn.CLOSED, CheckIn.MISSED}),
    CheckIn.CLOSED: frozenset(),
    CheckIn.MOVED: frozenset(),
    CheckIn.NOT_NEEDED: frozenset(),
    CheckIn.CANCELED: frozenset(),
}
CADENCE_TRANSITIONS: dict[str, frozenset[str]] = {
    Cadence.PROPOSED: frozenset({Cadence.LIVE, Cadence.DECLINED, Cadence.WITHDRAWN}),
    Cadence.LIVE: frozenset({Cadence.ENDED}),
    Cadence.ENDED: frozenset(),
    Cadence.DECLINED: frozenset(),
    Cadence.WITHDRAWN: frozenset(),
}
MOVE_TRANSITIONS: dict[str, frozenset[str]] = {
    Move.ASKED: frozenset({Move.AGREED, Move.DECLINED, Move.WITHDRAWN, Move.LAPSED}),
    Move.AGREED: frozenset(),
    Move.DECLINED: frozenset(),
    Move.WITHDRAWN: frozenset(),
    Move.LAPSED: frozenset(),
}
PAUSE_TRANSITIONS: dict[str, frozenset[str]] = {
    Pause.RUNNING: frozenset({Pause.OVER}),
    Pause.OVER: frozenset(),
}


# The two of them have talked.
HELD = frozenset({CheckIn.DISCUSSED, CheckIn.CLOSED})
# Another time can be asked for.
MOVABLE = frozenset({CheckIn.SCHEDULED, CheckIn.OPEN, CheckIn.SHARED, CheckIn.MISSED})


def may_ask_to_move(actor: Actor, checkin: CheckIn, *, notice: timedelta, now: datetime) -> bool:
    """The clinician at any time; the client up to the practice's notice, and after a missed one."""
    if engagement_rules.is_clinician(actor, checkin.engagement):
        return True
    if not engagement_rules.is_client(actor, checkin.engagement):
        return False
    return checkin.state == CheckIn.MISSED or now + notice <= checkin.due_at


def can_follow(checkin: CheckIn, *, held: bool, now: datetime) -> bool:
    """Whether a log that says this of it can be true beside its state."""
    if held:
        return checkin.state in {*before(CheckIn.DISCUSSED), CheckIn.DISCUSSED, CheckIn.CLOSED}
    return checkin.due_at <= now and checkin.state in {*before(CheckIn.MISSED), CheckIn.MISSED}


def is_own_side(actor: Actor, row: Move | Cadence | Pause) -> bool:
    """Whether the actor is on the side that wrote the row: the client, or the clinician's side."""
    by_client = row.author_id == row.engagement.client_id
    return by_client == engagement_rules.is_client(actor, row.engagement)


def before(state: str) -> list[str]:
    """The states of a check-in from which `state` can be reached."""
    return [start for start, ends in TRANSITIONS.items() if state in ends]
