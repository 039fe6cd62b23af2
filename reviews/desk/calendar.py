"""The clinician's own calendar of check-ins: days, times and codes, no names and no words."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.access import Actor
from reviews.checkins import queries as checkins
from reviews.checkins.models import CheckIn
from reviews.engagements.models import Engagement
from tracker.lib import dates

WEEKS = 6
# A state, as a line of a calendar says it; what is ahead needs no word.
STATES: dict[str, str] = {
    CheckIn.SCHEDULED: "",
    CheckIn.OPEN: "",
    CheckIn.SHARED: "written for",
    CheckIn.DISCUSSED: "talked",
    CheckIn.CLOSED: "talked",
    CheckIn.MISSED: "missed",
    CheckIn.NOT_NEEDED: "not needed",
}


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime  # in the reader's zone
    code: str
    engagement_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Week:
    begins: date
    days: list[Day]  # those on which something is


def own_weeks(*, actor: Actor, now: datetime) -> list[Week]:
    """From this week's Monday on; moved and canceled ones left out. Three queries, however many."""
    codes = dict(
        Engagement.objects.visible_to(actor)
        .filter(state=Engagement.ACTIVE)
        .values_list("id", "code")
    )
    today = dates.local(now).date()
    monday = today - timedelta(days=today.weekday())
    by_day: dict[date, list[Line]] = {}
    for checkin in checkins.list_checkins(actor=actor, engagement_ids=list(codes)):
        at = dates.local(checkin.due_at)
        if checkin.state in STATES and monday <= at.date() < monday + timedelta(weeks=WEEKS):
            by_day.setdefault(at.date(), []).append(
                Line(
                    at=at,
                    code=codes[checkin.engagement_id],
                    engagement_id=checkin.engagement_id,
                    state=STATES[checkin.state],
                )
            )
    weeks = []
    for number in range(WEEKS):
        begins = monday + timedelta(weeks=number)
        days = [begins + timedelta(days=n) for n in range(7)]
        weeks.append(Week(begins, [Day(on, by_day[on]) for on in days if on in by_day]))
    return weeks
