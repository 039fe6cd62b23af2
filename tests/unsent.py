"""Texts that were typed and not sent, in the story of tests.story and tests.texts."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import Actor, acting_as
from reviews.records.drafts import Saved
from tracker.lib.forms import OpenPage

ADDITION = "Something I have not added yet."
PROCESS_NOTE = "A thought I have not kept yet."
REMARK = "What I would say about the third section."


@dataclass(frozen=True)
class Unsent:
    """The ids of one text each of Eli, Dana and Mo."""

    unsent_addition_id: UUID
    unsent_note_id: UUID
    unsent_remark_id: UUID


def type_into(  # noqa: PLR0913 - a text has these parts
    actor: Actor,
    place: Any,
    engagement_id: UUID | None,
    about: UUID,
    text: str,
    *,
    now: datetime,
    box: str = "",
    version: int = 0,
    page: OpenPage | None = None,
) -> Saved:
    """Save one box as autosave does; the form's first box when none is named."""
    from reviews.unsent.actions import save_unsent

    with acting_as(actor), transaction.atomic():
        return save_unsent(
            actor=actor,
            place=place,
            engagement_id=engagement_id,
            about=about,
            box=box or place.boxes[0],
            text=text,
            version=version,
            page=page or OpenPage(uuid.uuid4()),
            now=now,
        )


def found_in(actor: Actor, place: Any, about: UUID) -> dict[str, Any]:
    """What the actor would find in the form's boxes now."""
    from reviews.unsent.queries import open_boxes

    with acting_as(actor), transaction.atomic():
        return open_boxes(actor=actor, place=place, about=about)


def tell_unsent(cast: Any, story: Any, texts: Any, *, now: datetime) -> Unsent:
    from reviews.unsent import places

    eli, dana, mo = cast.eli.actor, cast.dana.actor, cast.mo.actor
    mine = story.engagement_id
    type_into(eli, places.ADDITION, mine, story.shared_id, ADDITION, now=now)
    type_into(dana, places.PROCESS_NOTE, mine, mine, PROCESS_NOTE, now=now)
    type_into(mo, places.REMARK, mine, texts.cosignature_id, REMARK, now=now)
    return Unsent(
        unsent_addition_id=found_in(eli, places.ADDITION, story.shared_id)["text"].id,
        unsent_note_id=found_in(dana, places.PROCESS_NOTE, mine)["text"].id,
        unsent_remark_id=found_in(mo, places.REMARK, texts.cosignature_id)["remark"].id,
    )
