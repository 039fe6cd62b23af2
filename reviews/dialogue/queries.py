"""Reading what was written about a check-in; one line in the trail for all of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor
from accounts.queries import opened_since
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin
from reviews.dialogue import rules
from reviews.dialogue.models import Message
from reviews.engagements.models import Engagement
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class MessageSeen:
    id: UUID
    author_id: UUID | None  # never null: a message has a writer
    is_own: bool
    sent_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A check-in and what was written about it, in order."""

    checkin: CheckIn
    messages: list[MessageSeen]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A check-in about which the other one has written since the actor last looked."""

    engagement_id: UUID
    checkin_id: UUID
    on_date: date
    sent_at: datetime  # of the newest one


def read_dialogue(*, actor: Actor, checkin_id: UUID) -> Dialogue:
    """What was written about a check-in, with its words; the reading enters the trail.

    Raises NotFound.
    """
    checkin = get_checkin(actor=actor, checkin_id=checkin_id)
    rows = list(Message.objects.filter(checkin=checkin).order_by("created_at", "id"))
    if rows:
        audit.record(
            verb="read", object_kind="dialogue", object_id=checkin.id, chain=checkin.engagement_id
        )
    return Dialogue(
        checkin=checkin,
        messages=[
            MessageSeen(
                id=row.id,
                author_id=row.author_id,
                is_own=row.author_id == actor.user_id,
                sent_at=row.created_at,
                text=vault.open_text(row, "text", engagement_id=row.engagement_id),
            )
            for row in rows
        ],
        is_open=rules.is_open(checkin),
    )


def list_unread(*, actor: Actor, engagement_ids: list[UUID]) -> list[Unread]:
    """Check-ins about which somebody else wrote since the actor last opened it, newest first.

    Heads, no words; one query, however many.
    """
    rows = (
        Message.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .exclude(author_id=actor.user_id)
        .exclude(opened_since(actor=actor, object_id="checkin_id", since="created_at"))
        .order_by("-created_at")
        .values_list("engagement_id", "checkin_id", "checkin__on_date", "created_at")
    )
    newest: dict[UUID, Unread] = {}
    for row in rows:
        newest.setdefault(row[1], Unread(*row))
    return list(newest.values())


def with_messages(*, actor: Actor, engagement_ids: list[UUID]) -> set[UUID]:
    """The check-ins about which something was written."""
    return set(
        Message.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).values_list("checkin_id", flat=True)
    )
