"""Making, opening and settling check-ins."""

from datetime import date, datetime, time
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.checkins import queries, recurrence, rules, times
from reviews.checkins.ahead import make_ahead
from reviews.checkins.models import Cadence, CheckIn, Move, Pause
from reviews.checkins.recurrence import Phases
from reviews.checkins.rules import before
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.records import vault
from reviews.records.once import once


def start_cadence(
    *,
    actor: Actor,
    engagement: Engagement,
    phases: Phases,
    wall_time: time,
    zone: str,
    now: datetime,
) -> Cadence:
    """Begin the series the two people agreed on, and make its first check-ins.

    zone  IANA name; the wall time is kept there, whatever its clocks do.
    """
    cadence = new_cadence(
        actor=actor, engagement=engagement, phases=phases, wall_time=wall_time, zone=zone, now=now
    )
    cadence.state = Cadence.LIVE
    cadence.save(force_insert=True)
    make_ahead(cadences=[cadence], now=now)
    open_due(checkins=list(cadence.checkins.filter(opens_at__lte=now)))
    return cadence


def new_cadence(
    *,
    actor: Actor,
    engagement: Engagement,
    phases: Phases,
    wall_time: time,
    zone: str,
    now: datetime,
) -> Cadence:
    """A rhythm as a proposal, not saved yet."""
    return Cadence(
        engagement=engagement,
        author_id=actor.user_id,
        client_id=engagement.client_id,
        organization_id=engagement.organization_id,
        phases=recurrence.write(phases),
        wall_time=wall_time,
        zone=zone,
        created_at=now,
    )


def new_checkin(
    *,
    cadence: Cadence,
    on_date: date,
    now: datetime,
    series_date: date | None = None,
    wall_time: time | None = None,
    author_id: UUID | None = None,
) -> CheckIn:
    """One time of this cadence, not saved yet; series_date None: beside the series."""
    at = wall_time or cadence.wall_time
    due_at = recurrence.instant(on_date=on_date, wall_time=at, zone=cadence.zone)
    return CheckIn(
        engagement_id=cadence.engagement_id,
        author_id=author_id,
        created_at=now,
        cadence=cadence,
        series_date=series_date,
        on_date=on_date,
        wall_time=at,
        zone=cadence.zone,
        opens_at=due_at - times.WRITING_OPENS_BEFORE,
        due_at=due_at,
    )


def open_due(*, checkins: list[CheckIn]) -> int:
    """scheduled → open for those whose time has come. Returns how many moved."""
    return CheckIn.objects.filter(
        id__in=[c.id for c in checkins], state__in=before(CheckIn.OPEN)
    ).update(state=CheckIn.OPEN)


def mark_shared(*, checkin: CheckIn, now: datetime) -> None:
    """open → shared, of the check-in or of the time it was moved to. Part of sharing a reflection.

    What is settled stays as it is: nothing written late is refused.
    """
    current = queries.led_to(checkins=[checkin])[checkin.id]
    CheckIn.objects.filter(id=current.id, state=CheckIn.SCHEDULED).update(state=CheckIn.OPEN)
    CheckIn.objects.filter(id=current.id, state=CheckIn.OPEN).update(
        state=CheckIn.SHARED, shared_at=now
    )


def mark_discussed(*, actor: Actor, checkin: CheckIn, now: datetime) -> None:
    """The clinician notes that the two of them have talked; a reflection is not needed for it.

    Raises NotAllowed for anybody but the clinician, WrongState if it cannot have happened.
    """
    _only_clinician(actor, checkin.engagement)
    _move(checkin, state=CheckIn.DISCUSSED, discussed_at=now)
    _record(checkin, verb="discuss_checkin")


def mark_missed(*, actor: Actor, checkin: CheckIn, why: str, words: str, now: datetime) -> None:
    """The clinician notes that it did not take place, and why, in words both can read.

    why    of CheckIn.REASONS: what was arranged, never whose fault it was.
    words  sealed; may be empty. The client is told that something waits, and finds a way to
           another time. Raises NotAllowed, WrongState if it was settled or lies ahead.
    """
    _only_clinician(actor, checkin.engagement)
    _miss(checkin, why=why, words=words, now=now)
    tell_other(
        actor=actor,
        key=f"checkin:{checkin.id}:missed",
        engagement=checkin.engagement,
        subject_id=checkin.id,
        now=now,
    )


def follow_log(*, actor: Actor, checkin: CheckIn, held: bool, why_not: str, now: datetime) -> None:
    """A signed log says whether it took place; the check-in says the same from now on.

    Part of signing, which tells the client. Raises NotAllowed for anybody but the clinician,
    WrongState where both cannot be true (rules.can_follow).
    """
    _only_clinician(actor, checkin.engagement)
    rows = CheckIn.objects.filter(id=checkin.id)
    # A final one is not the policy's to lock, and does not change.
    locked = rows.select_for_update(of=("self",)).first() or rows.get()
    if not rules.can_follow(locked, held=held, now=now):
        raise WrongState
    if held and locked.state in before(CheckIn.DISCUSSED):
        mark_discussed(actor=actor, checkin=checkin, now=now)
    elif not held and locked.state == CheckIn.MISSED:
        CheckIn.objects.filter(id=checkin.id).update(why_not=why_not)
    elif not held:
        _miss(checkin, why=why_not, words="", now=now)


def mark_not_needed(*, actor: Actor, checkin: CheckIn, now: datetime) -> None:
    """The clinician says that this time is not needed. It counts for nothing.

    Raises NotAllowed, WrongState.
    """
    _only_clinician(actor, checkin.engagement)
    _move(checkin, state=CheckIn.NOT_NEEDED, settled_at=now)
    _record(checkin, verb="skip_checkin")
    tell_other(
        actor=actor,
        key=f"checkin:{checkin.id}:not_needed",
        engagement=checkin.engagement,
        subject_id=checkin.id,
        now=now,
    )


def close_checkin(*, actor: Actor, checkin: CheckIn, now: datetime) -> None:
    """discussed → closed: nothing more is added to what was said about it. Stays readable.

    Raises NotAllowed, WrongState.
    """
    _only_clinician(actor, checkin.engagement)
    _move(checkin, state=CheckIn.CLOSED, closed_at=now)
    _record(checkin, verb="close_checkin")


def add_checkin(
    *,
    actor: Actor,
    engagement: Engagement,
    on_date: date,
    wall_time: time,
    now: datetime,
    row_id: UUID | None = None,
) -> CheckIn:
    """The clinician adds one time beside the series, which stays as it is.

    row_id  of the new row, so that a form sent twice adds one (reviews.records.once).
    Raises NotAllowed, WrongState if no work goes on or the time has passed.
    """
    _only_clinician(actor, engagement)

    def make(new_id: UUID) -> CheckIn:
        cadence = Cadence.objects.filter(engagement=engagement, state=Cadence.LIVE).first()
        if cadence is None:
            raise WrongState
        checkin = new_checkin(
            cadence=cadence, on_date=on_date, wall_time=wall_time, author_id=actor.user_id, now=now
        )
        if checkin.due_at <= now:
            raise WrongState
        checkin.id = new_id
        checkin.save(force_insert=True)
        open_due(checkins=[checkin] if checkin.opens_at <= now else [])
        _record(checkin, verb="add_checkin")
        tell_other(
            actor=actor,
            key=f"checkin:{checkin.id}:added",
            engagement=engagement,
            subject_id=checkin.id,
            now=now,
        )
        return checkin

    return once(CheckIn, row_id, actor=actor, make=make)


def stop_cadence(*, engagement: Engagement, now: datetime) -> None:
    """End the series and cancel what lies ahead, with all that was asked about it.

    What has happened stays. Called by ending the work.
    """
    Cadence.objects.filter(engagement=engagement, state=Cadence.LIVE).update(
        state=Cadence.ENDED, ended_at=now
    )
    Move.objects.filter(engagement=engagement, state=Move.ASKED).update(
        state=Move.LAPSED, answered_at=now
    )
    Pause.objects.filter(engagement=engagement, state=Pause.RUNNING).update(
        state=Pause.OVER, over_at=now
    )
    CheckIn.objects.filter(engagement=engagement, state__in=before(CheckIn.CANCELED)).update(
        state=CheckIn.CANCELED, settled_at=now
    )


def _miss(checkin: CheckIn, *, why: str, words: str, now: datetime) -> None:
    if checkin.due_at > now:
        raise WrongState
    _move(
        checkin,
        state=CheckIn.MISSED,
        settled_at=now,
        discussed_at=None,
        why_not=why,
        why_words=vault.seal_text(checkin, "why_words", words) if words else None,
    )
    _record(checkin, verb="note_missed")


def _only_clinician(actor: Actor, engagement: Engagement) -> None:
    if not engagement_rules.is_clinician(actor, engagement):
        raise NotAllowed


def _record(checkin: CheckIn, *, verb: str) -> None:
    audit.record(
        verb=verb, object_kind="checkin", object_id=checkin.id, chain=checkin.engagement_id
    )


def _move(checkin: CheckIn, *, state: str, **changes: object) -> None:
    moved = CheckIn.objects.filter(id=checkin.id, state__in=before(state)).update(
        state=state, **changes
    )
    if not moved:
        raise WrongState
