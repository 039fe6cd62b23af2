"""Rows of questions and preparations; see row_matrix.py."""

from datetime import datetime
from typing import Any

from tests.laws.row_matrix import ME, Row
from tests.story import being


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.checkins.queries import get_checkin
    from reviews.prompts.actions import prepare_checkin, publish_questions

    dana = cast.dana.actor
    with being(cast, "dana"):
        made = publish_questions(
            actor=dana, area="coping", questions=["What helped?"], version=0, now=now
        )
        checkin = get_checkin(actor=dana, checkin_id=story.second_checkin_id)
        prepared = prepare_checkin(
            actor=dana, checkin=checkin, focus_areas=[], questions=["What now?"], now=now
        )
    return {"prompt_set": made.id, "preparation": prepared.id}


ROWS: dict[str, Row] = {
    "questions of the practice": Row(
        "reviews_promptset",
        "dana",
        "id = %(prompt_set)s",
        "questions = questions",
        {"dana": "si", "mo": "si", "ada": "si", "eli": "s", "otto": "s"},
        {"author_id": ME, "version": "7"},
    ),
    "what is asked for one check-in": Row(
        "reviews_preparation",
        "dana",
        "id = %(preparation)s",
        "changed_at = now()",
        {"dana": "siu", "eli": "s"},
        {"author_id": ME},
    ),
}
