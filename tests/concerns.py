"""Setbacks and concerns, told through the real acts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import acting_as
from reviews.concerns import actions
from reviews.concerns.actions import NewStep
from reviews.concerns.models import Concern
from reviews.concerns.queries import get_concern
from reviews.journal.models import Entry
from reviews.journal.queries import open_draft
from tests.writings import draft

SAID = "I said it, I wanted the laugh, and I carried on for another sentence."
SEEN = "A remark at the end of a talk, heard by me."


def told(actor: Any, engagement_id: UUID, *, text: str = SAID, now: datetime) -> Concern:
    """By the client."""
    with acting_as(actor), transaction.atomic():
        entry = draft(actor, engagement_id, Entry.SETBACK, text=text, now=now)
        seen = open_draft(actor=actor, entry_id=entry.id).digest
        return actions.tell_setback(
            actor=actor, entry=entry, seen=seen, authenticated_at=None, now=now
        )


def noted(actor: Any, engagement_id: UUID, *, text: str = SEEN, now: datetime) -> Concern:
    """By the clinician."""
    with acting_as(actor), transaction.atomic():
        entry = draft(actor, engagement_id, Entry.NOTED, text=text, now=now)
        seen = open_draft(actor=actor, entry_id=entry.id).digest
        return actions.sign_noted(
            actor=actor, entry=entry, seen=seen, authenticated_at=now, now=now
        )


def step(actor: Any, concern: Any, kind: str, *, now: datetime, **more: Any) -> Any:
    """One word on what becomes of it."""
    text = more.pop("text", "We talked about it, and this is what we do now.")
    with acting_as(actor), transaction.atomic():
        found = get_concern(actor=actor, concern_id=concern.id)
        return actions.add_step(
            actor=actor, concern=found, new=NewStep(kind=kind, text=text, **more), now=now
        )
