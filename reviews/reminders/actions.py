"""The sweep: opens what has come due, makes check-ins ahead, enqueues reminders.

It runs as the system act "sweep", which reaches schedules and no text. It may run twice at once, or
not for a day: each effect has a unique key. Source: docs/architecture.md, "Outbox".
"""

from datetime import datetime, time, timedelta

import structlog
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.actions import enqueue
from reviews.checkins import actions as checkins
from reviews.checkins import moving, pausing, queries, recurrence
from reviews.checkins.ahead import make_ahead
from reviews.checkins.models import CheckIn
from tracker.lib import clock

log = structlog.get_logger()

# When a reminder goes out: days before the check-in's day, and the wall time.
STEPS: tuple[tuple[str, int, time], ...] = (
    ("two_days", 2, time(9, 0)),
    ("same_day", 0, time(9, 0)),
)
WITHIN = timedelta(days=3)


def sweep() -> None:
    """One pass. Each part commits on its own, so that one that fails stops no other."""
    with acting_as_system("sweep"):
        for part in (_end_pauses, _make_ahead, _open_due, _skip_paused, _lapse_moves, _remind):
            try:
                with transaction.atomic():
                    part(now=clock.now())
            except Exception as error:  # noqa: BLE001 - the other parts must still run
                log.error("sweep_part_failed", kind=part.__name__, error=type(error).__name__)


def _end_pauses(*, now: datetime) -> None:
    pausing.end_due_pauses(pauses=queries.pauses_to_end(now=now), now=now)


def _skip_paused(*, now: datetime) -> None:
    pausing.skip_paused(checkins=queries.passed_in_a_pause(now=now), now=now)


def _lapse_moves(*, now: datetime) -> None:
    moving.lapse_moves(moves=queries.moves_to_lapse(now=now), now=now)


def _make_ahead(*, now: datetime) -> None:
    make_ahead(cadences=queries.cadences_to_make_ahead(now=now), now=now)


def _open_due(*, now: datetime) -> None:
    checkins.open_due(checkins=queries.due_to_open(now=now))


def _remind(*, now: datetime) -> None:
    for checkin in queries.due_for_reminder(now=now, within=WITHIN):
        step = step_due(checkin=checkin, now=now)
        if step is not None:
            enqueue(
                key=f"checkin:{checkin.id}:reminder:{step}",
                kind="checkin_reminder",
                recipient_id=checkin.cadence.client_id,
                organization_id=checkin.cadence.organization_id,
                subject_id=checkin.id,
                due_at=now,
            )


def step_due(*, checkin: CheckIn, now: datetime) -> str | None:
    """The latest step whose moment has passed, and only that: never two reminders at once."""
    passed = None
    for name, days, at in STEPS:
        moment = recurrence.instant(
            on_date=checkin.on_date - timedelta(days=days), wall_time=at, zone=checkin.zone
        )
        if moment <= now < checkin.due_at:
            passed = name
    return passed
