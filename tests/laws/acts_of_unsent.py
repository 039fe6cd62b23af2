"""What each act of texts that were not sent needs and does; see acts.py. None leaves a line."""

from collections.abc import Callable
from typing import Any

from reviews.unfinished import actions as unfinished
from reviews.unsent import actions as unsent
from reviews.unsent.actions import Sent
from reviews.unsent.places import FIRST_OFFER, STEP_BY_CLIENT
from tests.endings import ended
from tests.laws.acts import Act, Stage
from tests.unsent import found_in, type_into

NOT_SENT = "a text that was not sent leaves no trace"


def _typed(s: Stage, *texts: str) -> Any:
    """Eli types; a second text comes from another tab."""
    about = s.engagement.id
    for text in texts:
        type_into(s.eli, STEP_BY_CLIENT, about, about, text, now=s.now)
    return found_in(s.eli, STEP_BY_CLIENT, about).get("text") or s.engagement


def _typed_first(s: Stage) -> Any:
    """Dana types into an offer to Eli, once the work they had is over."""
    ended(s.dana, s.engagement.id, now=s.now)
    type_into(s.dana, FIRST_OFFER, None, s.eli.membership_id, "One.", now=s.now)
    return s.engagement


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.unsent.actions.save_unsent": _typed,
    "reviews.unsent.actions.choose_unsent": lambda s: _typed(s, "One.", "Two."),
    "reviews.unsent.actions.discard_unsent": lambda s: _typed(s, "One."),
    "reviews.unsent.actions.take_unsent": lambda s: _typed(s, "One."),
    "reviews.unsent.actions.carry_offer": _typed_first,
}

ACTS: dict[str, Act] = {
    "reviews.unfinished.actions.tidy": Act(lambda s: unfinished.tidy(), why=NOT_SENT),
    "reviews.unsent.actions.save_unsent": Act(lambda s: _typed(s, "One."), why=NOT_SENT),
    "reviews.unsent.actions.choose_unsent": Act(
        lambda s: s.as_(
            s.eli,
            lambda: unsent.choose_unsent(actor=s.eli, text_id=s.ready.id, pick="both", now=s.now),
        ),
        why=NOT_SENT,
    ),
    "reviews.unsent.actions.discard_unsent": Act(
        lambda s: s.as_(s.eli, lambda: unsent.discard_unsent(actor=s.eli, text_id=s.ready.id)),
        why=NOT_SENT,
    ),
    "reviews.unsent.actions.carry_offer": Act(
        lambda s: s.as_(
            s.dana,
            lambda: unsent.carry_offer(
                actor=s.dana, membership_id=s.eli.membership_id, engagement_id=s.ready.id, now=s.now
            ),
        ),
        why=NOT_SENT,
    ),
    "reviews.unsent.actions.take_unsent": Act(
        lambda s: s.as_(
            s.eli,
            lambda: unsent.take_unsent(
                actor=s.eli,
                place=STEP_BY_CLIENT,
                about=s.ready.about,
                sent={"text": Sent("One.", s.ready.version, None)},
                now=s.now,
            ),
        ),
        why=NOT_SENT,
    ),
}
