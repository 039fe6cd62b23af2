"""Messages and calls; see access_matrix.py."""

from datetime import datetime
from typing import Any

from tests.story import being

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET dialogue:read": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST dialogue:read": ("401 400 400 404 404 404 403", "401 400 400 404 404 404 403"),
    "GET calls:ask": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "POST calls:ask": ("401 302 404 404 302 404 403", "401 302 404 404 302 404 403"),
    "POST calls:withdraw": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST calls:rung": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.calls.actions import ask_call
    from reviews.engagements.models import Engagement

    eli = cast.eli.actor
    with being(cast, "eli"):
        engagement = Engagement.objects.get(id=story.engagement_id)
        call = ask_call(actor=eli, engagement=engagement, now=now)
    return {"call_id": call.id}
