"""The boxes of this room's forms that are kept while their author types."""

from typing import Protocol
from uuid import UUID

from accounts.access import Actor
from reviews.unsent import places
from reviews.unsent.boxes import Boxes


class Draft(Protocol):
    """A log that is not signed."""

    @property
    def id(self) -> UUID: ...
    @property
    def engagement_id(self) -> UUID: ...


def boxes_of_new(actor: Actor, engagement_id: UUID, checkin_id: UUID | None) -> Boxes:
    """Of a log that is not begun: typed, and no button pressed yet."""
    place = places.LOG_OF_CHECKIN if checkin_id else places.LOG_BEGUN
    return Boxes(place, actor=actor, engagement_id=engagement_id, about=checkin_id or engagement_id)


def boxes_of_draft(actor: Actor, draft: Draft) -> Boxes:
    return Boxes(places.LOG, actor=actor, engagement_id=draft.engagement_id, about=draft.id)


def boxes_of_note(actor: Actor, engagement_id: UUID) -> Boxes:
    """Of a process note, under its author's own key."""
    return Boxes(places.PROCESS_NOTE, actor=actor, engagement_id=engagement_id, about=engagement_id)
