"""A progress review in the acted story: each text found nowhere else, as in acted.py."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from accounts.access import acting_as
from tests.looking_back import begun, both_signed, opened, signed

THEIRS = "I let the harmonium player finish, both evenings."
HERS = "He spoke of the harmonium player without turning to the window."
DIFFERS = "It was one evening, and the harmonium was shut on the other."
WHY = "The quarantine of the greenhouse kept him from any desk."
ALONE = "What he said of the greenhouse fits what he did there."
BEGUN = "Half a thought about the harmonium stool, not signed."

TYPED = {
    "review, client": THEIRS,
    "review, clinician": HERS,
    "remark beside a part": DIFFERS,
    "why a part is missing": WHY,
    "review with one part": ALONE,
    "unsigned part of a review": BEGUN,
}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from django.db import transaction

    from reviews.progress.actions import go_without, remark
    from reviews.progress.queries import get_review, read_review
    from tracker.lib import dates

    dana, eli = cast.dana.actor, cast.eli.actor
    review = both_signed(eli, dana, engagement_id, now=now, theirs=THEIRS, hers=HERS)
    with acting_as(eli), transaction.atomic():
        row = get_review(actor=eli, review_id=review.id)
        remark(actor=eli, review=row, theme="done", stands="differs", text=DIFFERS, now=now)
        assert read_review(actor=eli, review_id=review.id).themes[2].remarks[0].text == DIFFERS
    missing = opened(dana, engagement_id, now=now)
    signed(dana, missing.id, text=ALONE, now=now)
    with acting_as(dana), transaction.atomic():
        row = get_review(actor=dana, review_id=missing.id)
        again = dates.local(now).date() + timedelta(days=14)
        go_without(actor=dana, review=row, why=WHY, again_on=again, now=now)
    begun(eli, missing.id, text=BEGUN, now=now)
