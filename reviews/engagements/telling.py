"""Telling the people of an engagement that something waits, and never what."""

from datetime import datetime
from uuid import UUID

from accounts.access import Actor
from accounts.outbox.actions import enqueue
from reviews.engagements.models import Engagement
from reviews.engagements.rules import clinicians_at, is_client


def tell_clinicians(*, key: str, engagement: Engagement, subject_id: UUID, now: datetime) -> None:
    """One mail for each `key`, to the clinician, and one more to whoever covers for them now."""
    for person in clinicians_at(engagement, now=now):
        own = key if person == engagement.clinician_id else f"{key}:{person}"
        tell(key=own, recipient_id=person, engagement=engagement, subject_id=subject_id, now=now)


def tell_other(
    *, actor: Actor, key: str, engagement: Engagement, subject_id: UUID, now: datetime
) -> None:
    """Tell the other side of the two: the client, or the clinician and whoever covers for them."""
    if is_client(actor, engagement):
        tell_clinicians(key=key, engagement=engagement, subject_id=subject_id, now=now)
    else:
        client_id = engagement.client_id
        tell(key=key, recipient_id=client_id, engagement=engagement, subject_id=subject_id, now=now)


def tell(
    *, key: str, recipient_id: UUID, engagement: Engagement, subject_id: UUID, now: datetime
) -> None:
    """One mail for each `key`, to one person."""
    enqueue(
        key=key,
        kind="something_waits",
        recipient_id=recipient_id,
        organization_id=engagement.organization_id,
        subject_id=subject_id,
        due_at=now,
    )
