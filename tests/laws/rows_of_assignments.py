"""Rows of covers; see row_matrix.py. Nobody moves one: doors do."""

from datetime import datetime
from typing import Any

from tests import covers
from tests.laws.row_matrix import ME, Row


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    return {"cover": covers.ask(cast, story.engagement_id, now=now).id}


ROWS: dict[str, Row] = {
    "cover, asked for": Row(
        "reviews_cover",
        "dana",
        "id = %(cover)s",
        "state = 'agreed'",
        {"dana": "si", "eli": "s", "mo": "s"},
        {"author_id": ME},
    ),
    "cover, as if the practice had asked": Row(
        "reviews_cover",
        "dana",
        "id = %(cover)s",
        "ends_at = ends_at + interval '1 year'",
        {"dana": "s", "eli": "s", "mo": "s"},
        {"author_id": ME, "by_practice": "true"},
    ),
    "cover, agreed to by whoever asks": Row(
        "reviews_cover",
        "dana",
        "id = %(cover)s",
        "colleague_said_at = now()",
        {"dana": "s", "eli": "s", "mo": "s"},
        {"author_id": ME, "colleague_said_at": "now()"},
    ),
    "cover, by oneself": Row(
        "reviews_cover",
        "dana",
        "id = %(cover)s",
        "colleague_id = app.actor_id()",
        {"dana": "s", "eli": "s", "mo": "s"},
        {"author_id": ME, "colleague_id": ME},
    ),
    "cover, by the client": Row(
        "reviews_cover",
        "dana",
        "id = %(cover)s",
        "client_said_at = now()",
        {"dana": "s", "eli": "s", "mo": "s"},
        {"author_id": ME, "colleague_id": "%(eli)s"},
    ),
}
