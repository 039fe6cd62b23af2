"""Rows of what was told without permission; see row_matrix.py."""

from datetime import datetime, timedelta
from typing import Any

from tests.laws.row_matrix import ME, Row


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from tests.disclosures import recorded

    dana = cast.dana.actor
    later = {"shown_from": now + timedelta(days=9), "why_later": "An order says so."}
    return {
        "disclosure": recorded(dana, story.engagement_id, now=now).id,
        "disclosure_later": recorded(dana, story.engagement_id, now=now, **later).id,
    }


ROWS: dict[str, Row] = {
    "told without permission": Row(
        "reviews_disclosure",
        "dana",
        "id = %(disclosure)s",
        "facts = facts",
        {"dana": "si", "eli": "s"},
        {"author_id": ME},
    ),
    "told without permission, shown later": Row(
        "reviews_disclosure",
        "dana",
        "id = %(disclosure_later)s",
        "shown_from = null",
        {"dana": "si"},
        {"author_id": ME},
    ),
}
