"""The pages of who works with a client, as access_matrix.py writes them.

Mo is asked to cover for Dana and to take over; nobody has answered. Dana is noted as away.
"""

from datetime import datetime
from typing import Any

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET assignments:arrange": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST assignments:arrange": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    # a word that is none: whoever it concerns is told so, nobody else learns that it exists
    "GET assignments:cover": ("302 200 200 200 404 404 403", "401 200 200 200 404 404 403"),
    "POST assignments:cover": ("401 409 409 409 404 404 403", "401 409 409 409 404 404 403"),
    "GET assignments:handover": ("302 200 200 200 404 404 403", "401 200 200 200 404 404 403"),
    "POST assignments:handover": ("401 409 409 409 404 404 403", "401 409 409 409 404 404 403"),
    "GET assignments:away": ("302 404 404 404 404 200 403", "401 404 404 404 404 200 403"),
    "POST assignments:away": ("401 404 404 404 404 400 403", "401 404 404 404 404 400 403"),
    "POST assignments:back": ("401 404 302 404 404 302 403", "401 404 302 404 404 302 403"),
    # this cover was asked for by a clinician: it is not the practice's to end
    "POST assignments:withdraw": ("401 404 404 404 404 409 403", "401 404 404 404 404 409 403"),
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.assignments.absences import note_absence
    from tests import covers, handovers
    from tests.story import being

    with being(cast, "ada"):
        absence = note_absence(
            actor=cast.ada.actor,
            person_id=cast.dana.user_id,
            starts_on=covers.day(cast, 0, now=now),
            now=now,
        )
    return {
        "handover_id": handovers.plant(cast, story.engagement_id, now=now).id,
        "cover_id": covers.ask(cast, story.engagement_id, now=now).id,
        "absence_id": absence.id,
    }


API: dict[str, str] = {
    "GET api:asked": "401 404 200 200 404 404 403",
    "GET api:colleague": "401 200 200 404 404 404 403",
    "POST api:covers": "401 404 400 404 404 404 403",
    # Mo was asked; Dana asked him, and may end it.
    "POST api:agree_to_cover": "401 409 409 204 404 404 403",
    "POST api:decline_cover": "401 409 409 204 404 404 403",
    "POST api:end_cover": "401 409 204 409 404 404 403",
    "POST api:handovers": "401 404 400 404 404 404 403",
    # Only the client objects, and only whoever was asked declines.
    "POST api:agree_onward": "401 204 409 204 404 404 403",
    "POST api:decline_onward": "401 404 409 204 404 404 403",
    "POST api:object": "401 204 404 404 404 404 403",
    "POST api:no_objection": "401 409 404 404 404 404 403",
    "POST api:withdraw_onward": "401 404 204 409 404 404 403",
}
