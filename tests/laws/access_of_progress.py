"""Progress reviews; see access_matrix.py. Eli has begun his part; nothing is signed."""

from datetime import datetime
from typing import Any

from tests.looking_back import BY_CLIENT, begun, opened

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET progress:all": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST progress:all": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET progress:theme": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "GET progress:one": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST progress:write": ("401 302 302 404 404 404 403", "401 302 302 404 404 404 403"),
    "POST progress:say": ("401 400 400 404 404 404 403", "401 400 400 404 404 404 403"),
    "GET progress:without": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST progress:without": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "POST progress:withdraw": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "POST progress:next": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    "GET progress:rests": ("302 200 404 404 404 404 403", "401 200 404 404 404 404 403"),
    "POST progress:rests": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST progress:sign": ("401 400 404 404 404 404 403", "401 400 404 404 404 404 403"),
}
API: dict[str, str] = {
    "GET api:reviews": "401 200 200 404 404 404 403",
    "GET api:review": "401 200 200 404 404 404 403",
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    review = opened(cast.dana.actor, story.engagement_id, now=now)
    part = begun(cast.eli.actor, review.id, text=BY_CLIENT, now=now)
    return {"review_id": review.id, "part_id": part.id, "key": "agreed"}
