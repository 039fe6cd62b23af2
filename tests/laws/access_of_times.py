"""One check-in, moving, the rhythm and pauses; see access_matrix.py."""

from datetime import datetime, time, timedelta
from typing import Any

from tests.story import being

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET desk:checkin": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "GET desk:missed": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST desk:missed": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST desk:not_needed": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "POST desk:close": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "GET checkins:ask": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST checkins:ask": ("401 400 400 404 404 404 403", "401 400 400 404 404 404 403"),
    # Eli asked: Dana answers, and he may not.
    "POST checkins:agree": ("401 403 302 404 404 404 403", "401 403 302 404 404 404 403"),
    "POST checkins:decline": ("401 403 302 404 404 404 403", "401 403 302 404 404 404 403"),
    "POST checkins:take_back": ("401 302 403 404 404 404 403", "401 302 403 404 404 404 403"),
    "GET checkins:times": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "GET checkins:add": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST checkins:add": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST checkins:pause": ("401 400 400 404 404 404 403", "401 400 400 404 404 404 403"),
    "POST checkins:resume": ("401 302 302 404 404 404 403", "401 302 302 404 404 404 403"),
    "GET checkins:propose": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST checkins:propose": ("401 400 400 404 404 404 403", "401 400 400 404 404 404 403"),
    "POST checkins:accept_rhythm": ("401 403 302 404 404 404 403", "401 403 302 404 404 404 403"),
    "POST checkins:decline_rhythm": ("401 403 302 404 404 404 403", "401 403 302 404 404 404 403"),
    "POST checkins:take_back_rhythm": (
        "401 302 403 404 404 404 403",
        "401 302 403 404 404 404 403",
    ),
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    """Eli asked for another time and proposed a rhythm, and the work pauses."""
    from reviews.checkins.cadences import propose_cadence
    from reviews.checkins.recurrence import Phase, Weekly
    from reviews.engagements.queries import get_engagement
    from tests.times import tell_times

    told = tell_times(cast, story, now=now)
    eli = cast.eli.actor
    with being(cast, "eli"):
        cadence = propose_cadence(
            actor=eli,
            engagement=get_engagement(actor=eli, engagement_id=story.engagement_id),
            phases=(Phase(Weekly(2, 0), starts_on=(now + timedelta(days=9)).date()),),
            wall_time=time(11),
            zone="UTC",
            now=now,
        )
    return {"move_id": told.move_id, "pause_id": told.pause_id, "cadence_id": cadence.id}


API: dict[str, str] = {
    "GET api:checkin": "401 200 200 404 404 404 403",
    "POST api:missed": "401 404 400 404 404 404 403",
    "POST api:not_needed": "401 404 204 404 404 404 403",
    "POST api:close": "401 404 409 404 404 404 403",
    "GET api:times": "401 200 200 404 404 404 403",
    "POST api:extra": "401 404 400 404 404 404 403",
    "POST api:pauses": "401 409 409 404 404 404 403",
    "POST api:resume": "401 204 204 404 404 404 403",
    "POST api:moves": "401 400 400 404 404 404 403",
    "POST api:agree": "401 403 204 404 404 404 403",
    "POST api:decline_move": "401 403 204 404 404 404 403",
    "POST api:take_back": "401 204 403 404 404 404 403",
    "POST api:rhythms": "401 400 400 404 404 404 403",
    "POST api:accept_rhythm": "401 403 204 404 404 404 403",
    "POST api:decline_rhythm": "401 403 204 404 404 404 403",
    "POST api:take_back_rhythm": "401 204 403 404 404 404 403",
}
