"""Telling people, and what they were told: no acts of their own; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.engagements import telling
from reviews.reminders import delivered
from tests.laws.acts import Act, Stage

PART = "part of the act that tells"


def _told(s: Stage) -> dict[str, Any]:
    return {"key": "a key", "engagement": s.ready, "subject_id": s.ready.id, "now": s.now}


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.engagements.telling.tell": lambda s: s.engagement,
    "reviews.engagements.telling.tell_clinicians": lambda s: s.engagement,
    "reviews.engagements.telling.tell_other": lambda s: s.engagement,
}

ACTS: dict[str, Act] = {
    "reviews.engagements.telling.tell": Act(
        lambda s: s.as_(s.dana, lambda: telling.tell(recipient_id=s.ready.client_id, **_told(s))),
        why=PART,
    ),
    "reviews.engagements.telling.tell_clinicians": Act(
        lambda s: s.as_(s.eli, lambda: telling.tell_clinicians(**_told(s))), why=PART
    ),
    "reviews.engagements.telling.tell_other": Act(
        lambda s: s.as_(s.eli, lambda: telling.tell_other(actor=s.eli, **_told(s))), why=PART
    ),
    "reviews.reminders.delivered.list_deliveries": Act(
        lambda s: s.as_(s.eli, lambda: delivered.list_deliveries(actor=s.eli, now=s.now)),
        why="reads one's own rows of the outbox, which hold no words",
    ),
}
