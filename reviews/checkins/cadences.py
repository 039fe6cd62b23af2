"""Another rhythm: one of the two proposes it, the other answers. Until then the one that is stands.

A change touches only what the old rhythm has made ahead and nobody has begun.
"""

from datetime import datetime, time
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.checkins import recurrence, rules
from reviews.checkins.actions import new_cadence, open_due, start_cadence
from reviews.checkins.ahead import make_ahead
from reviews.checkins.models import Cadence, CheckIn
from reviews.checkins.recurrence import Phases
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.records.once import once


def propose_cadence(
    *,
    actor: Actor,
    engagement: Engagement,
    phases: Phases,
    wall_time: time,
    zone: str,
    now: datetime,
    row_id: UUID | None = None,
) -> Cadence:
    """Propose another rhythm to the other one, by either of the two.

    phases  clean (recurrence_problems finds none). row_id: of the new row, so that a form sent
    twice proposes once (reviews.records.once). Raises WrongState if no work goes on or a proposal is
    open.
    """

    def make(new_id: UUID) -> Cadence:
        if engagement.state != Engagement.ACTIVE:
            raise WrongState
        cadence = new_cadence(
            actor=actor,
            engagement=engagement,
            phases=phases,
            wall_time=wall_time,
            zone=zone,
            now=now,
        )
        cadence.id = new_id
        cadence.save(force_insert=True)
        _record(cadence, verb="propose_cadence")
        _tell_other(actor, cadence, what="proposed", now=now)
        return cadence

    return once(Cadence, row_id, actor=actor, make=make)


def accept_cadence(*, actor: Actor, cadence: Cadence, now: datetime) -> None:
    """The other side's yes: the old series ends, what it had made ahead goes, the new one begins.

    What is open, moved or extra stays. Raises NotAllowed for the side that proposed, WrongState if
    it was answered or no work goes on.
    """
    _only_other_side(actor, cadence)
    if cadence.engagement.state != Engagement.ACTIVE:
        raise WrongState
    _end_live(cadence.engagement, now=now)
    _answer(cadence, state=Cadence.LIVE, now=now)
    make_ahead(cadences=[cadence], now=now)
    open_due(checkins=list(cadence.checkins.filter(opens_at__lte=now)))
    _record(cadence, verb="accept_cadence")
    _tell_other(actor, cadence, what="accepted", now=now)


def agree_on_cadence(
    *,
    actor: Actor,
    engagement: Engagement,
    phases: Phases,
    wall_time: time,
    zone: str,
    now: datetime,
) -> None:
    """The rhythm of an agreement the client has accepted; nothing, if it is the one that runs.

    As accept_cadence, without a proposal. Part of accepting an agreement.
    """
    live = Cadence.objects.filter(engagement=engagement, state=Cadence.LIVE).first()
    agreed = (recurrence.write(phases), wall_time, zone)
    if live is not None and (live.phases, live.wall_time, live.zone) == agreed:
        return
    _end_live(engagement, now=now)
    start_cadence(
        actor=actor, engagement=engagement, phases=phases, wall_time=wall_time, zone=zone, now=now
    )


def decline_cadence(*, actor: Actor, cadence: Cadence, now: datetime) -> None:
    """The other side's no, without a reason. Raises NotAllowed, WrongState."""
    _only_other_side(actor, cadence)
    _answer(cadence, state=Cadence.DECLINED, now=now)
    _record(cadence, verb="decline_cadence")
    _tell_other(actor, cadence, what="declined", now=now)


def withdraw_cadence(*, actor: Actor, cadence: Cadence, now: datetime) -> None:
    """Whoever proposed takes it back. Raises NotAllowed, WrongState."""
    if not rules.is_own_side(actor, cadence):
        raise NotAllowed
    _answer(cadence, state=Cadence.WITHDRAWN, now=now)
    _record(cadence, verb="withdraw_cadence")


def _end_live(engagement: Engagement, *, now: datetime) -> None:
    """The series that runs ends, and what it had made ahead goes."""
    old = Cadence.objects.filter(engagement=engagement, state=Cadence.LIVE)
    CheckIn.objects.filter(
        cadence__in=old.values("id"),
        state=CheckIn.SCHEDULED,
        series_date__isnull=False,
        due_at__gt=now,
    ).update(state=CheckIn.CANCELED, settled_at=now)
    old.update(state=Cadence.ENDED, ended_at=now)


def _only_other_side(actor: Actor, cadence: Cadence) -> None:
    if rules.is_own_side(actor, cadence):
        raise NotAllowed


def _answer(cadence: Cadence, *, state: str, now: datetime) -> None:
    moved = Cadence.objects.filter(id=cadence.id, state=Cadence.PROPOSED).update(
        state=state, answered_at=now
    )
    if not moved:
        raise WrongState


def _record(cadence: Cadence, *, verb: str) -> None:
    audit.record(
        verb=verb, object_kind="cadence", object_id=cadence.id, chain=cadence.engagement_id
    )


def _tell_other(actor: Actor, cadence: Cadence, *, what: str, now: datetime) -> None:
    tell_other(
        actor=actor,
        key=f"cadence:{cadence.id}:{what}",
        engagement=cadence.engagement,
        subject_id=cadence.id,
        now=now,
    )
