"""Rows of messages and calls; see row_matrix.py."""

from datetime import datetime
from typing import Any

from tests.laws.row_matrix import ME, Row
from tests.story import being


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.calls.actions import ask_call
    from reviews.checkins.queries import get_checkin
    from reviews.dialogue.actions import send_message

    eli = cast.eli.actor
    with being(cast, "eli"):
        checkin = get_checkin(actor=eli, checkin_id=story.second_checkin_id)
        message = send_message(actor=eli, checkin=checkin, text="One thing more.", now=now)
        call = ask_call(actor=eli, engagement=checkin.engagement, now=now)
    return {"message": message.id, "call": call.id}


ROWS: dict[str, Row] = {
    "message": Row(
        "reviews_message",
        "eli",
        "id = %(message)s",
        "created_at = now()",
        {"dana": "si", "eli": "si"},
        {"author_id": ME},
    ),
    "message about another's check-in": Row(
        "reviews_message",
        "eli",
        "id = %(message)s",
        "text = text",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "checkin_id": "gen_random_uuid()"},
    ),
    "call, rung": Row(
        "reviews_call",
        "eli",
        "id = %(call)s",
        "state = 'rung', answered_at = now()",
        {"dana": "su", "eli": "si"},
        {"author_id": ME},
    ),
    "call, taken back": Row(
        "reviews_call",
        "eli",
        "id = %(call)s",
        "state = 'withdrawn', answered_at = now()",
        {"dana": "s", "eli": "siu"},
        {"author_id": ME},
    ),
}
