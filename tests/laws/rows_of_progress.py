"""Rows of progress reviews; see row_matrix.py."""

from datetime import datetime, timedelta
from typing import Any

from tests.laws.row_matrix import ME, Row
from tests.looking_back import BY_CLIENT, BY_CLINICIAN, begun, both_signed, opened
from tests.story import being


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.progress.actions import remark
    from reviews.progress.queries import get_review

    eli, dana = cast.eli.actor, cast.dana.actor
    stands = both_signed(
        eli, dana, story.engagement_id, now=now, theirs=BY_CLIENT, hers=BY_CLINICIAN
    )
    with being(cast, "eli"):
        row = get_review(actor=eli, review_id=stands.id)
        said = remark(
            actor=eli, review=row, theme="done", stands="differs", text="Three times.", now=now
        )
    later = now + timedelta(seconds=1)
    review = opened(dana, story.engagement_id, now=later)
    part = begun(dana, review.id, text=BY_CLINICIAN, now=later)
    return {
        "stands": stands.id,
        "review_remark": said.id,
        "open_review": review.id,
        "review_part": part.id,
    }


ROWS: dict[str, Row] = {
    "progress review, open": Row(
        "reviews_progressreview",
        "dana",
        "id = %(open_review)s",
        "state = 'withdrawn', settled_at = now()",
        {"dana": "siu", "eli": "s"},
        {"author_id": ME, "state": "'open'"},
    ),
    "progress review, signed": Row(
        "reviews_progressreview",
        "dana",
        "id = %(stands)s",
        "next_on = current_date",
        {"dana": "su", "eli": "s"},
        {"author_id": ME},
    ),
    "words beside a part": Row(
        "reviews_reviewremark",
        "eli",
        "id = %(review_remark)s",
        "text = text",
        {"dana": "si", "eli": "si"},
        {"author_id": ME},
    ),
    "words beside a part of another review": Row(
        "reviews_reviewremark",
        "eli",
        "id = %(review_remark)s",
        "text = text",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "review_id": "gen_random_uuid()"},
    ),
    "a part that is being written": Row(
        "reviews_entry",
        "dana",
        "id = %(review_part)s",
        "grounds = '{}'",
        {"dana": "siud"},
        {"author_id": ME},
    ),
}
