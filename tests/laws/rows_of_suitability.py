"""Rows of what is written where two people do not begin; see row_matrix.py.

Eli's work has begun, so somebody else is asked; of the cast only Dana knows of it.
"""

from datetime import datetime
from typing import Any

from tests.first_talks import ELSEWHERE, newcomer, opened
from tests.laws.row_matrix import ME, Row
from tests.story import being


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.suitability.actions import decline
    from reviews.suitability.models import Referral

    talk = opened(cast.dana.actor, newcomer(cast, name="ivo"), now=now)
    with being(cast, "dana"):
        decline(actor=cast.dana.actor, engagement=talk, referral=ELSEWHERE, now=now)
        referral = Referral.objects.get(engagement_id=talk.id)
    open_one = opened(cast.dana.actor, newcomer(cast, name="uma"), now=now)
    return {"referral": referral.id, "open_talk": open_one.id}


ROWS: dict[str, Row] = {
    "referral, while they talk": Row(
        "reviews_referral",
        "dana",
        "id = %(referral)s",
        "created_at = now()",
        {"dana": "si"},
        {"author_id": ME, "engagement_id": "%(open_talk)s"},
    ),
    "referral, once it is over": Row(
        "reviews_referral",
        "dana",
        "id = %(referral)s",
        "text = text",
        {"dana": "s"},
        {"author_id": ME},
    ),
}
