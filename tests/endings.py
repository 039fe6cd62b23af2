"""The end of the work and what comes after it, through the acts."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import Actor, acting_as
from tests.writings import draft

LINE = "We did what we had set out to do."
SUMMARY = "We worked on asking before acting, and on hearing the answer."
OWN = "I would say it took me longer than this sounds."
LATER = "He told of the time since, and of one evening that was hard."


def ended(actor: Actor, engagement_id: UUID, *, now: datetime, **more: Any) -> Any:
    """The work is over; by the clinician in ordinary words, unless the actor is the client."""
    from reviews.ending.actions import end_work
    from reviews.engagements.queries import get_engagement

    if actor.role == "clinician":
        more = {"how": "completed", "text": LINE, "months": [3, 6, 12], **more}
    with acting_as(actor), transaction.atomic():
        row = get_engagement(actor=actor, engagement_id=engagement_id)
        return end_work(actor=actor, engagement=row, now=now, **more)


def summary(clinician: Actor, closing: Any, *, now: datetime, text: str = SUMMARY) -> Any:
    """The closing summary, signed."""
    from reviews.ending.actions import sign_summary
    from reviews.journal.queries import open_draft

    entry = draft(clinician, closing.engagement_id, "closing", text=text, about=closing.id, now=now)
    with acting_as(clinician), transaction.atomic():
        seen = open_draft(actor=clinician, entry_id=entry.id).digest
        sign_summary(actor=clinician, entry=entry, seen=seen, authenticated_at=now, now=now)
    return entry


def own_words(client: Actor, closing: Any, *, now: datetime, text: str = OWN) -> Any:
    from reviews.ending.actions import add_words
    from reviews.ending.queries import get_closing

    with acting_as(client), transaction.atomic():
        row = get_closing(actor=client, engagement_id=closing.engagement_id)
        return add_words(actor=client, closing=row, text=text, now=now)


def follow_ups(actor: Actor, engagement_id: UUID) -> list[Any]:
    from reviews.ending.queries import list_follow_ups

    with acting_as(actor), transaction.atomic():
        return list_follow_ups(actor=actor, engagement_ids=[engagement_id])


def comes_up(head: Any, *, days: int = 0) -> datetime:
    """The moment so many days after its day; the database's clock is there too."""
    from tracker.lib import clock, dates

    clock.move(timedelta(0))
    today = dates.local(clock.now()).date()
    clock.move(head.on_date - today + timedelta(days=days))
    return clock.now()


def held(clinician: Actor, client: Actor, follow_up_id: UUID, *, now: datetime) -> None:
    """Agreed by the client, and held. Its time must have come."""
    from reviews.ending.follow_ups import agree, settle

    with acting_as(client), transaction.atomic():
        agree(actor=client, follow_up_id=follow_up_id, now=now)
    with acting_as(clinician), transaction.atomic():
        settle(actor=clinician, follow_up_id=follow_up_id, held=True, now=now)


def written(clinician: Actor, head: Any, *, now: datetime, text: str = LATER) -> Any:
    """The account of one that was held, signed."""
    from reviews.ending.follow_ups import sign_account
    from reviews.journal.queries import open_draft

    entry = draft(clinician, head.engagement_id, "follow_up", text=text, about=head.id, now=now)
    with acting_as(clinician), transaction.atomic():
        seen = open_draft(actor=clinician, entry_id=entry.id).digest
        sign_account(actor=clinician, entry=entry, seen=seen, authenticated_at=now, now=now)
    return entry
