"""Reading plans, and what the sweep and the sender need to know of a check-in."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection

from accounts.models import Organization, User
from accounts.outbox.models import Notice
from reviews.checkins import queries as checkins
from reviews.checkins import recurrence
from reviews.checkins.models import CheckIn
from reviews.reminders.models import ReminderPlan
from reviews.reminders.steps import (
    DAY,
    EARLIEST,
    EVERY_STEP,
    LATEST,
    WEEK,
    Hours,
    Occasion,
    gap_around,
)

KIND = "checkin_reminder"
BEFORE, AFTER = WEEK + DAY, WEEK + DAY  # how far from its time a check-in can be reminded of


@dataclass(frozen=True, slots=True)
class Plan:
    """What was chosen, or what holds where nothing was."""

    steps: frozenset[str] = EVERY_STEP
    not_on: frozenset[int] = frozenset()
    own_from: time | None = None
    own_until: time | None = None
    stopped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToSend:
    """One check-in at the moment of sending, and everything its reminder depends on.

    is_active, belongs  the client's account is open, and they are still with the practice.
    sent  when other reminders went out to them; of one being sent: when that began.
    """

    engagement_id: UUID
    state: str
    occasion: Occasion
    email: str
    is_active: bool
    belongs: bool
    pauses: bool
    short_name: str
    phone: str
    plan: Plan
    hours: Hours
    sent: list[datetime]


def get_plan(*, engagement_id: UUID) -> Plan:
    """The engagement's plan, if the actor may see it; what holds by itself otherwise."""
    return plans_of(engagement_ids=[engagement_id]).get(engagement_id, Plan())


def plans_of(*, engagement_ids: Iterable[UUID]) -> dict[UUID, Plan]:
    """Those that somebody has chosen."""
    return {
        row.engagement_id: Plan(
            steps=frozenset(row.steps),
            not_on=frozenset(row.not_on),
            own_from=row.own_from,
            own_until=row.own_until,
            stopped_at=row.stopped_at,
        )
        for row in ReminderPlan.objects.filter(engagement_id__in=list(engagement_ids))
    }


def hours_of(*, plan: Plan, practice: Organization, zone: str) -> Hours:
    """The practice's times, narrowed by the client's own, never beyond what is decent."""
    opens, closes = max(practice.mail_from, EARLIEST), min(practice.mail_until, LATEST)
    own_opens = max(opens, plan.own_from or opens)
    own_closes = min(closes, plan.own_until or closes)
    if own_opens < own_closes:  # else the practice has changed its times since
        opens, closes = own_opens, own_closes
    return Hours(opens, closes, plan.not_on | frozenset(practice.mail_not_on), zone)


def hours_for(*, client: User, practice: Organization) -> Hours:
    """When mail may reach a client: in the zone of their check-ins, else their own. For the outbox."""
    live = checkins.cadence_of_client(client_id=client.id, organization_id=practice.id)
    if live is None:
        return hours_of(plan=Plan(), practice=practice, zone=client.zone)
    return hours_of(
        plan=get_plan(engagement_id=live.engagement_id), practice=practice, zone=live.zone
    )


def occasion_of(checkin: CheckIn) -> Occasion:
    """What is reminded of. Its cadence must be loaded."""
    return Occasion(
        on_date=checkin.on_date,
        due_at=checkin.due_at,
        zone=checkin.zone,
        form_is_open=checkin.state == CheckIn.OPEN,
        gap=gap_around(recurrence.read(checkin.cadence.phases), checkin.on_date),
    )


def near(*, now: datetime) -> list[CheckIn]:
    """Check-ins of which somebody could be reminded now. For the sweep."""
    return checkins.near(now=now, before=BEFORE, after=AFTER)


def practices() -> dict[UUID, Organization]:
    """All of them, with their settings. For the sweep."""
    return {organization.id: organization for organization in Organization.objects.all()}


def asked_before(*, keys: list[str]) -> set[str]:
    """Which of these have a row in the outbox. For the sweep."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.reminders_asked(%s)", [keys])
        return {key for (key,) in cursor.fetchall()}


def to_send(*, notice: Notice, now: datetime) -> ToSend | None:
    """A check-in as it stands now, with all that could stop its reminder, in one question.

    Whoever asks waits for whoever asked about the same person and has not committed yet. For the
    outbox.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from app.reminder_to_send(%s, %s, %s, %s)",
            [notice.id, notice.subject_id, notice.recipient_id, now],
        )
        row = cursor.fetchone()
    return None if row is None else _read(*row)


def _read(  # noqa: PLR0913 - the columns of app.reminder_to_send
    engagement_id: UUID,
    state: str,
    on_date: date,
    due_at: datetime,
    zone: str,
    phases: str,
    email: str,
    is_active: bool,
    belongs: bool,
    pauses: bool,
    short_name: str,
    phone: str,
    mail_from: time,
    mail_until: time,
    mail_not_on: str,
    steps: str | None,
    not_on: str | None,
    own_from: time | None,
    own_until: time | None,
    stopped_at: datetime | None,
    sent: list[datetime],
) -> ToSend:
    plan = Plan()
    if steps is not None and not_on is not None:
        chosen, never = frozenset(json.loads(steps)), frozenset(json.loads(not_on))
        plan = Plan(chosen, never, own_from, own_until, stopped_at)
    practice = Organization(
        mail_from=mail_from, mail_until=mail_until, mail_not_on=json.loads(mail_not_on)
    )
    gap = gap_around(recurrence.read(json.loads(phases)), on_date)
    return ToSend(
        engagement_id=engagement_id,
        state=state,
        occasion=Occasion(on_date, due_at, zone, state == CheckIn.OPEN, gap),
        email=email,
        is_active=is_active,
        belongs=belongs,
        pauses=pauses,
        short_name=short_name,
        phone=phone,
        plan=plan,
        hours=hours_of(plan=plan, practice=practice, zone=zone),
        sent=sent,
    )
