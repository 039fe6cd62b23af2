"""Who has looked: who opened what and when, from the engagement's trail. The client's alone."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.access import Actor
from accounts.queries import Event, list_events, staff_names
from accounts.roles import ADMINISTRATOR, EMPLOYER_CONTACT
from reviews.checkins import queries as checkins
from reviews.engagements import queries as engagements
from reviews.engagements.queries import EngagementSeen
from reviews.feedback.queries import list_feedback
from reviews.journal import queries as journal
from reviews.progress.queries import list_reviews
from reviews.releases.queries import list_permissions
from reviews.releases.terms import RecipientDetails
from reviews.reports.queries import list_reports
from reviews.sessions.queries import list_sessions
from tracker.lib import dates

# What was closed for its reader stands among them: whoever did it is known nowhere else.
READING_VERBS = frozenset({"read", "find", "download", "acknowledge_notice", "close_release"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of "Who has looked". No sequence numbers."""

    at: datetime
    who: str
    role: str  # of accounts.roles; "" for the service itself
    place: str  # a reader's own role and organization; "" for everybody inside
    verb: str  # READING_VERBS
    object_kind: str
    for_day: date | None  # the day the thing is about, where it has one
    number: int | None  # the version of a report
    released_to: str  # whom a release was made for


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lines can be said with: by the id of what was opened."""

    names: dict[UUID, str]
    days: dict[UUID, date]
    numbers: dict[UUID, int]
    readers: dict[UUID, RecipientDetails]


def list_readings(*, actor: Actor, engagement: EngagementSeen, now: datetime) -> list[Reading]:
    """Who read what and when, newest first. The client's own readings are among them."""
    found = engagements.get_engagement(actor=actor, engagement_id=engagement.id)
    events = list_events(chain=engagement.id, verbs=READING_VERBS)
    inside = {e.actor_id for e in events if e.actor_id and e.role != EMPLOYER_CONTACT}
    known = _Known(
        names=staff_names(organization_id=found.organization_id, user_ids=inside),
        days=_days(actor, engagement.id),
        numbers={
            head.id: head.number
            for head in list_reports(actor=actor, engagement_ids=[engagement.id])
        },
        readers={
            release.id: release.recipient
            for permission in list_permissions(actor=actor, engagement_id=engagement.id, now=now)
            for release in permission.releases
        },
    )
    return [_reading(event, known, client_id=engagement.client_id) for event in events]


def _days(actor: Actor, engagement_id: UUID) -> dict[UUID, date]:
    """The day of each thing that has one."""
    ids = [engagement_id]
    on = {c.id: c.on_date for c in checkins.list_checkins(actor=actor, engagement_ids=ids)}
    days = on | {
        entry.id: on[entry.checkin_id]
        for entry in journal.list_entries(actor=actor, engagement_ids=ids)
        if entry.checkin_id in on
    }
    for review in list_reviews(actor=actor, engagement_ids=ids):
        days[review.id] = review.on_date
        days |= {part.id: review.on_date for part in review.parts}
    for session in list_sessions(actor=actor, engagement_ids=ids):
        days[session.id] = session.on_date
    for feedback in list_feedback(actor=actor, engagement_ids=ids):
        if feedback.published_at is not None:
            days[feedback.id] = dates.local(feedback.published_at).date()
    return days


def _reading(event: Event, known: _Known, *, client_id: UUID) -> Reading:
    reader = known.readers.get(event.object_id) if event.object_kind == "release" else None
    by_reader = reader if event.role == EMPLOYER_CONTACT else None
    return Reading(
        at=event.at,
        who=by_reader.name if by_reader else _who(event, known, client_id),
        role=event.role,
        place=", ".join(p for p in (by_reader.role, by_reader.organization) if p)
        if by_reader
        else "",
        verb=event.verb,
        object_kind=event.object_kind,
        for_day=known.days.get(event.object_id),
        number=known.numbers.get(event.object_id),
        released_to=reader.name if reader else "",
    )


def _who(event: Event, known: _Known, client_id: UUID) -> str:
    if event.actor_id == client_id:
        return "You"
    if event.actor_id is None:
        return "The service"
    name = known.names.get(event.actor_id)
    return name or ("The practice" if event.role == ADMINISTRATOR else "Somebody who has left")
