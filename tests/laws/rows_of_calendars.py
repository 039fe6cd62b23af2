"""Rows of calendar addresses; see row_matrix.py."""

from datetime import datetime
from typing import Any

from tests.laws.row_matrix import ME, Row
from tests.story import being


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.calendars.actions import make_address

    with being(cast, "eli"):
        make_address(actor=cast.eli.actor, now=now)
    return {}


ROWS: dict[str, Row] = {
    "calendar address": Row(
        "reviews_calendaraddress",
        "eli",
        "user_id = %(eli)s",
        "revoked_at = now()",
        {"dana": "i", "eli": "siu", "mo": "i", "otto": "i"},
        {
            "user_id": ME,
            "membership_id": "app.actor_membership()",
            "token_hash": "sha256(uuid_send(gen_random_uuid()))",
        },
    )
}
