"""Who was asked for the second name under a report, and what they answered: heads, no remarks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import Actor
from accounts.queries import staff_names
from reviews.engagements.models import Engagement
from reviews.reports.models import CoSignature


@dataclass(frozen=True, slots=True)
class SecondName:
    """One answer, or one that is waited for. A client is shown a no only once it was passed on."""

    engagement_id: UUID
    report_id: UUID
    by: str
    state: str  # CoSignature.STATES
    asked_at: datetime
    answered_at: datetime | None
    passed_on_at: datetime | None


def list_second_names(*, actor: Actor, engagement_ids: list[UUID]) -> list[SecondName]:
    """What was asked about the versions of these engagements, oldest first. Two queries."""
    rows = list(
        CoSignature.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .select_related("passed_on")
        .order_by("created_at")
        .defer("copy", "remark")
    )
    names = staff_names(
        organization_id=actor.organization_id, user_ids={row.cosigner_id for row in rows}
    )
    return [
        SecondName(
            engagement_id=row.engagement_id,
            report_id=row.report_id,
            by=names.get(row.cosigner_id, "A colleague"),
            state=row.state,
            asked_at=row.created_at,
            answered_at=row.answered_at,
            passed_on_at=row.passed_on.created_at if hasattr(row, "passed_on") else None,
        )
        for row in rows
    ]
