"""No check-ins for a while, without a reason. It stays paused until its end or until somebody resumes.

Times that pass meanwhile become not needed; nothing is opened and nobody is reminded.
"""

from datetime import date, datetime, time
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.checkins import recurrence
from reviews.checkins.models import CheckIn, Pause
from reviews.checkins.rules import before
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.records.once import once


def pause_checkins(
    *,
    actor: Actor,
    engagement: Engagement,
    ends_on: date | None,
    zone: str,
    now: datetime,
    row_id: UUID | None = None,
) -> Pause:
    """Begin a pause, by either of the two.

    ends_on  the first day without it, in `zone`; None: until somebody resumes.
    row_id   of the new row, so that a form sent twice begins one (reviews.records.once).
    Raises WrongState if no work goes on or one is running, NotAllowed for an end that has passed.
    """

    def make(new_id: UUID) -> Pause:
        if engagement.state != Engagement.ACTIVE:
            raise WrongState
        ends_at = (
            recurrence.instant(on_date=ends_on, wall_time=time(0), zone=zone)
            if ends_on is not None
            else None
        )
        if ends_at is not None and ends_at <= now:
            raise NotAllowed
        pause = Pause.objects.create(
            id=new_id,
            engagement=engagement,
            author_id=actor.user_id,
            starts_at=now,
            ends_on=ends_on,
            ends_at=ends_at,
            created_at=now,
        )
        _record(pause, verb="pause_checkins")
        _tell_other(actor, pause, what="began", now=now)
        return pause

    return once(Pause, row_id, actor=actor, make=make)


def resume_checkins(*, actor: Actor, pause: Pause, now: datetime) -> None:
    """End a pause now, by either of the two: the times ahead stand again. Raises WrongState."""
    if not Pause.objects.filter(id=pause.id, state=Pause.RUNNING).update(
        state=Pause.OVER, over_at=now
    ):
        raise WrongState
    _record(pause, verb="resume_checkins")
    _tell_other(actor, pause, what="over", now=now)


def end_due_pauses(*, pauses: list[Pause], now: datetime) -> int:
    """running → over for those whose end has come. For the sweep."""
    return Pause.objects.filter(
        id__in=[p.id for p in pauses], state=Pause.RUNNING, ends_at__lte=now
    ).update(state=Pause.OVER, over_at=now)


def skip_paused(*, checkins: list[CheckIn], now: datetime) -> int:
    """scheduled or open → not needed, for times that passed during a pause. For the sweep."""
    return CheckIn.objects.filter(
        id__in=[c.id for c in checkins],
        due_at__lte=now,
        state__in=[s for s in before(CheckIn.NOT_NEEDED) if s != CheckIn.SHARED],
    ).update(state=CheckIn.NOT_NEEDED, settled_at=now)


def _record(pause: Pause, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="pause", object_id=pause.id, chain=pause.engagement_id)


def _tell_other(actor: Actor, pause: Pause, *, what: str, now: datetime) -> None:
    tell_other(
        actor=actor,
        key=f"pause:{pause.id}:{what}",
        engagement=pause.engagement,
        subject_id=pause.id,
        now=now,
    )
