"""Pages of setbacks and concerns; see access_matrix.py. The concern is Dana's note.

Mo is asked about a version of hers. The form is that of whoever Eli's agreement names: none of these.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import acting_as

BOTH_READ = ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403")

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "POST concerns:begin": ("401 302 302 404 404 404 403", "401 302 302 404 404 404 403"),
    "GET concerns:all": BOTH_READ,
    "GET concerns:read": BOTH_READ,
    "POST concerns:read": ("401 400 400 404 404 404 403", "401 400 400 404 404 404 403"),
    "POST concerns:acknowledge": ("401 302 403 404 404 404 403", "401 302 403 404 404 404 403"),
    "GET concerns:in_error": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST concerns:in_error": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    # Another kind of writing is not theirs to tell here.
    "POST concerns:tell (shared)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST concerns:tell (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST concerns:sign (shared)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST concerns:sign (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET reports:second_note": ("302 404 404 200 404 404 403", "401 404 404 200 404 404 403"),
    "POST reports:second_note": ("401 404 404 400 404 404 403", "401 404 404 400 404 404 403"),
    "GET documents:form": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST documents:form": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
}


def ids(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.agreements.models import AgreedContact
    from tests import voices
    from tests.concerns import noted

    voices.agreed(cast, story.engagement_id, "new_complaint", address="x@example.org", now=now)
    with acting_as(cast.eli.actor), transaction.atomic():
        form_id = AgreedContact.objects.only("id").get().id
    return {
        "concern_id": noted(cast.dana.actor, story.engagement_id, now=now).id,
        "form_id": form_id,
    }
