"""Messages and a call in the acted story: each text found nowhere else, as in acted.py."""

from typing import Any
from uuid import UUID

from accounts.access import acting_as

ASKED = "Did the pelican clock strike before or after you answered?"
ANSWERED = "Before the pelican clock, and I let it strike."

TYPED = {"message": ASKED, "answer to a message": ANSWERED}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from django.db import transaction

    from reviews.calls.actions import ask_call, note_rung
    from reviews.checkins.models import CheckIn
    from reviews.checkins.queries import list_checkins
    from reviews.dialogue.actions import send_message
    from reviews.dialogue.queries import read_dialogue

    dana, eli = cast.dana.actor, cast.eli.actor
    with acting_as(dana), transaction.atomic():
        listed = list_checkins(actor=dana, engagement_ids=[engagement_id])
        checkin = next(c for c in listed if c.state != CheckIn.CANCELED)
        send_message(actor=dana, checkin=checkin, text=ASKED, now=now)
    with acting_as(eli), transaction.atomic():
        assert read_dialogue(actor=eli, checkin_id=checkin.id).messages[0].text == ASKED
        send_message(actor=eli, checkin=checkin, text=ANSWERED, now=now)
        call = ask_call(actor=eli, engagement=checkin.engagement, now=now)
    with acting_as(dana), transaction.atomic():
        note_rung(actor=dana, call_id=call.id, now=now)
