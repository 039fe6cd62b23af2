"""Reading check-ins: guarded, in lists, and by time for the sweep."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.access import Actor, NotFound
from reviews.checkins import recurrence, times
from reviews.checkins.models import Cadence, CheckIn, Move, Pause
from reviews.engagements.models import Engagement


def get_checkin(*, actor: Actor, checkin_id: UUID) -> CheckIn:
    """The check-in, if the actor may enter its engagement. Raises NotFound."""
    found = (
        CheckIn.objects.filter(
            id=checkin_id, engagement__in=Engagement.objects.visible_to(actor).values("id")
        )
        .select_related("engagement")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def list_checkins(*, actor: Actor, engagement_ids: list[UUID]) -> list[CheckIn]:
    """Every check-in of these engagements that the actor may enter, in order of time."""
    return list(
        CheckIn.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).order_by("due_at")
    )


def led_to(*, checkins: list[CheckIn]) -> dict[UUID, CheckIn]:
    """Each by its id, a moved one as the time it was moved to in the end. One query, or none."""
    by_id = {c.id: c for c in checkins}
    moved = {c.engagement_id for c in checkins if c.state == CheckIn.MOVED}
    if moved:
        later = CheckIn.objects.filter(engagement_id__in=moved, moved_from__isnull=False)
        after = {c.moved_from_id: c for c in later}
        for id_, checkin in by_id.items():
            found = checkin
            while found.state == CheckIn.MOVED and found.id in after:
                found = after[found.id]
            by_id[id_] = found
    return by_id


def moved_before(*, checkin: CheckIn) -> list[UUID]:
    """The times that were moved, one after the other, until they were this one."""
    earlier = dict(
        CheckIn.objects.filter(
            engagement_id=checkin.engagement_id, moved_from__isnull=False
        ).values_list("id", "moved_from_id")
    )
    found: list[UUID] = []
    before = checkin.moved_from_id
    while before is not None:
        found.append(before)
        before = earlier.get(before)
    return found


def get_cadence(*, engagement_id: UUID) -> Cadence | None:
    """The engagement's live cadence, if the actor may enter it."""
    return Cadence.objects.filter(engagement_id=engagement_id, state=Cadence.LIVE).first()


def due_to_open(*, now: datetime, limit: int = 500) -> list[CheckIn]:
    """Scheduled check-ins whose time to write has come. For the sweep."""
    return list(
        CheckIn.objects.filter(state=CheckIn.SCHEDULED, opens_at__lte=now)
        .exclude(in_a_pause(now))
        .order_by("opens_at")[:limit]
    )


def cadences_to_make_ahead(*, now: datetime) -> list[Cadence]:
    """Live cadences that may lack a check-in of the coming weeks. For the sweep.

    Between two times of one rhythm there is a week at least: where the last week ahead has one, none
    is missing. Where one rhythm follows another, two times may be closer.
    """
    furthest = (now + times.MADE_AHEAD).date() + timedelta(days=1)  # in whatever zone
    made = CheckIn.objects.filter(
        cadence=OuterRef("id"), series_date__gt=furthest - timedelta(weeks=1)
    )
    one_rhythm = Q(phases__1__isnull=True)
    live = Cadence.objects.filter(state=Cadence.LIVE).only("id", "phases", "wall_time", "zone")
    return list(live.exclude(Exists(made) & one_rhythm))


def near(*, now: datetime, before: timedelta, after: timedelta) -> list[CheckIn]:
    """Check-ins that nobody has settled, up to `before` their time or `after` it. For the sweep."""
    return list(
        CheckIn.objects.filter(
            state__in=(CheckIn.SCHEDULED, CheckIn.OPEN),
            due_at__gt=now - after,
            due_at__lte=now + before,
        )
        .exclude(in_a_pause(now))
        .select_related("cadence")
        .order_by("due_at")
    )


def passed_in_a_pause(*, now: datetime, limit: int = 500) -> list[CheckIn]:
    """Check-ins whose time came during a pause, and nobody has settled. For the sweep."""
    pauses = Pause.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=OuterRef("due_at")),
        Q(over_at=None) | Q(over_at__gt=OuterRef("due_at")),
        engagement_id=OuterRef("engagement_id"),
        starts_at__lte=OuterRef("due_at"),
    )
    return list(
        CheckIn.objects.filter(
            Exists(pauses), state__in=(CheckIn.SCHEDULED, CheckIn.OPEN), due_at__lte=now
        )[:limit]
    )


def pauses_to_end(*, now: datetime) -> list[Pause]:
    """Running pauses whose end has come. For the sweep."""
    return list(Pause.objects.filter(state=Pause.RUNNING, ends_at__lte=now))


def moves_to_lapse(*, now: datetime) -> list[Move]:
    """Requests that nobody has answered before the time they asked for. For the sweep."""
    asked = Move.objects.filter(state=Move.ASKED)
    return [m for m in asked if _new_due(m) <= now]


def _new_due(move: Move) -> datetime:
    return recurrence.instant(on_date=move.to_date, wall_time=move.to_time, zone=move.zone)


def in_a_pause(now: datetime) -> Exists:
    """Its engagement pauses right now: the end counts even before the sweep has written it."""
    return Exists(
        Pause.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=now),
            engagement_id=OuterRef("engagement_id"),
            state=Pause.RUNNING,
        )
    )
