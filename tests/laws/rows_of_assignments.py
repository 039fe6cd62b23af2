"""Rows of covers; see row_matrix.py. Nobody moves one: doors do."""

from datetime import datetime
from typing import Any

from tests import covers, handovers
from tests.laws.row_matrix import ME, Row
from tests.story import being


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.assignments.absences import note_absence

    handover = handovers.plant(cast, story.engagement_id, now=now)
    handovers.object_to(cast, handover, "I would rather wait.", now=now)
    with being(cast, "ada"):
        absence = note_absence(
            actor=cast.ada.actor,
            person_id=cast.dana.user_id,
            starts_on=covers.day(cast, 0, now=now),
            now=now,
        )
    return {
        "cover": covers.ask(cast, story.engagement_id, now=now).id,
        "handover": handover.id,
        "absence": absence.id,
    }


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
    # Whoever would take over sees it while nobody objects, and of the objection nothing.
    "handover, objected to": Row(
        "reviews_handover",
        "dana",
        "id = %(handover)s",
        "state = 'proposed'",
        {"dana": "si", "eli": "s"},
        {"author_id": ME, "state": "'proposed'"},
    ),
    "handover, to oneself": Row(
        "reviews_handover",
        "dana",
        "id = %(handover)s",
        "incoming_id = app.actor_id()",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "state": "'proposed'", "incoming_id": ME},
    ),
    "handover, at once": Row(
        "reviews_handover",
        "dana",
        "id = %(handover)s",
        "takes_effect_at = now()",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "state": "'proposed'", "takes_effect_at": "app.now()"},
    ),
    "objection": Row(
        "reviews_objection",
        "eli",
        "handover_id = %(handover)s",
        "words = words",
        {"dana": "s", "eli": "si"},
        {"author_id": ME},
    ),
    "absence": Row(
        "reviews_absence",
        "ada",
        "id = %(absence)s",
        "ended_at = now()",
        {"dana": "su", "eli": "s", "ada": "siu"},
        {"noted_by_id": ME},
    ),
    # Nobody has one here: reviews/assignments/test_closing.py. And nobody writes one.
    "closed account": Row("reviews_closedaccount", "", "true", "author_id = author_id", {}),
}
