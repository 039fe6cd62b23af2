"""Making, opening and settling check-ins."""

from datetime import date, datetime, time

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.checkins import times
from reviews.checkins.models import Cadence, CheckIn
from reviews.checkins.rules import before
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement


def start_cadence(  # noqa: PLR0913 - a cadence has these parts
    *,
    actor: Actor,
    engagement: Engagement,
    every_weeks: int,
    starts_on: date,
    wall_time: time,
    zone: str,
    now: datetime,
) -> Cadence:
    """Begin the series the two people agreed on, and make its first check-ins.

    zone  IANA name; the wall time is kept there, whatever its clocks do.
    """
    cadence = Cadence.objects.create(
        engagement=engagement,
        author_id=actor.user_id,
        client_id=engagement.client_id,
        organization_id=engagement.organization_id,
        every_weeks=every_weeks,
        starts_on=starts_on,
        wall_time=wall_time,
        zone=zone,
        created_at=now,
    )
    make_ahead(cadence=cadence, now=now)
    open_due(checkins=list(cadence.checkins.filter(opens_at__lte=now)))
    return cadence


def make_ahead(*, cadence: Cadence, now: datetime) -> int:
    """Make the check-ins of the coming weeks; those that exist are left alone. Returns how many."""
    horizon = times.local_date(at=now + times.MADE_AHEAD, zone=cadence.zone)
    known = set(cadence.checkins.values_list("on_date", flat=True))
    days = times.occurrences(
        starts_on=cadence.starts_on, every_weeks=cadence.every_weeks, until=horizon
    )
    new = []
    for day in days:
        due_at = times.instant(on_date=day, wall_time=cadence.wall_time, zone=cadence.zone)
        if day in known or due_at <= now:
            continue
        new.append(
            CheckIn(
                engagement_id=cadence.engagement_id,
                author=None,
                created_at=now,
                cadence=cadence,
                on_date=day,
                wall_time=cadence.wall_time,
                zone=cadence.zone,
                opens_at=due_at - times.WRITING_OPENS_BEFORE,
                due_at=due_at,
            )
        )
    # Two sweeps may meet: the unique occurrence decides, and the second insert changes nothing.
    CheckIn.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def open_due(*, checkins: list[CheckIn]) -> int:
    """scheduled → open for those whose time has come. Returns how many moved."""
    return CheckIn.objects.filter(
        id__in=[c.id for c in checkins], state__in=before(CheckIn.OPEN)
    ).update(state=CheckIn.OPEN)


def mark_shared(*, checkin: CheckIn, now: datetime) -> None:
    """open → shared. Called by sharing a reflection. Raises WrongState."""
    _move(checkin, state=CheckIn.SHARED, shared_at=now)


def mark_discussed(*, actor: Actor, checkin: CheckIn, now: datetime) -> None:
    """The clinician notes that the two of them have talked; a reflection is not needed for it.

    Raises NotAllowed for anybody but the clinician, WrongState if it is not open or shared.
    """
    if not engagement_rules.is_clinician(actor, checkin.engagement):
        raise NotAllowed
    _move(checkin, state=CheckIn.DISCUSSED, discussed_at=now)
    audit.record(
        verb="discuss_checkin",
        object_kind="checkin",
        object_id=checkin.id,
        chain=checkin.engagement_id,
    )


def stop_cadence(*, engagement: Engagement, now: datetime) -> None:
    """End the series and cancel what lies ahead. What has happened stays."""
    Cadence.objects.filter(engagement=engagement, ended_at=None).update(ended_at=now)
    CheckIn.objects.filter(engagement=engagement, state__in=before(CheckIn.CANCELED)).update(
        state=CheckIn.CANCELED
    )


def _move(checkin: CheckIn, *, state: str, **changes: datetime) -> None:
    moved = CheckIn.objects.filter(id=checkin.id, state__in=before(state)).update(
        state=state, **changes
    )
    if not moved:
        raise WrongState
