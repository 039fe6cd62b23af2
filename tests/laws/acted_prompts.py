"""Questions in the acted story: each text found nowhere else, as in acted.py."""

from typing import Any
from uuid import UUID

from accounts.access import acting_as

SINGLE = "What did the juniper shelf have to do with your hurry?"

TYPED = {"single question": SINGLE}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from django.db import transaction

    from reviews.checkins.models import CheckIn
    from reviews.checkins.queries import list_checkins
    from reviews.prompts.actions import prepare_checkin, publish_questions
    from reviews.prompts.queries import read_preparation

    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        publish_questions(
            actor=dana, area="coping", questions=["What steadies you?"], version=0, now=now
        )
        listed = list_checkins(actor=dana, engagement_ids=[engagement_id])
        checkin = [c for c in listed if c.state == CheckIn.SCHEDULED][-1]
        prepare_checkin(
            actor=dana, checkin=checkin, focus_areas=["coping"], questions=[SINGLE], now=now
        )
        assert read_preparation(actor=dana, checkin=checkin).questions == [SINGLE]
