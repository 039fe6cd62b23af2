"""What each act of calendar addresses needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.calendars import actions as calendars
from tests.laws.acts import Act, Stage


def _made(s: Stage) -> Any:
    s.as_(s.eli, lambda: calendars.make_address(actor=s.eli, now=s.now))
    return s.engagement


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.calendars.actions.make_address": lambda s: s.engagement,
    "reviews.calendars.actions.revoke_address": _made,
    "reviews.calendars.actions.hash_token": lambda s: s.engagement,
}

ACTS: dict[str, Act] = {
    "reviews.calendars.actions.make_address": Act(
        lambda s: s.as_(s.eli, lambda: calendars.make_address(actor=s.eli, now=s.now)),
        ("make_calendar_address",),
    ),
    "reviews.calendars.actions.revoke_address": Act(
        lambda s: s.as_(s.eli, lambda: calendars.revoke_address(actor=s.eli, now=s.now)),
        ("revoke_calendar_address",),
    ),
    "reviews.calendars.actions.hash_token": Act(
        lambda s: calendars.hash_token("a token"), why="pure"
    ),
}
