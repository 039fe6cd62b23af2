"""Something written by prompts, through the real acts, by whoever writes its kind."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import acting_as
from reviews.engagements.queries import get_engagement
from reviews.journal import actions, queries
from reviews.journal.models import Entry


def draft(
    actor: Any,
    engagement_id: UUID,
    kind: str,
    *,
    text: str = "It was a plain day.",
    about: UUID | None = None,
    now: datetime,
) -> Entry:
    """Begun, with a first section written."""
    with acting_as(actor), transaction.atomic():
        engagement = get_engagement(actor=actor, engagement_id=engagement_id)
        entry = actions.begin_writing(
            actor=actor, engagement=engagement, kind=kind, about=about, now=now
        )
        actions.save_answer(
            actor=actor, entry=entry, prompt=entry.prompts[0], text=text, version=0, now=now
        )
        return entry


def handed_over(actor: Any, engagement_id: UUID, kind: str, *, now: datetime, **more: Any) -> Entry:
    """The same, and the other can read it; what the room it leads to does is left out."""
    entry = draft(actor, engagement_id, kind, now=now, **more)
    with acting_as(actor), transaction.atomic():
        seen = queries.open_draft(actor=actor, entry_id=entry.id).digest
        actions.hand_over(actor=actor, entry=entry, seen=seen, now=now)
        entry.refresh_from_db()
        return entry
