"""Covers, through the real acts: Mo is asked to cover for Dana."""

from datetime import datetime, timedelta
from typing import Any

from accounts.queries import get_organization
from reviews.assignments import actions, queries
from reviews.assignments.models import Cover
from reviews.engagements.queries import get_engagement
from tests.story import being

FIRST, LAST = 3, 9  # days from today, by the practice's clock


def day(cast: Any, days: int, *, now: datetime) -> Any:
    """The practice's day so many days from now."""
    with being(cast, "dana"):
        zone = get_organization(actor=cast.dana.actor).zone
    return queries.today_in(zone, now=now) + timedelta(days=days)


def ask(
    cast: Any, engagement_id: Any, *, now: datetime, first: int = FIRST, last: int = LAST
) -> Any:
    """Dana asks Mo to cover, by default from three days from now."""
    dana = cast.dana.actor
    days = {"first": day(cast, first, now=now), "last": day(cast, last, now=now)}
    with being(cast, "dana"):
        engagement = get_engagement(actor=dana, engagement_id=engagement_id)
        return actions.ask_cover(
            actor=dana, engagement=engagement, colleague_id=cast.mo.user_id, now=now, **days
        )


def agree(cast: Any, cover: Any, *, now: datetime, who: str = "mo") -> str:
    actor = getattr(cast, who).actor
    with being(cast, who):
        found = queries.get_cover(actor=actor, cover_id=cover.id)
        return actions.agree_to_cover(actor=actor, cover=found, now=now)


def end(cast: Any, cover: Any, *, now: datetime, who: str = "mo") -> None:
    actor = getattr(cast, who).actor
    with being(cast, who):
        found = queries.get_cover(actor=actor, cover_id=cover.id)
        actions.end_cover(actor=actor, cover=found, now=now)


def seen_by(cast: Any, who: str, cover: Any) -> Cover | None:
    """The row as the database shows it to them."""
    with being(cast, who):
        return Cover.objects.filter(id=cover.id).first()
