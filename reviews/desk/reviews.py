"""Progress reviews that wait: to be opened, written, read, or for the other of the two. No words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.access import Actor
from accounts.queries import last_read
from accounts.roles import CLIENT
from reviews.agreements.queries import review_months
from reviews.agreements.terms import REVIEW_MONTHS
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.journal.models import Entry
from reviews.progress import rules
from reviews.progress.models import ProgressReview
from reviews.progress.queries import PARTS, ReviewHead, kind_of, list_reviews, next_due
from tracker.lib import dates

DUE, TO_WRITE, TO_READ, AGAIN, WAITS = ("due", "to_write", "to_read", "again", "waits")


@dataclass(frozen=True, slots=True)
class ReviewWaits:
    """One thing about one review."""

    engagement_id: UUID
    what: str
    review_id: UUID | None  # None: it is due, and not opened yet
    on: date

    @property
    def needs_you(self) -> bool:
        return self.what != WAITS


def find_reviews(*, actor: Actor, engagement_ids: list[UUID], now: datetime) -> list[ReviewWaits]:
    """For the two whose voices it has, while the work goes on; a part to read, also after its end."""
    heads = list_reviews(actor=actor, engagement_ids=engagement_ids)
    rows = Engagement.objects.visible_to(actor).filter(id__in=engagement_ids)
    theirs = next(iter(PARTS - {kind_of(actor)}))
    parts = [part for head in heads if (part := head.signed_part(theirs))]
    read = last_read(
        actor=actor, object_ids=[p.id for p in parts], chains={p.engagement_id for p in parts}
    )
    today = dates.local(now).date()
    agreed = _agreed(actor, list(rows), heads, today=today)
    found = []
    for row in rows:
        if not rules.takes_part(actor, row):
            continue
        own = [head for head in heads if head.engagement_id == row.id]
        found += [
            ReviewWaits(row.id, TO_READ, head.id, head.on_date)
            for head in own
            if (part := head.signed_part(theirs)) and part.id not in read
        ]
        if row.state != Engagement.ACTIVE:
            continue
        for head in own:
            what = _waits(actor, row, head, today=today)
            if what:
                found.append(ReviewWaits(row.id, what, head.id, head.on_date))
        if row.id not in agreed:
            continue
        due = next_due(own, state=row.state, started_at=row.started_at, months=agreed[row.id])
        if due is not None and due <= today:
            found.append(ReviewWaits(row.id, DUE, None, due))
    return found


def _agreed(
    actor: Actor, rows: list[Engagement], heads: list[ReviewHead], *, today: date
) -> dict[UUID, int | None]:
    """Months between two reviews, where one can be due; agreements of others are not opened."""
    soonest = min(REVIEW_MONTHS)
    can_be = []
    for row in rows:
        if engagement_rules.is_own_clinician(actor, row):
            own = [head for head in heads if head.engagement_id == row.id]
            due = next_due(own, state=row.state, started_at=row.started_at, months=soonest)
            if due is not None and due <= today:
                can_be.append(row.id)
    found = review_months(actor=actor, engagement_ids=can_be) if can_be else {}
    return {each: found.get(each) for each in can_be}


def _waits(actor: Actor, row: Engagement, head: ReviewHead, *, today: date) -> str:
    mine = head.part(kind_of(actor))
    if mine is not None and mine.shared_at is None:
        return ""  # begun: it stands among what one has begun
    if mine is None and rules.can_write(actor, row, head.state):
        if actor.role == CLIENT and head.state == ProgressReview.WITHOUT_CLIENT:
            return TO_WRITE if head.again_on and head.again_on <= today else ""
        return TO_WRITE
    if head.state == ProgressReview.OPEN:
        return WAITS
    asked_again = head.again_on is not None and head.again_on <= today
    if head.state == ProgressReview.WITHOUT_CLIENT and asked_again and actor.role != CLIENT:
        return AGAIN if head.signed_part(Entry.REVIEW_CLIENT) is None else ""
    return ""
