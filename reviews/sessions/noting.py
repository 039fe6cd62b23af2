"""What became of a check-in, noted without a log. Where a log is signed, the log says it.

The same acts as reviews.checkins.actions, which know no logs.
"""

from datetime import datetime

from accounts.access import Actor, WrongState
from reviews.checkins import actions as checkins
from reviews.checkins.models import CheckIn
from reviews.sessions import queries


def note_talked(*, actor: Actor, checkin: CheckIn, now: datetime) -> None:
    """The two of them have talked. Raises NotAllowed, WrongState, also where a log is signed."""
    _refuse_where_signed(actor, checkin)
    checkins.mark_discussed(actor=actor, checkin=checkin, now=now)


def note_missed(*, actor: Actor, checkin: CheckIn, why: str, words: str, now: datetime) -> None:
    """It did not take place. Raises NotAllowed, WrongState, also where a log is signed."""
    _refuse_where_signed(actor, checkin)
    checkins.mark_missed(actor=actor, checkin=checkin, why=why, words=words, now=now)


def _refuse_where_signed(actor: Actor, checkin: CheckIn) -> None:
    if queries.has_signed_log(actor=actor, checkin=checkin):
        raise WrongState
