"""Rows of signatures under an agreement, and of what is said without words; see row_matrix.py."""

from datetime import datetime
from typing import Any

from tests.laws.row_matrix import ME, OF_ENGAGEMENT, Row
from tests.story import being


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.asides.actions import ask_to_speak, say_pressured
    from reviews.engagements.queries import get_engagement

    eli = cast.eli.actor
    with being(cast, "eli"):
        engagement = get_engagement(actor=eli, engagement_id=story.engagement_id)
        pressure = say_pressured(actor=eli, engagement=engagement, now=now)
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    return {"pressure": pressure.id, "speakrequest": request_id}


ROWS: dict[str, Row] = {
    "signature of the clinician under what is accepted": Row(
        "reviews_agreementsignature",
        "dana",
        f"{OF_ENGAGEMENT} and author_id = %(dana)s",
        "digest = digest",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "authenticated_at": "app.now()", "created_at": "app.now()"},
    ),
    "pressure, talked about": Row(
        "reviews_pressure",
        "eli",
        "id = %(pressure)s",
        "state = 'answered', answered_at = now()",
        {"dana": "su", "eli": "si"},
        {"author_id": ME},
    ),
    "pressure, taken back": Row(
        "reviews_pressure",
        "eli",
        "id = %(pressure)s",
        "state = 'withdrawn', answered_at = now()",
        {"dana": "s", "eli": "siu"},
        {"author_id": ME},
    ),
    # Dana works with Eli: she does not find it, whatever she is. Only a door makes one.
    "request to speak to somebody else, spoken": Row(
        "reviews_speakrequest",
        "eli",
        "id = %(speakrequest)s",
        "state = 'spoken', answered_at = now()",
        {"ada": "su", "eli": "s"},
        {"author_id": ME},
    ),
    "request to speak to somebody else, taken back": Row(
        "reviews_speakrequest",
        "eli",
        "id = %(speakrequest)s",
        "state = 'withdrawn', answered_at = now()",
        {"ada": "s", "eli": "su"},
        {"author_id": ME},
    ),
}
