"""A first talk in the acted story: each text found nowhere else, as in acted.py."""

from typing import Any
from uuid import UUID

from accounts.access import acting_as
from tests.first_talks import account, newcomer, opened

WRITTEN = "The cormorant poster came down before a word about it was said."
ELSEWHERE = "Ask at the lavender counter for somebody who works with couples."

TYPED = {"first talk": WRITTEN, "referral": ELSEWHERE}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from django.db import transaction

    from reviews.suitability.actions import decline
    from reviews.suitability.queries import read_talk

    dana, ivo = cast.dana.actor, newcomer(cast)
    talk = opened(dana, ivo, now=now)
    account(dana, talk.id, now=now, text=WRITTEN)
    with acting_as(dana), transaction.atomic():
        decline(actor=dana, engagement=talk, referral=ELSEWHERE, now=now)
    with acting_as(ivo), transaction.atomic():
        assert read_talk(actor=ivo, engagement_id=talk.id).referral == ELSEWHERE
