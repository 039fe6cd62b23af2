"""The end, and what comes after it; see access_matrix.py. The work of the story goes on."""

from datetime import datetime
from typing import Any

from tests.endings import ended, follow_ups
from tests.first_talks import begun

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET ending:end": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST ending:end": ("401 302 400 404 404 404 403", "401 302 400 404 404 404 403"),
    "GET ending:close": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST ending:close": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET ending:after": ("302 409 409 404 404 404 403", "401 409 409 404 404 404 403"),
    "POST ending:after": ("401 409 409 404 404 404 403", "401 409 409 404 404 404 403"),
    "POST ending:begin": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET ending:copy": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET ending:file": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET ending:paper": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST ending:sign (shared)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST ending:sign (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    # the follow-up is of a client of Dana's who is not of the cast
    "GET ending:follow_up": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST ending:follow_up": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST ending:begin_follow_up": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST ending:sign_follow_up (shared)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "POST ending:sign_follow_up (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
}

API: dict[str, str] = {
    "GET api:ended": "401 404 404 404 404 404 403",
    "GET api:follow_ups": "401 200 200 404 404 404 403",
    "POST api:answer_later": "401 404 404 404 404 404 403",
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    dana = cast.dana.actor
    engagement, _ = begun(cast, now=now)
    ended(dana, engagement.id, now=now)
    return {"follow_up_id": follow_ups(dana, engagement.id)[0].id}
