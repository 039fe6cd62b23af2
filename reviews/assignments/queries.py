"""Reading who covers for whom. Nothing here is sealed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.access import Actor, NotFound
from accounts.queries import get_organization, list_clinicians, staff_names
from accounts.roles import CLIENT, CLINICIAN
from reviews.assignments import rules
from reviews.assignments.models import Cover
from reviews.engagements.models import Engagement
from reviews.feedback.models import Feedback
from reviews.reports.models import Report
from reviews.sessions.models import SessionLog
from tracker.lib import dates


@dataclass(frozen=True, slots=True)
class CoverSeen:
    """A cover as one of those it concerns sees it. Days are the practice's."""

    id: UUID
    engagement_id: UUID
    code: str
    state: str
    asked_by: str  # a colleague's name; "" for the practice
    colleague: str
    colleague_id: UUID
    first: date
    last: date
    starts_at: datetime
    ends_at: datetime
    by_practice: bool
    colleague_said: bool
    client_said: bool

    @property
    def agreed(self) -> bool:
        return self.state == Cover.AGREED

    def runs(self, now: datetime) -> bool:
        return self.agreed and self.starts_at <= now < self.ends_at


def get_cover(*, actor: Actor, cover_id: UUID) -> Cover:
    """An open one that concerns the actor: the client, a clinician, whoever was asked.

    Raises NotFound.
    """
    found = _mine(actor).filter(id=cover_id, state__in=rules.OPEN).first()
    if found is None:
        raise NotFound
    return found


def see_cover(*, actor: Actor, cover_id: UUID) -> CoverSeen:
    """Raises NotFound."""
    return _seen(actor, [get_cover(actor=actor, cover_id=cover_id)])[0]


def open_cover(*, actor: Actor, engagement_id: UUID, now: datetime) -> CoverSeen | None:
    """The engagement's cover that is asked for, agreed or running."""
    rows = _of_engagements(actor).filter(
        engagement_id=engagement_id, state__in=rules.OPEN, ends_at__gt=now
    )
    return next(iter(_seen(actor, list(rows))), None)


def covers_asked(*, actor: Actor, now: datetime) -> list[CoverSeen]:
    """What colleagues ask of this clinician, and what they have agreed to and has not begun."""
    if actor.role != CLINICIAN:
        return []
    rows = Cover.objects.filter(
        colleague_id=actor.user_id, state__in=rules.OPEN, ends_at__gt=now
    ).order_by("starts_at")
    return [cover for cover in _seen(actor, list(rows)) if not cover.runs(now)]


def colleagues(*, actor: Actor, besides: UUID) -> dict[UUID, str]:
    """The other clinicians of the practice by id, without `besides`: nobody treats themselves."""
    return {
        member.user_id: member.display_name
        for member in list_clinicians(actor=actor)
        if member.user_id not in (actor.user_id, besides)
    }


def unsigned(*, actor: Actor, engagement_id: UUID) -> list[str]:
    """Kinds of the actor's own texts that are begun and not signed: session, feedback, report."""
    drafts = {
        "session": SessionLog.objects.filter(state=SessionLog.DRAFT),
        "feedback": Feedback.objects.filter(state=Feedback.DRAFT),
        "report": Report.objects.filter(state=Report.DRAFT),
    }
    return [
        kind
        for kind, rows in drafts.items()
        if rows.filter(engagement_id=engagement_id, author_id=actor.user_id).exists()
    ]


def today_in(zone: str, *, now: datetime) -> date:
    return dates.local(now, zone=zone).date()


def _of_engagements(actor: Actor) -> QuerySet[Cover]:
    return Cover.objects.filter(engagement__in=Engagement.objects.visible_to(actor).values("id"))


def _mine(actor: Actor) -> QuerySet[Cover]:
    if actor.role == CLIENT:
        return _of_engagements(actor)
    asked = Cover.objects.filter(colleague_id=actor.user_id)
    return (_of_engagements(actor) | asked) if actor.role == CLINICIAN else Cover.objects.none()


def _seen(actor: Actor, rows: list[Cover]) -> list[CoverSeen]:
    if not rows:
        return []
    practice = get_organization(actor=actor)
    people = {p for row in rows for p in (row.colleague_id, row.author_id) if p is not None}
    names = staff_names(organization_id=practice.id, user_ids=people)
    return [
        CoverSeen(
            id=row.id,
            engagement_id=row.engagement_id,
            code=row.code,
            state=row.state,
            asked_by="" if row.by_practice else _name(names, row.author_id),
            colleague=_name(names, row.colleague_id),
            colleague_id=row.colleague_id,
            first=dates.local(row.starts_at, zone=practice.zone).date(),
            last=dates.local(row.ends_at - timedelta(seconds=1), zone=practice.zone).date(),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            by_practice=row.by_practice,
            colleague_said=row.colleague_said_at is not None,
            client_said=row.client_said_at is not None,
        )
        for row in rows
    ]


def _name(names: dict[UUID, str], user_id: UUID | None) -> str:
    return (user_id and names.get(user_id)) or "A colleague"
