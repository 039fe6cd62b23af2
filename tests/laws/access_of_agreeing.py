"""Another version of an agreement, and what is said without words; see access_matrix.py."""

from datetime import datetime
from typing import Any

from tests.story import being

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET agreements:another": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST agreements:another": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET asides:ask": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "POST asides:say_pressured": ("401 302 404 404 302 404 403", "401 302 404 404 302 404 403"),
    "POST asides:take_back": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST asides:talked": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "POST asides:ask_to_speak": ("401 302 404 404 302 404 403", "401 302 404 404 302 404 403"),
    "POST asides:not_needed": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST asides:spoken": ("401 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    "GET asides:waiting": ("302 404 200 200 404 200 403", "401 404 200 200 404 200 403"),
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.asides.actions import ask_to_speak, say_pressured
    from reviews.engagements.queries import get_engagement

    eli = cast.eli.actor
    with being(cast, "eli"):
        engagement = get_engagement(actor=eli, engagement_id=story.engagement_id)
        pressure = say_pressured(actor=eli, engagement=engagement, now=now)
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    return {"pressure_id": pressure.id, "request_id": request_id}
