"""The pages that look across rooms: Today, People, Your page, Timeline, Who has looked.

Lists open names and one working line each, no narrative.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.access import Actor
from accounts.models import Membership
from accounts.queries import Event, list_events, list_introduced_clients, read_by, staff_name
from reviews.agreements import queries as agreements
from reviews.agreements.models import Agreement
from reviews.checkins import queries as checkins
from reviews.checkins.models import Cadence, CheckIn
from reviews.engagements import queries as engagements
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen
from reviews.journal import queries as journal
from reviews.limits import queries as limits
from tracker.lib.dates import month_day

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
    last_talked_at: datetime | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class Today:
    shared: list[Shared]
    to_note: list[tuple[EngagementSeen, CheckIn]]  # past, and nobody has said how it went
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
    draft_id: UUID | None  # of the open check-in
    also_open: list[CheckIn]  # earlier ones: nothing written late is refused
    other_drafts: list[journal.EntryHead]  # begun for a check-in that has been talked over since
    next_checkins: list[CheckIn]
    shared: list[journal.EntryHead]
    cadence: Cadence | None
    days: dict[UUID, date]  # check-in id → its day


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One engagement as its clinician sees it; no narrative."""

    engagement: EngagementSeen
    working_on: str
    agreement: Agreement | None
    cadence: Cadence | None
    next_checkins: list[CheckIn]
    to_note: list[CheckIn]
    shared: list[tuple[journal.EntryHead, date | None, bool]]  # with its day, and whether read


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
    for_day: date | None  # the check-in's, for a reflection


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
        to_note=[(by_id[c.engagement_id], c) for c in all_checkins if _is_past(c, now)],
        ready_to_begin=[m for m in list_introduced_clients(actor=actor) if m.user_id not in taken],
        offered=_offered(actor, [e for e in seen if e.state == Engagement.PROPOSED]),
        next_checkins=[(by_id[c.engagement_id], c) for c in ahead[:3]],
        ahead=[(e, [c for c in ahead if c.engagement_id == e.id]) for e in active],
        people=_people(seen, lines, all_checkins, shared),
    )


def people(*, actor: Actor) -> tuple[list[Person], list[Person], list[Membership]]:
    """Current people, people whose work has ended, and clients ready to begin."""
    seen = engagements.list_engagements(actor=actor)
    ids = [e.id for e in seen]
    lines = agreements.working_on(actor=actor, engagement_ids=ids)
    entries = journal.list_entries(actor=actor, engagement_ids=ids)
    all_checkins = checkins.list_checkins(actor=actor, engagement_ids=ids)
    shared = _waiting_reflections(actor, {e.id: e for e in seen}, all_checkins, entries)
    listed = _people(seen, lines, all_checkins, shared)
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
        return YourPage(None, None, False, None, None, [], [], [], [], None, {})
    found = Engagement.objects.get(id=engagement.id)
    agreement = agreements.latest_agreement(actor=actor, engagement_id=engagement.id)
    offered = agreement is not None and agreement.state == Agreement.OFFERED
    listed = checkins.list_checkins(actor=actor, engagement_ids=[engagement.id])
    entries = journal.list_entries(actor=actor, engagement_ids=[engagement.id])
    drafts = [e for e in entries if e.shared_at is None]
    open_checkin, also_open = _to_write_for(listed, drafts, now)
    open_id = open_checkin.id if open_checkin is not None else None
    return YourPage(
        engagement=engagement,
        offered_agreement_id=agreement.id if agreement is not None and offered else None,
        limits_acknowledged=limits.has_acknowledged(engagement=found),
        open_checkin=open_checkin,
        draft_id=next((e.id for e in drafts if e.checkin_id == open_id), None),
        also_open=also_open,
        other_drafts=[e for e in drafts if e.checkin_id != open_id],
        next_checkins=[c for c in listed if c.due_at > now and _lies_ahead(c)][:3],
        shared=[e for e in entries if e.shared_at is not None],
        cadence=checkins.get_cadence(engagement_id=engagement.id),
        days={c.id: c.on_date for c in listed},
    )


def person(*, actor: Actor, engagement_id: UUID, now: datetime) -> PersonPage:
    """The clinician's page of one engagement. Raises NotFound."""
    engagement = engagements.see_engagement(actor=actor, engagement_id=engagement_id)
    ids = [engagement_id]
    listed = checkins.list_checkins(actor=actor, engagement_ids=ids)
    days = {c.id: c.on_date for c in listed}
    entries = journal.list_entries(actor=actor, engagement_ids=ids)
    read = read_by(actor=actor, object_ids=[e.id for e in entries], chains={engagement_id})
    return PersonPage(
        engagement=engagement,
        working_on=agreements.working_on(actor=actor, engagement_ids=ids).get(engagement_id, ""),
        agreement=agreements.latest_agreement(actor=actor, engagement_id=engagement_id),
        cadence=checkins.get_cadence(engagement_id=engagement_id),
        next_checkins=[c for c in listed if c.due_at > now and _lies_ahead(c)][:3],
        to_note=[c for c in listed if _is_past(c, now)],
        shared=[
            (e, days.get(e.checkin_id) if e.checkin_id else None, e.id in read) for e in entries
        ],
    )


def timeline(*, actor: Actor, engagement: EngagementSeen, now: datetime) -> list[Step]:
    """Every step so far, newest first, with what lies ahead on top. Never a narrative."""
    ids = [engagement.id]
    client, clinician = engagement.short_name, engagement.clinician_name
    steps: list[Step] = []
    days: dict[UUID, date] = {}
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
        other = clinician if actor.user_id == engagement.client_id else client
        met = "Talked" if checkin.state == CheckIn.DISCUSSED else "Check-in"
        steps.append(Step("checkin", checkin.due_at, f"{met} with {other}", "", ahead, None))
        days[checkin.id] = checkin.on_date
    for entry in journal.list_entries(actor=actor, engagement_ids=ids):
        if entry.shared_at is not None:
            day = days.get(entry.checkin_id) if entry.checkin_id else None
            title = f"For the check-in on {month_day(day)}" if day else "Shared"
            steps.append(Step("reflection", entry.shared_at, title, client, False, entry.id))
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
    ids = [engagement.id]
    on = {c.id: c.on_date for c in checkins.list_checkins(actor=actor, engagement_ids=ids)}
    days = {
        e.id: on.get(e.checkin_id) if e.checkin_id else None
        for e in journal.list_entries(actor=actor, engagement_ids=ids)
    }
    return [
        _reading(event, names, client_id=engagement.client_id, for_day=days.get(event.object_id))
        for event in events
    ]


def _reading(
    event: Event, names: dict[UUID, str], *, client_id: UUID, for_day: date | None
) -> Reading:
    who = "The service"
    if event.actor_id == client_id:
        who = "You"
    elif event.actor_id is not None:
        who = names.get(event.actor_id) or "Somebody who has left"
    return Reading(event.at, who, event.role, event.verb, event.object_kind, for_day)


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
    chains = {e.engagement_id for e in found}
    read = read_by(actor=actor, object_ids=[e.id for e in found], chains=chains)
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


def _people(
    seen: list[EngagementSeen],
    lines: dict[UUID, str],
    all_checkins: list[CheckIn],
    shared: list[Shared],
) -> list[Person]:
    # In order of time, so that the last one of each engagement stays.
    talked = {c.engagement_id: c.due_at for c in all_checkins if c.state == CheckIn.DISCUSSED}
    waiting = {s.engagement.id for s in shared}
    return [
        Person(
            engagement=e,
            working_on=lines.get(e.id, ""),
            last_talked_at=talked.get(e.id),
            waiting=e.id in waiting,
        )
        for e in seen
    ]


def _to_write_for(
    listed: list[CheckIn], drafts: list[journal.EntryHead], now: datetime
) -> tuple[CheckIn | None, list[CheckIn]]:
    """The one check-in to write for, and the other open ones, latest first.

    The one begun already, else the next to come, else the last that has passed.
    """
    waiting = [c for c in listed if c.state == CheckIn.OPEN]
    begun = {e.checkin_id for e in drafts}
    order = [
        *(c for c in waiting if c.id in begun),
        *(c for c in waiting if c.due_at > now),
        *reversed(waiting),
    ]
    if not order:
        return None, []
    return order[0], [c for c in reversed(waiting) if c.id != order[0].id]


def _is_past(checkin: CheckIn, now: datetime) -> bool:
    return checkin.state == CheckIn.OPEN and checkin.due_at < now
