"""Who asks to be rung, who says that they have rung; and when a person will next look. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.access import Actor
from reviews.calls.models import Call
from reviews.checkins.recurrence import instant
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement

TRANSITIONS: dict[str, frozenset[str]] = {
    Call.ASKED: frozenset({Call.RUNG, Call.WITHDRAWN}),
    Call.RUNG: frozenset(),
    Call.WITHDRAWN: frozenset(),
}


def can_ask(actor: Actor, engagement: Engagement) -> bool:
    return engagement_rules.is_client(actor, engagement) and engagement.state == Engagement.ACTIVE


def seen_by(
    *, there_on: list[int], there_from: time, there_until: time, zone: str, now: datetime
) -> datetime:
    """When a person will have looked, at the latest (UTC).

    While somebody is there: the end of that day's hours. Else: the next time they begin. The hours
    are those of the practice, in its zone; there_on are weekdays, 0 is Monday.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    for days in range(8):
        day = today + timedelta(days=days)
        if day.weekday() not in there_on:
            continue
        begins = instant(on_date=day, wall_time=there_from, zone=zone)
        ends = instant(on_date=day, wall_time=there_until, zone=zone)
        if now < begins:
            return begins
        if now < ends:
            return ends
    return now + timedelta(days=7)  # a practice that is never there cannot be written down
