"""The boxes of this room's forms that are kept while somebody types."""

from typing import Protocol
from uuid import UUID

from accounts.access import Actor
from reviews.unsent import places
from reviews.unsent.boxes import Boxes


class Draft(Protocol):
    """Feedback that is not published."""

    @property
    def id(self) -> UUID: ...
    @property
    def engagement_id(self) -> UUID: ...


def boxes_of_new(actor: Actor, engagement_id: UUID, session_id: UUID | None) -> Boxes:
    """Of feedback that is not begun: typed, and no button pressed yet."""
    place = places.FEEDBACK_ABOUT if session_id else places.FEEDBACK_BEGUN
    return Boxes(place, actor=actor, engagement_id=engagement_id, about=session_id or engagement_id)


def boxes_of_draft(actor: Actor, draft: Draft) -> Boxes:
    return Boxes(places.FEEDBACK, actor=actor, engagement_id=draft.engagement_id, about=draft.id)


def boxes_of_reply(actor: Actor, engagement_id: UUID, feedback_id: UUID) -> Boxes:
    return Boxes(places.REPLY, actor=actor, engagement_id=engagement_id, about=feedback_id)
