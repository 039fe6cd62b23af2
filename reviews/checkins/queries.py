"""Reading check-ins: guarded, in lists, and by time for the sweep."""

from datetime import datetime, timedelta
from uuid import UUID

from accounts.access import Actor, NotFound
from reviews.checkins.models import Cadence, CheckIn
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


def get_cadence(*, engagement_id: UUID) -> Cadence | None:
    """The engagement's live cadence, if the actor may enter it."""
    return Cadence.objects.filter(engagement_id=engagement_id, ended_at=None).first()


def due_to_open(*, now: datetime, limit: int = 500) -> list[CheckIn]:
    """Scheduled check-ins whose time to write has come. For the sweep."""
    return list(
        CheckIn.objects.filter(
            state=CheckIn.SCHEDULED, opens_at__lte=now, cadence__ended_at=None
        ).order_by("opens_at")[:limit]
    )


def live_cadences() -> list[Cadence]:
    """For the sweep, which makes their check-ins ahead."""
    return list(Cadence.objects.filter(ended_at=None))


def due_for_reminder(*, now: datetime, within: timedelta) -> list[CheckIn]:
    """Open check-ins that fall due in the coming time. For the sweep."""
    return list(
        CheckIn.objects.filter(
            state=CheckIn.OPEN, due_at__gt=now, due_at__lte=now + within, cadence__ended_at=None
        )
        .select_related("cadence")
        .order_by("due_at")
    )
