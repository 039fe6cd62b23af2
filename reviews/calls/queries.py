"""Reading who asks to be rung."""

from datetime import datetime
from uuid import UUID

from accounts.access import Actor
from accounts.models import Organization
from reviews.calls import rules
from reviews.calls.models import Call
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible


def get_call(*, actor: Actor, call_id: UUID) -> Call:
    """Raises NotFound."""
    return get_visible(Call.objects.select_related("engagement"), actor=actor, row_id=call_id)


def open_calls(*, actor: Actor, engagement_ids: list[UUID]) -> list[Call]:
    """Requests that wait, the oldest first."""
    return list(
        Call.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
            state=Call.ASKED,
        ).order_by("created_at")
    )


def latest_call(*, actor: Actor, engagement_id: UUID) -> Call | None:
    """The client's last request, whatever became of it."""
    return (
        Call.objects.filter(
            engagement_id=engagement_id,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .order_by("-created_at")
        .first()
    )


def next_look(practice: Organization, *, now: datetime) -> datetime:
    """When a person of this practice will have looked, were it asked now."""
    return rules.seen_by(
        there_on=practice.there_on,
        there_from=practice.there_from,
        there_until=practice.there_until,
        zone=practice.zone,
        now=now,
    )
