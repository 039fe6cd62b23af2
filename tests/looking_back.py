"""A progress review through the real acts, by whoever does each."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.access import acting_as
from reviews.engagements.queries import get_engagement
from reviews.journal import actions as journal
from reviews.journal import queries as entries
from reviews.progress import actions, queries
from tracker.lib import dates

BY_CLIENT = "I talked over two people this week."
BY_CLINICIAN = "In session he told of two such talks, on his own account."


def opened(actor: Any, engagement_id: Any, *, now: datetime, on_date: date | None = None) -> Any:
    """A review that waits for both parts."""
    with acting_as(actor), transaction.atomic():
        row = get_engagement(actor=actor, engagement_id=engagement_id)
        day = on_date or dates.local(now).date()
        return actions.open_review(actor=actor, engagement=row, on_date=day, now=now)


def begun(actor: Any, review_id: Any, *, text: str, now: datetime, theme: int = 0) -> Any:
    """One's own part with one paragraph, not signed."""
    with acting_as(actor), transaction.atomic():
        review = queries.get_review(actor=actor, review_id=review_id)
        entry = actions.begin_part(actor=actor, review=review, now=now)
        journal.save_answer(
            actor=actor, entry=entry, prompt=entry.prompts[theme], text=text, version=0, now=now
        )
        return entry


def sign(actor: Any, entry: Any, *, now: datetime) -> None:
    """Sign what one has begun, as it stands."""
    with acting_as(actor), transaction.atomic():
        seen = entries.open_draft(actor=actor, entry_id=entry.id).digest
        own = entries.get_own(actor=actor, entry_id=entry.id)
        actions.sign_part(actor=actor, entry=own, seen=seen, authenticated_at=now, now=now)


def signed(actor: Any, review_id: Any, *, text: str, now: datetime, theme: int = 0) -> Any:
    entry = begun(actor, review_id, text=text, now=now, theme=theme)
    sign(actor, entry, now=now)
    return entry


def both_signed(
    client: Any,
    clinician: Any,
    engagement_id: Any,
    *,
    now: datetime,
    on_date: date | None = None,
    theirs: str = BY_CLIENT,
    hers: str = BY_CLINICIAN,
) -> Any:
    """A review in which both have signed their part."""
    review = opened(clinician, engagement_id, now=now, on_date=on_date)
    signed(client, review.id, text=theirs, now=now)
    signed(clinician, review.id, text=hers, now=now)
    return review
