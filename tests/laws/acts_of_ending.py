"""What each act of the end needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.ending import actions, follow_ups
from reviews.ending.queries import get_closing, get_follow_up
from reviews.journal.queries import open_draft
from tests import endings
from tests.laws.acts import Act, Stage
from tests.writings import draft

DRAFT = "a draft is nobody else's to know of"


def _ended(s: Stage) -> Any:
    endings.ended(s.dana, s.engagement.id, now=s.now)
    return s.as_(s.dana, lambda: get_closing(actor=s.dana, engagement_id=s.engagement.id))


def _summary(s: Stage) -> Any:
    closing = _ended(s)
    return draft(s.dana, closing.engagement_id, "closing", about=closing.id, now=s.now)


def _coming_up(s: Stage) -> Any:
    _ended(s)
    head = endings.follow_ups(s.eli, s.engagement.id)[0]
    s.now = endings.comes_up(head)
    return head


def _agreed(s: Stage) -> Any:
    head = _coming_up(s)
    s.as_(s.eli, lambda: follow_ups.agree(actor=s.eli, follow_up_id=head.id, now=s.now))
    return head


def _held(s: Stage) -> Any:
    head = _coming_up(s)
    endings.held(s.dana, s.eli, head.id, now=s.now)
    return s.as_(s.dana, lambda: get_follow_up(actor=s.dana, follow_up_id=head.id))


def _account(s: Stage) -> Any:
    row = _held(s)
    return draft(s.dana, row.engagement_id, "follow_up", about=row.id, now=s.now)


def _sign(s: Stage, act: Callable[..., None]) -> Any:
    seen = open_draft(actor=s.dana, entry_id=s.ready.id).digest
    return act(actor=s.dana, entry=s.ready, seen=seen, authenticated_at=s.now, now=s.now)


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.ending.actions.end_work": lambda s: s.engagement,
    "reviews.ending.actions.note_death": lambda s: s.engagement,
    "reviews.ending.actions.begin_summary": _ended,
    "reviews.ending.actions.sign_summary": _summary,
    "reviews.ending.actions.add_words": _ended,
    "reviews.ending.follow_ups.plan": _ended,
    "reviews.ending.follow_ups.agree": _coming_up,
    "reviews.ending.follow_ups.turn_down": _coming_up,
    "reviews.ending.follow_ups.settle": _agreed,
    "reviews.ending.follow_ups.begin_account": _held,
    "reviews.ending.follow_ups.sign_account": _account,
}

ACTS: dict[str, Act] = {
    "reviews.ending.actions.end_work": Act(
        lambda s: s.as_(
            s.eli, lambda: actions.end_work(actor=s.eli, engagement=s.ready, now=s.now)
        ),
        ("end_engagement", "say_how_it_ended"),
    ),
    "reviews.ending.actions.note_death": Act(
        lambda s: s.as_(
            s.dana,
            lambda: actions.note_death(
                actor=s.dana, engagement=s.ready, authenticated_at=s.now, now=s.now
            ),
        ),
        ("end_engagement", "say_how_it_ended"),
    ),
    "reviews.ending.actions.begin_summary": Act(
        lambda s: s.as_(
            s.dana, lambda: actions.begin_summary(actor=s.dana, closing=s.ready, now=s.now)
        ),
        why=DRAFT,
    ),
    "reviews.ending.actions.sign_summary": Act(
        lambda s: s.as_(s.dana, lambda: _sign(s, actions.sign_summary)), ("sign",)
    ),
    "reviews.ending.actions.add_words": Act(
        lambda s: s.as_(
            s.eli,
            lambda: actions.add_words(actor=s.eli, closing=s.ready, text="My own.", now=s.now),
        ),
        ("add_to",),
    ),
    "reviews.ending.follow_ups.plan": Act(
        lambda s: s.as_(
            s.dana,
            lambda: follow_ups.plan(
                actor=s.dana, engagement=s.ready.engagement, months=[], now=s.now
            ),
        ),
        why="part of end_work, which writes the line",
    ),
    "reviews.ending.follow_ups.agree": Act(
        lambda s: s.as_(
            s.eli, lambda: follow_ups.agree(actor=s.eli, follow_up_id=s.ready.id, now=s.now)
        ),
        ("agree_follow_up",),
    ),
    "reviews.ending.follow_ups.turn_down": Act(
        lambda s: s.as_(
            s.eli, lambda: follow_ups.turn_down(actor=s.eli, follow_up_id=s.ready.id, now=s.now)
        ),
        ("turn_down_follow_up",),
    ),
    "reviews.ending.follow_ups.settle": Act(
        lambda s: s.as_(
            s.dana,
            lambda: follow_ups.settle(actor=s.dana, follow_up_id=s.ready.id, held=True, now=s.now),
        ),
        ("settle_follow_up",),
    ),
    "reviews.ending.follow_ups.begin_account": Act(
        lambda s: s.as_(
            s.dana, lambda: follow_ups.begin_account(actor=s.dana, follow_up=s.ready, now=s.now)
        ),
        why=DRAFT,
    ),
    "reviews.ending.follow_ups.sign_account": Act(
        lambda s: s.as_(s.dana, lambda: _sign(s, follow_ups.sign_account)), ("sign",)
    ),
}
