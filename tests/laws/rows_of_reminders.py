"""Rows of the reminder plan; see row_matrix.py."""

from datetime import datetime
from typing import Any

from tests.laws.row_matrix import ME, OF_ENGAGEMENT, SYSTEM, Row
from tests.story import being


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.engagements.queries import get_engagement
    from reviews.reminders.plans import stop_reminders

    eli = cast.eli.actor
    with being(cast, "eli"):
        engagement = get_engagement(actor=eli, engagement_id=story.engagement_id)
        stop_reminders(actor=eli, engagement=engagement, now=now)
    return {}


ROWS: dict[str, Row] = {
    # One row an engagement: another one is refused by its uniqueness, not by the policy.
    "reminder plan": Row(
        "reviews_reminderplan",
        "eli",
        OF_ENGAGEMENT,
        "stopped_at = null",
        {"dana": "s", "eli": "siu", **SYSTEM},
        {"author_id": ME},
    )
}
