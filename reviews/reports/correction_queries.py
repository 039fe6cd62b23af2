"""Reading what the client asked to have corrected."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import Actor
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault
from reviews.reports.models import CorrectionRequest


@dataclass(frozen=True, slots=True)
class CorrectionSeen:
    id: UUID
    report_id: UUID
    state: str
    asked_at: datetime
    words: str
    outcome: str
    answer: str
    answered_at: datetime | None


def list_corrections(*, actor: Actor, report_ids: list[UUID]) -> list[CorrectionSeen]:
    """What the client asked to have corrected, and the answers; oldest first."""
    rows = CorrectionRequest.objects.filter(
        report_id__in=report_ids, engagement__in=Engagement.objects.visible_to(actor).values("id")
    ).order_by("created_at")
    return [
        CorrectionSeen(
            id=row.id,
            report_id=row.report_id,
            state=row.state,
            asked_at=row.created_at,
            words=vault.open_text(row, "words", engagement_id=row.engagement_id),
            outcome=row.outcome,
            answer=vault.open_text(row, "answer", engagement_id=row.engagement_id),
            answered_at=row.answered_at,
        )
        for row in rows
    ]


def open_corrections(*, actor: Actor, engagement_ids: list[UUID]) -> list[CorrectionRequest]:
    """Requests that wait for an answer; heads, without words."""
    return list(
        CorrectionRequest.objects.filter(
            engagement_id__in=engagement_ids,
            state=CorrectionRequest.ASKED,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).order_by("created_at")
    )


def get_correction(*, actor: Actor, correction_id: UUID) -> CorrectionRequest:
    """Raises NotFound."""
    return get_visible(
        CorrectionRequest.objects.select_related("report", "engagement"),
        actor=actor,
        row_id=correction_id,
    )
