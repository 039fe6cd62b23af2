"""Reading who asks to be rung."""

from datetime import datetime
from uuid import UUID

from accounts.access import Actor, NotFound
from accounts.models import Organization
from reviews.calls import rules
from reviews.calls.models import Call
from reviews.engagements.models import Engagement


def get_call(*, actor: Actor, call_id: UUID) -> Call:
    """Raises NotFound."""
    found = (
        Call.objects.filter(
            id=call_id, engagement__in=Engagement.objects.visible_to(actor).values("id")
        )
        .select_related("engagement")
        .first()
    )
    if found is None:
        raise NotFound
    return found


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
