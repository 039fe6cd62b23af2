"""Another time: one of the two asks, the other says yes or no. Until then the old one stands."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.checkins import recurrence, rules
from reviews.checkins.actions import new_checkin, open_due
from reviews.checkins.models import CheckIn, Move
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.records import vault
from reviews.records.once import once


def ask_move(  # noqa: PLR0913 - what is asked for has these parts
    *,
    actor: Actor,
    checkin: CheckIn,
    to_date: date,
    to_time: time,
    words: str,
    notice: timedelta,
    now: datetime,
    row_id: UUID | None = None,
) -> Move:
    """Ask the other one for another time, in the zone the check-in is kept in.

    words   why; may be empty. Sealed.
    notice  how long before its time a client may still ask (a practice's setting). A check-in that
            was missed can be asked for anew at any time.
    row_id  of the new row, so that a form sent twice asks once (reviews.records.once).
    Raises NotAllowed for a time that has passed or for a client who asks too late; WrongState if
    the check-in is settled or a request is open.
    """
    engagement = checkin.engagement

    def make(new_id: UUID) -> Move:
        if engagement.state != Engagement.ACTIVE or checkin.state not in rules.MOVABLE:
            raise WrongState
        new_due = recurrence.instant(on_date=to_date, wall_time=to_time, zone=checkin.zone)
        if new_due <= now or not rules.may_ask_to_move(actor, checkin, notice=notice, now=now):
            raise NotAllowed
        # A missed one that has its later time.
        if CheckIn.objects.filter(moved_from=checkin).exists():
            raise WrongState
        move = Move(
            id=new_id,
            engagement=engagement,
            author_id=actor.user_id,
            checkin=checkin,
            to_date=to_date,
            to_time=to_time,
            zone=checkin.zone,
            created_at=now,
        )
        vault.insert(move, words=words or None)
        _record(move, verb="ask_move")
        _tell_other(actor, move, what="asked", now=now)
        return move

    return once(Move, row_id, actor=actor, make=make)


def agree_to_move(*, actor: Actor, move: Move, now: datetime) -> CheckIn:
    """The other side's yes: the old time is moved, the new one made and linked to it.

    A missed one stays missed, and has a later one. Raises NotAllowed for the side that asked,
    WrongState if it was answered, or its time or the check-in's has passed by.
    """
    _only_other_side(actor, move)
    checkin = CheckIn.objects.select_for_update(of=("self",)).filter(id=move.checkin_id).first()
    if checkin is None or checkin.state not in rules.MOVABLE:  # a final one cannot be locked
        raise WrongState
    if CheckIn.objects.filter(moved_from=checkin).exists():
        raise WrongState
    new = new_checkin(
        cadence=checkin.cadence,
        on_date=move.to_date,
        wall_time=move.to_time,
        author_id=move.author_id,
        now=now,
    )
    if new.due_at <= now:
        raise WrongState
    _answer(move, state=Move.AGREED, now=now)
    new.moved_from = checkin
    if checkin.state == CheckIn.SHARED:  # what was written for the old time counts for the new one
        new.state, new.shared_at = CheckIn.SHARED, checkin.shared_at
    if checkin.state != CheckIn.MISSED:
        CheckIn.objects.filter(id=checkin.id, state=checkin.state).update(
            state=CheckIn.MOVED, settled_at=now
        )
    new.save(force_insert=True)
    open_due(checkins=[new] if new.opens_at <= now else [])
    _record(move, verb="agree_to_move")
    _tell_other(actor, move, what="agreed", now=now)
    return new


def decline_move(*, actor: Actor, move: Move, now: datetime) -> None:
    """The other side's no: the old time stands. Raises NotAllowed, WrongState."""
    _only_other_side(actor, move)
    _answer(move, state=Move.DECLINED, now=now)
    _record(move, verb="decline_move")
    _tell_other(actor, move, what="declined", now=now)


def withdraw_move(*, actor: Actor, move: Move, now: datetime) -> None:
    """Whoever asked takes it back. Raises NotAllowed, WrongState."""
    if not rules.is_own_side(actor, move):
        raise NotAllowed
    _answer(move, state=Move.WITHDRAWN, now=now)
    _record(move, verb="withdraw_move")


def lapse_moves(*, moves: list[Move], now: datetime) -> int:
    """asked → lapsed for requests whose new time has passed unanswered. For the sweep."""
    return Move.objects.filter(id__in=[m.id for m in moves], state=Move.ASKED).update(
        state=Move.LAPSED, answered_at=now
    )


def _only_other_side(actor: Actor, move: Move) -> None:
    if rules.is_own_side(actor, move):
        raise NotAllowed


def _answer(move: Move, *, state: str, now: datetime) -> None:
    if not Move.objects.filter(id=move.id, state=Move.ASKED).update(state=state, answered_at=now):
        raise WrongState


def _record(move: Move, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="move", object_id=move.id, chain=move.engagement_id)


def _tell_other(actor: Actor, move: Move, *, what: str, now: datetime) -> None:
    tell_other(
        actor=actor,
        key=f"move:{move.id}:{what}",
        engagement=move.engagement,
        subject_id=move.id,
        now=now,
    )
