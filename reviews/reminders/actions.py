"""The sweep: opens what has come due, makes check-ins ahead, enqueues reminders.

It runs as the system act "sweep", which reaches schedules and no text. It may run twice at once, or
not for a day: each effect has a unique key. Source: docs/architecture.md, "Outbox".
"""

from datetime import datetime

import structlog
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.actions import enqueue
from reviews.asides.doors import tell_passed_on
from reviews.assignments import actions as covers
from reviews.assignments import handovers
from reviews.checkins import actions as checkins
from reviews.checkins import moving, pausing
from reviews.checkins import queries as checkin_queries
from reviews.checkins.ahead import make_ahead
from reviews.checkins.models import CheckIn
from reviews.disclosures.doors import disclosures_to_tell
from reviews.ending.queries import follow_ups_coming_up
from reviews.reminders import digest, queries
from reviews.reminders.queries import Plan
from reviews.reminders.steps import goes_at, step_due
from reviews.reports.doors import answers_to_tell
from reviews.reports.rules import told_key
from tracker.lib import clock

log = structlog.get_logger()


def sweep() -> None:
    """One pass. Each part commits on its own, so that one that fails stops no other."""
    with acting_as_system("sweep"):
        for part in PARTS:
            try:
                with transaction.atomic():
                    part(now=clock.now())
            except Exception as error:  # noqa: BLE001 - the other parts must still run
                log.error("sweep_part_failed", kind=part.__name__, error=type(error).__name__)


def key_of(checkin: CheckIn, step: str) -> str:
    """One row for each check-in, step and channel. The sender reads the step in it."""
    return f"checkin:{checkin.id}:reminder:{step}:email"


def _end_pauses(*, now: datetime) -> None:
    pausing.end_due_pauses(pauses=checkin_queries.pauses_to_end(now=now), now=now)


def _skip_paused(*, now: datetime) -> None:
    pausing.skip_paused(checkins=checkin_queries.passed_in_a_pause(now=now), now=now)


def _lapse_moves(*, now: datetime) -> None:
    moving.lapse_moves(moves=checkin_queries.moves_to_lapse(now=now), now=now)


def _settle_covers(*, now: datetime) -> None:
    covers.settle_covers()


def _hand_over(*, now: datetime) -> None:
    handovers.hand_over_due()


def _make_ahead(*, now: datetime) -> None:
    make_ahead(cadences=checkin_queries.cadences_to_make_ahead(now=now), now=now)


def _open_due(*, now: datetime) -> None:
    checkins.open_due(checkins=checkin_queries.due_to_open(now=now))


def _remind(*, now: datetime) -> None:
    due = _due(now=now)
    asked = queries.asked_before(keys=list(due)) if due else set()
    for key, (checkin, at) in due.items():
        if key not in asked:
            enqueue(
                key=key,
                kind=queries.KIND,
                recipient_id=checkin.cadence.client_id,
                organization_id=checkin.cadence.organization_id,
                subject_id=checkin.id,
                due_at=at,
            )


def _week(*, now: datetime) -> None:
    for week in digest.weeks_due(now=now):
        enqueue(
            key=week.key,
            kind=digest.KIND,
            recipient_id=week.user_id,
            organization_id=week.organization_id,
            subject_id=week.membership_id,
            due_at=now,
        )


def _follow_up(*, now: datetime) -> None:
    for row in follow_ups_coming_up(now=now):
        if queries.get_plan(engagement_id=row.engagement_id).stopped_at is None:
            enqueue(
                key=f"followup:{row.id}",
                kind="follow_up",
                recipient_id=row.client_id,
                organization_id=row.organization_id,
                subject_id=row.id,
                due_at=now,
            )


def _shown(*, now: datetime) -> None:
    for row in disclosures_to_tell():
        enqueue(
            key=f"disclosure:{row.id}",
            kind="something_waits",
            recipient_id=row.client_id,
            organization_id=row.organization_id,
            subject_id=row.id,
            due_at=now,
        )


def _answered(*, now: datetime) -> None:
    for row in answers_to_tell():
        enqueue(
            key=told_key(row.id),
            kind="something_waits",
            recipient_id=row.client_id,
            organization_id=row.organization_id,
            subject_id=row.report_id,
            due_at=now,
        )


def _passed_on(*, now: datetime) -> None:
    tell_passed_on()


def _due(*, now: datetime) -> dict[str, tuple[CheckIn, datetime]]:
    """Key → the check-in to remind of, and when: the next opening, if it is a quiet hour."""
    near = queries.near(now=now)
    plans = queries.plans_of(engagement_ids={checkin.engagement_id for checkin in near})
    practices = queries.practices()
    due = {}
    for checkin in near:
        plan = plans.get(checkin.engagement_id, Plan())
        occasion = queries.occasion_of(checkin)
        step = step_due(occasion, chosen=plan.steps, now=now)
        if plan.stopped_at is not None or step is None:
            continue
        hours = queries.hours_of(
            plan=plan, practice=practices[checkin.cadence.organization_id], zone=checkin.zone
        )
        at = goes_at(step, occasion, chosen=plan.steps, hours=hours, sent=(), now=now)
        if at is not None:
            due[key_of(checkin, step.name)] = (checkin, at)
    return due


PARTS = (
    _end_pauses,
    _make_ahead,
    _open_due,
    _skip_paused,
    _lapse_moves,
    _settle_covers,
    _hand_over,
    _remind,
    _week,
    _follow_up,
    _shown,
    _answered,
    _passed_on,
)
