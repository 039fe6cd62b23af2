"""Pages of what was told without permission; see access_matrix.py."""

from datetime import datetime
from typing import Any

BOTH_READ = ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403")

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET disclosures:all": BOTH_READ,
    "GET disclosures:read": BOTH_READ,
    "GET disclosures:record": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST disclosures:record": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from tests.disclosures import recorded

    return {"disclosure_id": recorded(cast.dana.actor, story.engagement_id, now=now).id}
