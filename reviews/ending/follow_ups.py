"""Check-ins after the end, each with a yes of its own: nothing is held or written without it."""

from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFresh, WrongState, one_at_a_time, require_fresh
from reviews.ending import rules
from reviews.ending.models import FollowUp
from reviews.ending.queries import get_follow_up, is_written
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.journal.actions import begin_writing, hand_over
from reviews.journal.models import Entry
from tracker.lib import dates


def plan(*, actor: Actor, engagement: Engagement, months: list[int], now: datetime) -> None:
    """Note the days. Called by ending the work, which enters the trail; nobody is asked yet."""
    today = dates.local(now).date()
    for number in sorted(set(months)):
        FollowUp.objects.create(
            engagement=engagement,
            author_id=actor.user_id,
            client_id=engagement.client_id,
            organization_id=engagement.organization_id,
            months=number,
            on_date=dates.months_later(today, number),
            created_at=now,
        )


def agree(*, actor: Actor, follow_up_id: UUID, now: datetime) -> FollowUp:
    """planned → agreed: the client's yes to this one, near its day.

    Raises NotFound, NotAllowed, WrongState before it comes up, after its time, or answered already.
    """
    row = _own(actor, follow_up_id)
    if not rules.has_come_up(row.on_date, today=dates.local(now).date()):
        raise WrongState
    return _answer(actor, row, FollowUp.AGREED, verb="agree_follow_up", now=now)


def turn_down(*, actor: Actor, follow_up_id: UUID, now: datetime) -> FollowUp:
    """planned or agreed → not_wanted, by the client, long before its day too.

    Raises NotFound, NotAllowed, WrongState after its time, or settled already.
    """
    row = _own(actor, follow_up_id)
    if rules.is_over(row.on_date, today=dates.local(now).date()):
        raise WrongState
    return _answer(actor, row, FollowUp.NOT_WANTED, verb="turn_down_follow_up", now=now)


def settle(*, actor: Actor, follow_up_id: UUID, held: bool, now: datetime) -> FollowUp:
    """agreed → held | not_held, by the clinician.

    Raises NotFound, NotAllowed, WrongState without the client's yes, or said already.
    """
    row = get_follow_up(actor=actor, follow_up_id=follow_up_id)
    if not engagement_rules.is_clinician(actor, row.engagement):
        raise NotAllowed
    state = FollowUp.HELD if held else FollowUp.NOT_HELD
    _move(row, state, settled_at=now)
    _record(row, verb="settle_follow_up")
    return row


def begin_account(*, actor: Actor, follow_up: FollowUp, now: datetime) -> Entry:
    """The clinician's account of one that was held: the one begun before, or a new one.

    Raises NotFound for anybody but a clinician, WrongState if it was not held, or an account of it
    was signed, by whoever covers too.
    """
    if follow_up.state != FollowUp.HELD or is_written(follow_up_id=follow_up.id):
        raise WrongState
    return begin_writing(
        actor=actor,
        engagement=follow_up.engagement,
        kind=Entry.FOLLOW_UP,
        about=follow_up.id,
        now=now,
    )


def sign_account(
    *, actor: Actor, entry: Entry, seen: str, authenticated_at: datetime | None, now: datetime
) -> None:
    """Sign it; the client reads it. There is one account of each.

    Raises NotFresh, WrongState if another one was signed, and what hand_over raises.
    """
    if authenticated_at is None:
        raise NotFresh
    require_fresh(authenticated_at=authenticated_at, now=now)
    with one_at_a_time():
        hand_over(actor=actor, entry=entry, seen=seen, now=now)
    _tell(actor, entry.engagement, f"entry:{entry.id}:signed", entry.id, now=now)


def _own(actor: Actor, follow_up_id: UUID) -> FollowUp:
    row = get_follow_up(actor=actor, follow_up_id=follow_up_id)
    if not engagement_rules.is_client(actor, row.engagement):
        raise NotAllowed
    return row


def _answer(actor: Actor, row: FollowUp, state: str, *, verb: str, now: datetime) -> FollowUp:
    _move(row, state, answered_at=now)
    _record(row, verb=verb)
    _tell(actor, row.engagement, f"followup:{row.id}:{state}", row.id, now=now)
    return row


def _move(row: FollowUp, state: str, **changes: datetime) -> None:
    found = FollowUp.objects.filter(id=row.id, state__in=rules.before(state))
    if not found.update(state=state, **changes):
        raise WrongState
    row.refresh_from_db()


def _record(row: FollowUp, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="follow_up", object_id=row.id, chain=row.engagement_id)


def _tell(
    actor: Actor, engagement: Engagement, key: str, subject_id: UUID, *, now: datetime
) -> None:
    tell_other(actor=actor, key=key, engagement=engagement, subject_id=subject_id, now=now)
