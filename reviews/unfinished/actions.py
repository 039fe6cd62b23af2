"""Warning whoever has drafts of work that is over, and deleting them a week later.

It runs as the system act "sweep", through doors that reach ids and dates and no text. Nothing of it
enters the trail: the other of the two people cannot tell that a draft existed.
Source: docs/glossary.md, "What you have begun".
"""

from datetime import datetime

from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.actions import enqueue
from reviews.unfinished import doors
from reviews.unfinished.rules import WARNED_BEFORE
from tracker.lib import clock


def tidy() -> None:
    """One pass: warn, then delete. Once a day is enough; more often changes nothing."""
    with acting_as_system("sweep"):
        with transaction.atomic():
            _warn(now=clock.now())
        with transaction.atomic():
            doors.drop_drafts()


def _key_of(going: doors.Going, *, now: datetime) -> str:
    """One mail a day at most for each person and engagement. The door finds it by how it begins."""
    return f"drafts:{going.engagement_id}:{going.author_id}:{now:%Y%m%d}"


def _warn(*, now: datetime) -> None:
    for going in doors.drafts_of_ended_work():
        if going.warned_at is None and going.goes_at <= now + WARNED_BEFORE:
            enqueue(
                key=_key_of(going, now=now),
                kind="something_waits",
                recipient_id=going.author_id,
                organization_id=going.organization_id,
                subject_id=going.engagement_id,
                due_at=now,
            )
