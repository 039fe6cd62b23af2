"""The pages that look across rooms: Today, People, Your page, Timeline, Who has looked.

Lists open names and one working line each, no narrative.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts.access import Actor
from accounts.models import Membership
from accounts.queries import Event, list_events, list_introduced_clients, read_by, staff_name
from reviews.agreements import queries as agreements
from reviews.agreements.models import Agreement
from reviews.checkins import queries as checkins
from reviews.checkins.models import CheckIn
from reviews.engagements import queries as engagements
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen
from reviews.journal import queries as journal
from reviews.limits import queries as limits

CURRENT = frozenset({Engagement.PROPOSED, Engagement.ACTIVE})
AHEAD = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Shared:
    """A reflection that waits for the clinician."""

    engagement: EngagementSeen
    entry_id: UUID
    checkin: CheckIn
    shared_at: datetime
    was_read: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """An offer the client said no to, or has not answered yet."""

    engagement: EngagementSeen
    agreement_id: UUID
    offered_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """One line of "Your people"."""

    engagement: EngagementSeen
    working_on: str
    last_shared_at: datetime | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class Today:
    shared: list[Shared]
    ready_to_begin: list[Membership]
    offered: list[Answered]
    next_checkins: list[tuple[EngagementSeen, CheckIn]]
    ahead: list[tuple[EngagementSeen, list[CheckIn]]]
    people: list[Person]


@dataclass(frozen=True, slots=True)
class YourPage:
    """What the client sees first."""

    engagement: EngagementSeen | None
    offered_agreement_id: UUID | None
    limits_acknowledged: bool
    open_checkin: CheckIn | None
    draft_id: UUID | None
    next_checkins: list[CheckIn]
    shared: list[journal.EntryHead]


@dataclass(frozen=True, slots=True)
class Step:
    """One event of the timeline: what, when, by whom; never a narrative."""

    kind: str  # agreement | checkin | reflection | limits | ending
    at: datetime
    title: str
    by: str
    ahead: bool
    link_id: UUID | None  # an entry that can be read, else None


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of "Who has looked"."""

    at: datetime
    who: str
    role: str
    verb: str
    object_kind: str


def today(*, actor: Actor, now: datetime) -> Today:
    """The clinician's day: what needs a look, who is next, everybody they work with."""
    seen = engagements.list_engagements(actor=actor, states=CURRENT)
    active = [e for e in seen if e.state == Engagement.ACTIVE]
    by_id = {e.id: e for e in seen}
    all_checkins = checkins.list_checkins(actor=actor, engagement_ids=[e.id for e in active])
    entries = journal.list_entries(actor=actor, engagement_ids=[e.id for e in active])
    lines = agreements.working_on(actor=actor, engagement_ids=list(by_id))
    shared = _waiting_reflections(actor, by_id, all_checkins, entries)
    ahead = [c for c in all_checkins if now <= c.due_at <= now + AHEAD and _lies_ahead(c)]
    taken = {e.client_id for e in seen}
    return Today(
        shared=shared,
        ready_to_begin=[m for m in list_introduced_clients(actor=actor) if m.user_id not in taken],
        offered=_offered(actor, [e for e in seen if e.state == Engagement.PROPOSED]),
        next_checkins=[(by_id[c.engagement_id], c) for c in ahead[:3]],
        ahead=[(e, [c for c in ahead if c.engagement_id == e.id]) for e in active],
        people=[_person(e, lines, entries, shared) for e in seen],
    )


def people(*, actor: Actor) -> tuple[list[Person], list[Person], list[Membership]]:
    """Current people, people whose work has ended, and clients ready to begin."""
    seen = engagements.list_engagements(actor=actor)
    ids = [e.id for e in seen]
    lines = agreements.working_on(actor=actor, engagement_ids=ids)
    entries = journal.list_entries(actor=actor, engagement_ids=ids)
    all_checkins = checkins.list_checkins(actor=actor, engagement_ids=ids)
    shared = _waiting_reflections(actor, {e.id: e for e in seen}, all_checkins, entries)
    listed = [_person(e, lines, entries, shared) for e in seen]
    taken = {e.client_id for e in seen if e.state in CURRENT}
    ready = [m for m in list_introduced_clients(actor=actor) if m.user_id not in taken]
    return (
        [p for p in listed if p.engagement.state in CURRENT],
        [p for p in listed if p.engagement.state not in CURRENT],
        ready,
    )


def your_page(*, actor: Actor, now: datetime) -> YourPage:
    """The client's own page."""
    engagement = engagements.current_engagement(actor=actor)
    if engagement is None:
        return YourPage(None, None, False, None, None, [], [])
    found = Engagement.objects.get(id=engagement.id)
    agreement = agreements.latest_agreement(actor=actor, engagement_id=engagement.id)
    offered = agreement is not None and agreement.state == Agreement.OFFERED
    listed = checkins.list_checkins(actor=actor, engagement_ids=[engagement.id])
    # An earlier one that still waits comes first: nothing written late is refused.
    waiting = [c for c in listed if c.state == CheckIn.OPEN]
    open_checkin = waiting[0] if waiting else None
    draft_id = None
    if open_checkin is not None:
        draft_id = journal.find_draft_for(actor=actor, checkin_id=open_checkin.id)
    entries = journal.list_entries(actor=actor, engagement_ids=[engagement.id])
    return YourPage(
        engagement=engagement,
        offered_agreement_id=agreement.id if agreement is not None and offered else None,
        limits_acknowledged=limits.has_acknowledged(engagement=found),
        open_checkin=open_checkin,
        draft_id=draft_id,
        next_checkins=[c for c in listed if c.due_at > now and _lies_ahead(c)][:3],
        shared=[e for e in entries if e.shared_at is not None],
    )


def timeline(*, actor: Actor, engagement: EngagementSeen, now: datetime) -> list[Step]:
    """Every step so far, newest first, with what lies ahead on top. Never a narrative."""
    ids = [engagement.id]
    client, clinician = engagement.short_name, engagement.clinician_name
    steps: list[Step] = []
    for agreement in agreements.list_agreements(actor=actor, engagement_ids=ids):
        steps.append(
            Step("agreement", agreement.created_at, "Agreement offered", clinician, False, None)
        )
        if agreement.answered_at is not None:
            by = clinician if agreement.state == Agreement.WITHDRAWN else client
            title = f"Agreement {agreement.state}"
            steps.append(Step("agreement", agreement.answered_at, title, by, False, None))
    found = engagements.get_engagement(actor=actor, engagement_id=engagement.id)
    acknowledged = limits.acknowledged_at(engagement=found)
    if acknowledged is not None:
        steps.append(
            Step("limits", acknowledged, "Limits of confidentiality read", client, False, None)
        )
    for checkin in checkins.list_checkins(actor=actor, engagement_ids=ids):
        if checkin.state == CheckIn.CANCELED:
            continue
        ahead = checkin.due_at > now and _lies_ahead(checkin)
        with_whom = f"with {clinician}" if actor.user_id == engagement.client_id else ""
        title = "Check-in" if checkin.state != CheckIn.DISCUSSED else "Check-in, talked over"
        steps.append(Step("checkin", checkin.due_at, title, with_whom, ahead, None))
    for entry in journal.list_entries(actor=actor, engagement_ids=ids):
        if entry.shared_at is not None:
            steps.append(
                Step("reflection", entry.shared_at, "Reflection shared", client, False, entry.id)
            )
    if engagement.ended_at is not None and engagement.state == Engagement.ENDED:
        steps.append(
            Step("ending", engagement.ended_at, "The work together ended", "", False, None)
        )
    return sorted(steps, key=lambda step: step.at, reverse=True)


READING_VERBS = frozenset({"read"})


def access_record(*, actor: Actor, engagement: EngagementSeen) -> list[Reading]:
    """Who read what and when, newest first. The client's own readings are among them."""
    found = engagements.get_engagement(actor=actor, engagement_id=engagement.id)
    events = list_events(chain=engagement.id, verbs=READING_VERBS)
    names: dict[UUID, str] = {}
    for event in events:
        if event.actor_id is not None and event.actor_id not in names:
            names[event.actor_id] = staff_name(
                organization_id=found.organization_id, user_id=event.actor_id
            )
    return [_reading(event, names, client_id=engagement.client_id) for event in events]


def _reading(event: Event, names: dict[UUID, str], *, client_id: UUID) -> Reading:
    who = "The service"
    if event.actor_id == client_id:
        who = "You"
    elif event.actor_id is not None:
        who = names.get(event.actor_id) or "Somebody who has left"
    return Reading(event.at, who, event.role, event.verb, event.object_kind)


def _lies_ahead(checkin: CheckIn) -> bool:
    return checkin.state in (CheckIn.SCHEDULED, CheckIn.OPEN, CheckIn.SHARED)


def _waiting_reflections(
    actor: Actor,
    by_id: dict[UUID, EngagementSeen],
    all_checkins: list[CheckIn],
    entries: list[journal.EntryHead],
) -> list[Shared]:
    waiting = {c.id: c for c in all_checkins if c.state == CheckIn.SHARED}
    found = [e for e in entries if e.checkin_id in waiting and e.shared_at is not None]
    read = read_by(actor=actor, object_ids=[e.id for e in found])
    return sorted(
        (
            Shared(
                engagement=by_id[e.engagement_id],
                entry_id=e.id,
                checkin=waiting[e.checkin_id],
                shared_at=e.shared_at,
                was_read=e.id in read,
            )
            for e in found
            if e.checkin_id is not None and e.shared_at is not None
        ),
        key=lambda shared: (shared.was_read, shared.shared_at),
    )


def _offered(actor: Actor, proposed: list[EngagementSeen]) -> list[Answered]:
    by_id = {e.id: e for e in proposed}
    heads = agreements.list_agreements(actor=actor, engagement_ids=list(by_id))
    return [
        Answered(by_id[a.engagement_id], a.id, a.created_at)
        for a in heads
        if a.state == Agreement.OFFERED
    ]


def _person(
    engagement: EngagementSeen,
    lines: dict[UUID, str],
    entries: list[journal.EntryHead],
    shared: list[Shared],
) -> Person:
    dates = [
        e.shared_at for e in entries if e.engagement_id == engagement.id and e.shared_at is not None
    ]
    return Person(
        engagement=engagement,
        working_on=lines.get(engagement.id, ""),
        last_shared_at=max(dates) if dates else None,
        waiting=any(s.engagement.id == engagement.id for s in shared),
    )
