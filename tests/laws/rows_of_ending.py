"""Rows of the end and of what comes after it; see row_matrix.py.

The work of the story goes on, so somebody else's has ended; of the cast only Dana knows of it.
"""

from datetime import datetime
from typing import Any

from tests.endings import ended, follow_ups, own_words
from tests.first_talks import begun
from tests.laws.row_matrix import ME, Row


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    dana = cast.dana.actor
    engagement, client = begun(cast, now=now, name="ines")
    closing = ended(dana, engagement.id, now=now)
    words = own_words(client, closing, now=now)
    return {
        "closing": closing.id,
        "closing_words": words.id,
        "follow_up": follow_ups(dana, engagement.id)[0].id,
    }


ROWS: dict[str, Row] = {
    "closing": Row(
        "reviews_closing",
        "dana",
        "id = %(closing)s",
        "how = 'not_suitable'",
        {"dana": "si"},
        {"author_id": ME},
    ),
    "closing in another's name": Row(
        "reviews_closing",
        "dana",
        "id = %(closing)s",
        "text = text",
        {"dana": "s"},
        {"author_id": "%(eli)s"},
    ),
    "closing of work that goes on": Row(
        "reviews_closing",
        "dana",
        "id = %(closing)s",
        "created_at = now()",
        {"dana": "s"},
        {"author_id": ME, "engagement_id": "%(engagement)s"},
    ),
    "client's words beside a summary": Row(
        "reviews_closingwords",
        "dana",
        "id = %(closing_words)s",
        "text = text",
        {"dana": "s"},
        {"author_id": ME},
    ),
    "follow-up, agreed by another": Row(
        "reviews_followup",
        "dana",
        "id = %(follow_up)s",
        "state = 'agreed'",
        {"dana": "si", "sweep": "s", "outbox": "s"},
        {"author_id": ME},
    ),
    "follow-up, held without a yes": Row(
        "reviews_followup",
        "dana",
        "id = %(follow_up)s",
        "state = 'held'",
        {"dana": "s", "sweep": "s", "outbox": "s"},
        {"author_id": ME, "state": "'held'"},
    ),
}
