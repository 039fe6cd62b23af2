"""What each act about reminders needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from datetime import time
from typing import Any

from reviews.reminders import plans
from reviews.reminders.steps import EVERY_STEP
from tests.laws.acts import Act, Stage


def _stopped(s: Stage) -> Any:
    s.as_(s.eli, lambda: plans.stop_reminders(actor=s.eli, engagement=s.engagement, now=s.now))
    return s.engagement


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.reminders.plans.change_plan": lambda s: s.engagement,
    "reviews.reminders.plans.stop_reminders": lambda s: s.engagement,
    "reviews.reminders.plans.start_reminders": _stopped,
    "reviews.reminders.plans.stop_by_link": lambda s: s.engagement,
}

ACTS: dict[str, Act] = {
    "reviews.reminders.plans.change_plan": Act(
        lambda s: s.as_(
            s.eli,
            lambda: plans.change_plan(
                actor=s.eli,
                engagement=s.ready,
                steps=EVERY_STEP,
                not_on=[2],
                own_times=(time(10), time(12)),
                now=s.now,
            ),
        ),
        ("choose_reminders",),
    ),
    "reviews.reminders.plans.stop_reminders": Act(
        lambda s: s.as_(
            s.eli, lambda: plans.stop_reminders(actor=s.eli, engagement=s.ready, now=s.now)
        ),
        ("stop_reminders",),
    ),
    "reviews.reminders.plans.start_reminders": Act(
        lambda s: s.as_(
            s.eli, lambda: plans.start_reminders(actor=s.eli, engagement=s.ready, now=s.now)
        ),
        ("start_reminders",),
    ),
    "reviews.reminders.plans.stop_by_link": Act(
        lambda s: plans.stop_by_link(engagement_id=s.ready.id), ("stop_reminders",)
    ),
}
