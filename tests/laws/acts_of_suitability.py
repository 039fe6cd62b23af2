"""What each act of talking before an agreement needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.journal.queries import open_draft
from reviews.suitability import actions
from tests.first_talks import opened
from tests.laws.acts import Act, Stage
from tests.writings import draft


def _talk(s: Stage) -> Any:
    return opened(s.dana, s.eli, now=s.now)


def _account(s: Stage) -> Any:
    return draft(s.dana, _talk(s).id, "suitability", now=s.now)


def _sign(s: Stage) -> Any:
    seen = open_draft(actor=s.dana, entry_id=s.ready.id).digest
    return actions.sign_account(
        actor=s.dana, entry=s.ready, seen=seen, authenticated_at=s.now, now=s.now
    )


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.suitability.actions.begin_account": _talk,
    "reviews.suitability.actions.sign_account": _account,
    "reviews.suitability.actions.decline": _talk,
}

ACTS: dict[str, Act] = {
    "reviews.suitability.actions.open_talk": Act(lambda s: _talk(s), ("open_engagement",)),
    "reviews.suitability.actions.begin_account": Act(
        lambda s: s.as_(
            s.dana, lambda: actions.begin_account(actor=s.dana, engagement=s.ready, now=s.now)
        ),
        why="a draft is nobody else's to know of",
    ),
    "reviews.suitability.actions.sign_account": Act(
        lambda s: s.as_(s.dana, lambda: _sign(s)), ("sign",)
    ),
    "reviews.suitability.actions.decline": Act(
        lambda s: s.as_(
            s.dana,
            lambda: actions.decline(
                actor=s.dana, engagement=s.ready, referral="Ask at the desk.", now=s.now
            ),
        ),
        ("withdraw",),
    ),
}
