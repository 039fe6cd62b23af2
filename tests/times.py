"""Asking for another time and pausing, through the real acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.story import being


@dataclass(frozen=True)
class Times:
    move_id: Any  # Eli asks for another time, nobody has answered
    pause_id: Any  # running, until somebody resumes


def tell_times(cast: Any, story: Any, *, now: datetime) -> Times:
    from reviews.checkins.models import CheckIn
    from reviews.checkins.moving import ask_move
    from reviews.checkins.pausing import pause_checkins
    from reviews.checkins.queries import list_checkins

    eli = cast.eli.actor
    with being(cast, "eli"):
        listed = list_checkins(actor=eli, engagement_ids=[story.engagement_id])
        checkin = [c for c in listed if c.state == CheckIn.SCHEDULED][-1]
        move = ask_move(
            actor=eli,
            checkin=checkin,
            to_date=checkin.on_date + timedelta(days=1),
            to_time=checkin.wall_time,
            words="The day before is full.",
            notice=timedelta(hours=24),
            now=now,
        )
        pause = pause_checkins(
            actor=eli, engagement=checkin.engagement, ends_on=None, zone=checkin.zone, now=now
        )
    return Times(move.id, pause.id)
