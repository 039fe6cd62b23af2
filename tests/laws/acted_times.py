"""What becomes of times in the acted story: each text found nowhere else, as in acted.py."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from accounts.access import acting_as

WHY_MOVE = "The clavichord recital was put on the same evening."

TYPED = {"why another time": WHY_MOVE}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    """Eli asks for another time and Dana agrees; he pauses and resumes."""
    from django.db import transaction

    from reviews.checkins.models import CheckIn, Move
    from reviews.checkins.moving import agree_to_move, ask_move
    from reviews.checkins.pausing import pause_checkins, resume_checkins
    from reviews.checkins.queries import list_checkins

    dana, eli = cast.dana.actor, cast.eli.actor
    with acting_as(eli), transaction.atomic():
        listed = list_checkins(actor=eli, engagement_ids=[engagement_id])
        checkin = [c for c in listed if c.state == CheckIn.SCHEDULED][-1]
        move = ask_move(
            actor=eli,
            checkin=checkin,
            to_date=checkin.on_date + timedelta(days=1),
            to_time=checkin.wall_time,
            words=WHY_MOVE,
            notice=timedelta(hours=24),
            now=now,
        )
    with acting_as(dana), transaction.atomic():
        agree_to_move(actor=dana, move=Move.objects.get(id=move.id), now=now)
    with acting_as(eli), transaction.atomic():
        engagement = checkin.engagement
        pause = pause_checkins(
            actor=eli, engagement=engagement, ends_on=None, zone=checkin.zone, now=now
        )
        resume_checkins(actor=eli, pause=pause, now=now)
