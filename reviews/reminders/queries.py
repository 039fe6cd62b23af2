"""Reading plans, and what the sweep and the sender need to know of a check-in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from accounts.models import Membership, Organization
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


def zone_of(*, engagement_id: UUID) -> str:
    """The zone of the engagement's check-ins."""
    cadence = checkins.get_cadence(engagement_id=engagement_id)
    return cadence.zone if cadence is not None else "UTC"


def hours_of(*, plan: Plan, organization: Organization, zone: str) -> Hours:
    """The practice's times, narrowed by the client's own, never beyond what is decent."""
    opens, closes = max(organization.mail_from, EARLIEST), min(organization.mail_until, LATEST)
    own_opens = max(opens, plan.own_from or opens)
    own_closes = min(closes, plan.own_until or closes)
    if own_opens < own_closes:  # else the practice has changed its times since
        opens, closes = own_opens, own_closes
    return Hours(opens, closes, plan.not_on | frozenset(organization.mail_not_on), zone)


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


def to_send(*, checkin_id: UUID, now: datetime) -> CheckIn | None:
    """A check-in as it stands now, with all that could stop its reminder. For the outbox.

    It carries its cadence with client and practice, and says whether it `pauses` and whether the
    client still `belongs` to the practice.
    """
    member = Membership.objects.filter(
        user_id=OuterRef("cadence__client_id"),
        organization_id=OuterRef("cadence__organization_id"),
        ended_at=None,
    )
    return (
        CheckIn.objects.filter(id=checkin_id)
        .select_related("cadence__client", "cadence__organization")
        .annotate(pauses=checkins.in_a_pause(now), belongs=Exists(member))
        .first()
    )


def sent_lately(*, but: Notice, now: datetime) -> list[datetime]:
    """When other reminders went out to the same person; of one being sent: when that began.

    Whoever asks waits for whoever asked about the same person and has not committed yet.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(but.recipient_id)]
        )
    rows = (
        Notice.objects.filter(kind=KIND, recipient_id=but.recipient_id)
        .filter(Q(state=Notice.SENT) | Q(sending_at__isnull=False))
        .filter(Q(settled_at__gt=now - WEEK - DAY) | Q(sending_at__isnull=False))
        .exclude(id=but.id)
        .values_list("settled_at", "sending_at")
    )
    return [at for settled_at, sending_at in rows if (at := settled_at or sending_at)]
