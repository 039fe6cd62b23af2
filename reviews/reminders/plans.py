"""The client's choice of reminders: which, when, none for now."""

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from accounts import audit, doors
from accounts.access import Actor, NotAllowed, WrongState, acting_as_system
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.reminders.models import ReminderPlan


def change_plan(  # noqa: PLR0913 - the choices of one page
    *,
    actor: Actor,
    engagement: Engagement,
    steps: Iterable[str],
    not_on: Iterable[int],
    own_times: tuple[time, time] | None,
    now: datetime,
) -> None:
    """Choose which reminders come, and when. It holds for what has not been sent.

    steps      names of steps.STEPS. not_on: weekdays without mail, beside the practice's.
    own_times  from and until, within the practice's; None: the practice's own.
    Raises NotAllowed for anybody but the client.
    """
    own_from, own_until = own_times or (None, None)
    plan = _own_plan(actor, engagement, now=now)
    ReminderPlan.objects.filter(id=plan.id).update(
        steps=sorted(steps), not_on=sorted(not_on), own_from=own_from, own_until=own_until
    )
    _record(plan, verb="choose_reminders")


def stop_reminders(*, actor: Actor, engagement: Engagement, now: datetime) -> None:
    """No reminder from now on. Raises NotAllowed, WrongState if they were stopped before."""
    _switch(actor, engagement, stopped_at=now, now=now)


def start_reminders(*, actor: Actor, engagement: Engagement, now: datetime) -> None:
    """Reminders come again, as chosen. Raises NotAllowed, WrongState if they come already."""
    _switch(actor, engagement, stopped_at=None, now=now)


def stop_by_link(*, engagement_id: UUID) -> None:
    """What the link in a reminder does, whoever follows it: no reminder from now on.

    An engagement that does not exist, and one whose reminders were stopped before, change nothing.
    """
    with acting_as_system("stop_mails"), transaction.atomic():
        plan_id = doors.stop_reminders(engagement_id=engagement_id)
        if plan_id is not None:
            audit.record(
                verb="stop_reminders",
                object_kind="reminder_plan",
                object_id=plan_id,
                chain=engagement_id,
            )


def _switch(
    actor: Actor, engagement: Engagement, *, stopped_at: datetime | None, now: datetime
) -> None:
    plan = _own_plan(actor, engagement, now=now)
    stops = stopped_at is not None
    if not ReminderPlan.objects.filter(id=plan.id, stopped_at__isnull=stops).update(
        stopped_at=stopped_at
    ):
        raise WrongState
    _record(plan, verb="stop_reminders" if stops else "start_reminders")


def _own_plan(actor: Actor, engagement: Engagement, *, now: datetime) -> ReminderPlan:
    """The row, made where there was none: until then what holds by itself was enough."""
    if not engagement_rules.is_client(actor, engagement):
        raise NotAllowed
    plan, _ = ReminderPlan.objects.get_or_create(
        engagement=engagement, defaults={"author_id": actor.user_id, "created_at": now}
    )
    return plan


def _record(plan: ReminderPlan, *, verb: str) -> None:
    audit.record(
        verb=verb, object_kind="reminder_plan", object_id=plan.id, chain=plan.engagement_id
    )
