"""The clinician's lists: Today, People. The other pages of the desk have modules of their own.

Lists open names and one working line each, no narrative.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from accounts.access import Actor
from accounts.models import Membership
from accounts.queries import get_organization, last_read, list_introduced_clients
from reviews.agreements import queries as agreements
from reviews.agreements.models import Agreement
from reviews.checkins import queries as checkins
from reviews.checkins.models import CheckIn
from reviews.checkins.rules import HELD
from reviews.desk import rules
from reviews.desk.waiting import Waiting, find_waiting
from reviews.engagements import queries as engagements
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen
from reviews.journal import queries as journal

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
    waiting: bool  # a shared reflection
    also: tuple[str, ...] = ()  # what else, in the order of Waiting.open_between


@dataclass(frozen=True, slots=True)
class Today:
    shared: list[Shared]
    ready_to_begin: list[Membership]
    offered: list[Answered]
    next_checkins: list[tuple[EngagementSeen, CheckIn]]
    ahead: list[tuple[EngagementSeen, list[CheckIn]]]
    people: list[Person]
    waiting: Waiting = field(default_factory=Waiting)
    seen: dict[UUID, EngagementSeen] = field(default_factory=dict)
    to_settle: list[CheckIn] = field(default_factory=list)  # left for the practice's days
    talks: list[EngagementSeen] = field(default_factory=list)  # before anything is offered


def today(*, actor: Actor, now: datetime) -> Today:
    """The clinician's day: what needs a look, who is next, everybody they work with."""
    seen = engagements.list_engagements(actor=actor, states=CURRENT)
    active = [e for e in seen if e.state == Engagement.ACTIVE]
    by_id = {e.id: e for e in seen}
    all_checkins = checkins.list_checkins(actor=actor, engagement_ids=[e.id for e in active])
    entries = journal.list_entries(actor=actor, engagement_ids=[e.id for e in active])
    lines = agreements.working_on(actor=actor, engagement_ids=[e.id for e in seen])
    shared = _waiting_reflections(actor, by_id, all_checkins, entries)
    ahead = [c for c in all_checkins if now <= c.due_at <= now + AHEAD and rules.lies_ahead(c)]
    taken = {e.client_id for e in seen}
    # Words may be said after the end, so what waits is asked of everybody.
    every = list(Engagement.objects.visible_to(actor).values_list("id", flat=True))
    waiting = find_waiting(actor=actor, engagement_ids=every, checkins=all_checkins, now=now)
    waiting, to_settle = _left(actor, waiting, by_id, now)
    for engagement_id in waiting.engagement_ids - by_id.keys():  # ended ones, and seldom
        by_id[engagement_id] = engagements.see_engagement(actor=actor, engagement_id=engagement_id)
    return Today(
        shared=shared,
        ready_to_begin=[m for m in list_introduced_clients(actor=actor) if m.user_id not in taken],
        talks=[e for e in seen if e.state == Engagement.PROPOSED and e.id not in lines],
        offered=_offered(actor, seen),
        next_checkins=[(by_id[c.engagement_id], c) for c in ahead[:3]],
        ahead=[(e, [c for c in ahead if c.engagement_id == e.id]) for e in active],
        people=_people(seen, lines, all_checkins, shared, waiting),
        waiting=waiting,
        seen=by_id,
        to_settle=to_settle,
    )


def _left(
    actor: Actor, waiting: Waiting, by_id: dict[UUID, EngagementSeen], now: datetime
) -> tuple[Waiting, list[CheckIn]]:
    """What nobody has settled for days, apart from what is to log. Whoever covers sees only that."""
    practice = get_organization(actor=actor)
    own = timedelta(days=practice.look_after_days)
    covering = timedelta(days=practice.cover_looks_after_days)
    to_log, to_settle = [], []
    for checkin in waiting.to_log:
        covers = by_id[checkin.engagement_id].clinician_id != actor.user_id
        if rules.left_since(checkin, after=covering if covers else own, now=now):
            to_settle.append(checkin)
        elif not covers:
            to_log.append(checkin)
    return replace(waiting, to_log=to_log), to_settle


def people(*, actor: Actor, now: datetime) -> tuple[list[Person], list[Person], list[Membership]]:
    """Current people, people whose work has ended, and clients ready to begin."""
    seen = engagements.list_engagements(actor=actor)
    ids = [e.id for e in seen]
    lines = agreements.working_on(actor=actor, engagement_ids=ids)
    entries = journal.list_entries(actor=actor, engagement_ids=ids)
    all_checkins = checkins.list_checkins(actor=actor, engagement_ids=ids)
    shared = _waiting_reflections(actor, {e.id: e for e in seen}, all_checkins, entries)
    waiting = find_waiting(actor=actor, engagement_ids=ids, checkins=all_checkins, now=now)
    listed = _people(seen, lines, all_checkins, shared, waiting)
    taken = {e.client_id for e in seen if e.state in CURRENT}
    ready = [m for m in list_introduced_clients(actor=actor) if m.user_id not in taken]
    return (
        [p for p in listed if p.engagement.state in CURRENT],
        [p for p in listed if p.engagement.state not in CURRENT],
        ready,
    )


def _waiting_reflections(
    actor: Actor,
    by_id: dict[UUID, EngagementSeen],
    all_checkins: list[CheckIn],
    entries: list[journal.EntryHead],
) -> list[Shared]:
    leads = checkins.led_to(checkins=all_checkins)  # what was written for a moved time, too
    waiting = {id_: c for id_, c in leads.items() if c.state == CheckIn.SHARED}
    found = [e for e in entries if e.checkin_id in waiting and e.shared_at is not None]
    chains = {e.engagement_id for e in found}
    read = last_read(actor=actor, object_ids=[e.id for e in found], chains=chains)
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


def _offered(actor: Actor, seen: list[EngagementSeen]) -> list[Answered]:
    by_id = {e.id: e for e in seen}
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
    waits: Waiting,
) -> list[Person]:
    also = waits.open_between()
    # In order of time, so that the last one of each engagement stays.
    talked = {c.engagement_id: c.due_at for c in all_checkins if c.state in HELD}
    waiting = {s.engagement.id for s in shared}
    return [
        Person(
            engagement=e,
            working_on=lines.get(e.id, ""),
            last_talked_at=talked.get(e.id),
            waiting=e.id in waiting,
            also=tuple(also.get(e.id, ())),
        )
        for e in seen
    ]
