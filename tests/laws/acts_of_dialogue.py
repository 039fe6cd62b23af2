"""What each act of messages and calls needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.calls import actions as calls
from reviews.checkins.queries import get_checkin
from reviews.dialogue import actions as dialogue
from tests.laws.acts import Act, Stage


def _asked(s: Stage) -> Any:
    return s.as_(s.eli, lambda: calls.ask_call(actor=s.eli, engagement=s.engagement, now=s.now))


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.dialogue.actions.send_message": lambda s: s.as_(
        s.dana, lambda: get_checkin(actor=s.dana, checkin_id=s.checkin.id)
    ),
    "reviews.calls.actions.ask_call": lambda s: s.engagement,
    "reviews.calls.actions.note_rung": _asked,
    "reviews.calls.actions.withdraw_call": _asked,
}

ACTS: dict[str, Act] = {
    "reviews.dialogue.actions.send_message": Act(
        lambda s: s.as_(
            s.dana,
            lambda: dialogue.send_message(actor=s.dana, checkin=s.ready, text="Hello.", now=s.now),
        ),
        ("send_message",),
    ),
    "reviews.calls.actions.ask_call": Act(
        lambda s: s.as_(s.eli, lambda: calls.ask_call(actor=s.eli, engagement=s.ready, now=s.now)),
        ("ask_call",),
    ),
    "reviews.calls.actions.note_rung": Act(
        lambda s: s.as_(
            s.dana, lambda: calls.note_rung(actor=s.dana, call_id=s.ready.id, now=s.now)
        ),
        ("note_rung",),
    ),
    "reviews.calls.actions.withdraw_call": Act(
        lambda s: s.as_(
            s.eli, lambda: calls.withdraw_call(actor=s.eli, call_id=s.ready.id, now=s.now)
        ),
        ("withdraw_call",),
    ),
}
