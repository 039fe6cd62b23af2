"""What each act about who works with a client needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from accounts.access import acting_as_system
from reviews.assignments import actions
from tests import covers
from tests.laws.acts import PART_OF, Act, Stage


def _asked(s: Stage) -> Any:
    return covers.ask(s.cast, s.engagement.id, now=s.now)


def _agreed(s: Stage) -> Any:
    cover = _asked(s)
    covers.agree(s.cast, cover, now=s.now)
    return cover


def _settled(s: Stage) -> None:
    with acting_as_system("sweep"):
        actions.settle_covers()


def _days(s: Stage) -> Any:
    first, last = (covers.day(s.cast, n, now=s.now) for n in (covers.FIRST, covers.LAST))
    return s.as_(
        s.dana, lambda: actions.days_as_moments(actor=s.dana, first=first, last=last, now=s.now)
    )


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.assignments.actions.ask_cover": lambda s: s.engagement,
    "reviews.assignments.actions.agree_to_cover": _asked,
    "reviews.assignments.actions.decline_cover": _asked,
    "reviews.assignments.actions.end_cover": _agreed,
}
ACTS: dict[str, Act] = {
    "reviews.assignments.actions.ask_cover": Act(_asked, ("ask_cover",)),
    "reviews.assignments.actions.agree_to_cover": Act(
        lambda s: covers.agree(s.cast, s.ready, now=s.now), ("agree_to_cover",)
    ),
    "reviews.assignments.actions.decline_cover": Act(
        lambda s: s.as_(s.mo, lambda: actions.decline_cover(actor=s.mo, cover=s.ready, now=s.now)),
        ("decline_cover",),
    ),
    "reviews.assignments.actions.end_cover": Act(
        lambda s: covers.end(s.cast, s.ready, now=s.now), ("end_cover",)
    ),
    "reviews.assignments.actions.settle_covers": Act(
        _settled, why="the sweep only marks what the clock has ended; the row says when"
    ),
    "reviews.assignments.actions.days_as_moments": Act(_days, why=PART_OF.format("ask_cover")),
}
