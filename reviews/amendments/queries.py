"""Reading what was said later about signed records. Asked by the rooms that own the records."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from accounts.access import Actor
from reviews.amendments.models import Amendment
from reviews.engagements.models import Engagement
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class AmendmentSeen:
    """An addendum, or the word that the record was entered in error."""

    kind: str  # Amendment.KINDS
    at: datetime
    reason: str
    text: str  # "" when entered in error
    author_id: UUID | None

    @property
    def is_in_error(self) -> bool:
        return self.kind == Amendment.IN_ERROR


def list_amendments(*, actor: Actor, of_ids: list[UUID]) -> dict[UUID, list[AmendmentSeen]]:
    """What was said about each of these records, in order of time, with words.

    Opened as a part of reading the record: ask it where that reading enters the trail.
    """
    found: dict[UUID, list[AmendmentSeen]] = {}
    amendments = Amendment.objects.filter(
        of_id__in=of_ids, engagement__in=Engagement.objects.visible_to(actor).values("id")
    ).order_by("created_at")
    for row in amendments:
        seen = AmendmentSeen(
            kind=row.kind,
            at=row.created_at,
            reason=vault.open_text(row, "reason", engagement_id=row.engagement_id),
            text=vault.open_text(row, "text", engagement_id=row.engagement_id),
            author_id=row.author_id,
        )
        found.setdefault(row.of_id, []).append(seen)
    return found


def is_in_error(*, of_id: UUID) -> bool:
    """Whether this record was entered in error; also for somebody who cannot see the amendment."""
    with connection.cursor() as cursor:
        cursor.execute("select app.entered_in_error(%s)", [of_id])
        return bool(cursor.fetchone()[0])


def in_error(*, actor: Actor, engagement_ids: list[UUID]) -> set[UUID]:
    """The records of these engagements that were entered in error. Opens no words."""
    return set(in_error_at(actor=actor, engagement_ids=engagement_ids))


def in_error_at(*, actor: Actor, engagement_ids: list[UUID]) -> dict[UUID, datetime]:
    """Since when each of them is known to be in error, by record. Opens no words."""
    return dict(
        Amendment.objects.filter(
            kind=Amendment.IN_ERROR,
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).values_list("of_id", "created_at")
    )
