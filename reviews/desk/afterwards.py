"""What still comes after the end: follow-ups and closing summaries, as rows of Today and Your page."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from accounts.access import Actor
from reviews.ending.models import FollowUp
from reviews.ending.queries import list_closings, list_follow_ups, list_summaries
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen, list_engagements
from tracker.lib import dates
from tracker.lib.attention import Item, attention_row

ENDED = frozenset({Engagement.ENDED})
LATELY = timedelta(days=30)  # so long Today says that a summary can be written


def on_today(*, actor: Actor, now: datetime) -> list[Item]:
    """For the clinician; nothing where no work has ended."""
    seen = {e.id: e for e in list_engagements(actor=actor, states=ENDED)}
    if not seen:
        return []
    return [*_to_hold(actor, seen, now), *_to_close(actor, seen, now)]


def on_your_page(*, actor: Actor, engagement: EngagementSeen | None, now: datetime) -> list[Item]:
    """For the client: a follow-up that comes up."""
    if engagement is None or engagement.state != Engagement.ENDED:
        return []
    today = dates.local(now).date()
    return [
        attention_row(
            "A follow-up comes up",
            reverse("ending:follow_up", args=[head.id]),
            f"Around {dates.weekday_day(head.on_date)}, if you want it. Without a new yes of yours "
            "nothing is held.",
            ("To answer", "calendar", "pine"),
        )
        for head in list_follow_ups(actor=actor, engagement_ids=[engagement.id])
        if head.comes_up(today=today)
    ]


def _to_hold(actor: Actor, seen: dict[UUID, EngagementSeen], now: datetime) -> Iterator[Item]:
    today = dates.local(now).date()
    for head in list_follow_ups(actor=actor, engagement_ids=list(seen)):
        name, url = seen[head.engagement_id].short_name, reverse("ending:follow_up", args=[head.id])
        day = dates.weekday_day(head.on_date)
        if head.state == FollowUp.AGREED:
            why = f"Around {day}. Agree a time, and say afterwards whether it was held."
            yield attention_row(
                f"{name} wants the follow-up", url, why, ("To agree", "calendar", "pine")
            )
        elif head.state == FollowUp.HELD and head.entry_id is None:
            yield attention_row(
                f"The follow-up with {name} is not written down",
                url,
                "Write what was said, and sign it.",
                ("To write", "pencil", "none"),
            )
        elif head.comes_up(today=today):
            yield attention_row(
                f"A follow-up with {name} comes up",
                url,
                f"Around {day}. It waits for a new yes. Nothing is needed from you.",
                ("Waiting", "clock", "amber"),
                needs_you=False,
            )


def _to_close(actor: Actor, seen: dict[UUID, EngagementSeen], now: datetime) -> Iterator[Item]:
    begun = {e.about for e in list_summaries(actor=actor, engagement_ids=list(seen))}
    for closing in list_closings(actor=actor, engagement_ids=list(seen)):
        engagement = seen[closing.engagement_id]
        own = engagement.clinician_id == actor.user_id
        if own and closing.id not in begun and now - closing.at <= LATELY:
            day = dates.month_day(dates.local(closing.at))
            yield attention_row(
                f"The work with {engagement.short_name} has ended",
                reverse("ending:after", args=[engagement.id]),
                f"It ended on {day}. You can write the closing summary, which is the client’s own.",
                ("Ended", "flag", "none"),
                needs_you=False,
            )
