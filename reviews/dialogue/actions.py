"""Writing to each other about a check-in."""

import uuid
from datetime import datetime

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.checkins.models import CheckIn
from reviews.dialogue import rules
from reviews.dialogue.models import Message
from reviews.engagements.telling import tell_other
from reviews.records import vault

LONGEST_TEXT = 20_000  # characters


def send_message(
    *, actor: Actor, checkin: CheckIn, text: str, now: datetime, message_id: uuid.UUID | None = None
) -> Message:
    """Write to the other one about this check-in. Nothing of it can be changed afterwards.

    text        plain, 1 to LONGEST_TEXT characters; sealed.
    message_id  chosen by the page, so that a form sent twice is one message.
    Raises NotAllowed for anybody but the two people, WrongState once the check-in is closed,
    canceled or moved, or the work has ended.
    """
    if not rules.can_write(actor, checkin):
        raise NotAllowed
    # Closing it meanwhile waits for this message, or this message finds it closed.
    current = (
        CheckIn.objects.select_for_update(of=("self",))
        .filter(id=checkin.id)
        .select_related("engagement")
        .first()
    )
    if current is None or not rules.is_open(current):
        raise WrongState
    row_id = message_id or uuid.uuid4()
    already = Message.objects.filter(
        id=row_id, checkin_id=checkin.id, author_id=actor.user_id
    ).first()
    if already is not None:
        return already
    message = Message(
        id=row_id,
        engagement_id=checkin.engagement_id,
        author_id=actor.user_id,
        checkin=checkin,
        created_at=now,
    )
    vault.insert(message, text=text)
    audit.record(
        verb="send_message", object_kind="message", object_id=row_id, chain=checkin.engagement_id
    )
    tell_other(
        actor=actor,
        key=f"message:{row_id}",
        engagement=current.engagement,
        subject_id=row_id,
        now=now,
    )
    return message
