"""With every check of the application switched off, a progress review still stays with its two.

As test_second_wall.py, for reviews, their parts and remarks, at three moments: both parts signed,
a review just opened, and one part signed while the other is written.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from accounts.access import NotFound
from reviews.engagements.models import Engagement
from reviews.journal.models import Entry
from reviews.progress import actions, queries
from reviews.progress.models import ProgressReview, ReviewRemark
from tests import looking_back
from tests.ground import acted_once
from tests.laws.test_second_wall import (
    BOTH,
    EVERYBODY,
    EVERYTHING,
    _yes,
    done_by_others,
    read_by_others,
    switched_off,
)
from tests.story import being as being_one
from tracker.lib import clock


def _any_review(*, actor: Any, review_id: Any) -> ProgressReview:
    found = ProgressReview.objects.filter(id=review_id).select_related("engagement").first()
    if found is None:
        raise NotFound
    return found


@contextmanager
def nothing_is_checked() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(switched_off(EVERYTHING))
        for rule in ("can_lead", "takes_part", "can_write"):
            stack.enter_context(mock.patch(f"reviews.progress.rules.{rule}", _yes))
        for module in ("actions", "queries"):
            stack.enter_context(mock.patch(f"reviews.progress.{module}.get_review", _any_review))
        stack.enter_context(mock.patch("reviews.progress.actions.hold"))
        stack.enter_context(mock.patch("reviews.progress.actions._lock"))
        yield


class Told:
    """A review that both signed, with a remark; and the one after it, as far as it has come."""

    def __init__(self, cast: Any, story: Any, now: Any, *, opened: bool, half: bool) -> None:
        dana, eli = cast.dana.actor, cast.eli.actor
        self.engagement_id = story.engagement_id
        self.signed = looking_back.both_signed(eli, dana, story.engagement_id, now=now)
        self.ids = {str(self.signed.id)}
        self.open = self.part = None
        if opened or half:
            self.open = looking_back.opened(dana, story.engagement_id, now=now)
            self.ids.add(str(self.open.id))
            self.part = looking_back.begun(eli, self.open.id, text="So far.", now=now)
        if half:
            looking_back.signed(dana, self.open.id, text="Seen.", now=now)
        with being_one(cast, "eli"):
            review = queries.get_review(actor=eli, review_id=self.signed.id)
            actions.remark(
                actor=eli, review=review, theme="", stands="differs", text="No.", now=now
            )
            self.remark = ReviewRemark.objects.get(review=review)
            self.engagement = Engagement.objects.get(id=story.engagement_id)


@acted_once
def settled(cast: Any, story: Any, now: Any) -> Told:
    return Told(cast, story, now, opened=False, half=False)


@acted_once
def opened(cast: Any, story: Any, now: Any) -> Told:
    return Told(cast, story, now, opened=True, half=False)


@acted_once
def half(cast: Any, story: Any, now: Any) -> Told:
    return Told(cast, story, now, opened=True, half=True)


READS: dict[str, Callable[[Any, Told], Any]] = {
    "get_review": lambda a, t: queries.get_review(actor=a, review_id=t.signed.id),
    "list_reviews": lambda a, t: queries.list_reviews(actor=a, engagement_ids=[t.engagement_id]),
    "read_review": lambda a, t: queries.read_review(actor=a, review_id=t.signed.id),
    "read_theme": lambda a, t: queries.read_theme(
        actor=a, engagement_id=t.engagement_id, key="agreed"
    ),
    "own_words": lambda a, t: (
        t.signed.id, queries.own_words(actor=a, review_id=t.signed.id, key="agreed")
    ),
    "reviews": lambda a, t: list(ProgressReview.objects.filter(id=t.signed.id)),
    "remarks": lambda a, t: list(ReviewRemark.objects.filter(review_id=t.signed.id)),
    "parts": lambda a, t: list(Entry.objects.filter(about=t.signed.id)),
}  # fmt: skip


def test_reads_show_nothing_foreign(cast, settled):
    assert read_by_others(READS, settled, cast, nothing_is_checked) == []


def test_a_part_that_is_being_written_is_its_writers_alone(cast, opened):
    seen = {}
    for who in EVERYBODY:
        with being_one(cast, who):
            seen[who] = Entry.objects.filter(id=opened.part.id).exists()
    assert seen == {who: who == "eli" for who in EVERYBODY}


def _now(actor: Any) -> dict[str, Any]:
    return {"actor": actor, "now": clock.now()}


def _later() -> Any:
    return (clock.now() + timedelta(days=30)).date()


# The moment, then the act → whose it is, and the call.
ACTS: dict[str, dict[str, tuple[tuple[str, ...], Callable[[Any, Told], Any]]]] = {
    "settled": {
        "open_review": (("dana",), lambda a, t: actions.open_review(
            engagement=t.engagement, on_date=clock.now().date(), **_now(a)
        )),
        "set_next": (("dana",), lambda a, t: actions.set_next(
            review=t.signed, on=_later(), **_now(a)
        )),
        "remark": (BOTH, lambda a, t: actions.remark(
            review=_any_review(actor=a, review_id=t.signed.id),
            theme="", stands="agrees", text="X", **_now(a)
        )),
    },
    "opened": {
        "withdraw_review": (("dana",), lambda a, t: actions.withdraw_review(
            review=t.open, **_now(a)
        )),
        "begin_part": (BOTH, lambda a, t: actions.begin_part(review=t.open, **_now(a))),
        "rest_on": (("eli",), lambda a, t: actions.rest_on(entry=t.part, chosen={}, **_now(a))),
    },
    "half": {
        "go_without": (("dana",), lambda a, t: actions.go_without(
            review=t.open, why="X", again_on=_later(), **_now(a)
        )),
    },
}  # fmt: skip


@pytest.mark.parametrize("moment", ACTS)
def test_acts_of_others_change_nothing(cast, moment, request):
    told = request.getfixturevalue(moment)
    assert done_by_others(ACTS[moment], told, cast, nothing_is_checked) == []
