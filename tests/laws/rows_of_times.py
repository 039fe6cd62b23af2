"""Rows of moves and pauses; see row_matrix.py."""

from datetime import datetime
from typing import Any

from tests.laws.row_matrix import ME, SYSTEM, Row
from tests.times import tell_times


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    told = tell_times(cast, story, now=now)
    return {"move": told.move_id, "pause": told.pause_id}


ROWS: dict[str, Row] = {
    "move, taken back": Row(
        "reviews_move",
        "eli",
        "id = %(move)s",
        "state = 'withdrawn', answered_at = now()",
        {"dana": "si", "eli": "siu", **SYSTEM},
        {"author_id": ME},
    ),
    "move, agreed to": Row(
        "reviews_move",
        "eli",
        "id = %(move)s",
        "state = 'agreed', answered_at = now()",
        {"dana": "siu", "eli": "si", **SYSTEM},
        {"author_id": ME},
    ),
    "move, lapsed": Row(
        "reviews_move",
        "eli",
        "id = %(move)s",
        "state = 'lapsed', answered_at = now()",
        {"dana": "siu", "eli": "siu", "sweep": "su", "outbox": "s"},
        {"author_id": ME},
    ),
    "pause, over": Row(
        "reviews_pause",
        "eli",
        "id = %(pause)s",
        "state = 'over', over_at = now()",
        {"dana": "siu", "eli": "siu", "sweep": "su", "outbox": "s"},
        {"author_id": ME},
    ),
}
