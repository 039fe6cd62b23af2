"""With every check of the application switched off, an end still stays with the two it belongs to.

As test_second_wall.py, for talks before an agreement, closings, summaries and follow-ups.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from reviews.ending import actions, follow_ups, queries
from reviews.ending.models import Closing, ClosingWords, FollowUp
from reviews.engagements.queries import get_engagement
from reviews.suitability.queries import read_talk
from tests import endings
from tests.ground import acted_once
from tests.laws.test_second_wall import (
    EVERYTHING,
    _yes,
    answer,
    done_by_others,
    ids_in,
    read_by_others,
    switched_off,
)
from tests.story import being as being_one
from tracker.lib import clock


@contextmanager
def nothing_is_checked() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(switched_off(EVERYTHING))
        for rule in ("may_close", "has_come_up"):
            stack.enter_context(mock.patch(f"reviews.ending.rules.{rule}", _yes))
        yield


class Over:
    """Eli and Dana's work has ended, with a summary, words beside it and a follow-up that comes up."""

    def __init__(self, cast: Any, story: Any, now: Any) -> None:
        dana, eli = cast.dana.actor, cast.eli.actor
        self.engagement_id = story.engagement_id
        closing = endings.ended(dana, story.engagement_id, now=now)
        entry = endings.summary(dana, closing, now=now)
        words = endings.own_words(eli, closing, now=now)
        self.follow_up, self.second, self.third = endings.follow_ups(eli, story.engagement_id)
        with being_one(cast, "dana"):
            self.closing = queries.get_closing(actor=dana, engagement_id=story.engagement_id)
            self.engagement = get_engagement(actor=dana, engagement_id=story.engagement_id)
        self.ids = {str(i) for i in (closing.id, entry.id, words.id, self.follow_up.id)}


@acted_once
def over(cast: Any, story: Any, now: Any) -> Over:
    return Over(cast, story, now)


READS: dict[str, Callable[[Any, Over], Any]] = {
    "read_closing": lambda a, o: queries.read_closing(actor=a, engagement_id=o.engagement_id),
    "read_copy": lambda a, o: queries.read_copy(actor=a, engagement_id=o.engagement_id),
    "list_closings": lambda a, o: queries.list_closings(actor=a, engagement_ids=[o.engagement_id]),
    "see_follow_up": lambda a, o: queries.see_follow_up(actor=a, follow_up_id=o.follow_up.id),
    "list_follow_ups": lambda a, o: queries.list_follow_ups(
        actor=a, engagement_ids=[o.engagement_id]
    ),
    "closings": lambda a, o: list(Closing.objects.filter(id=o.closing.id)),
    "words": lambda a, o: list(ClosingWords.objects.filter(closing_id=o.closing.id)),
    "follow_ups": lambda a, o: list(FollowUp.objects.filter(id=o.follow_up.id)),
}


def test_reads_show_nothing_foreign(cast, over):
    assert read_by_others(READS, over, cast, nothing_is_checked) == []


def _now(actor: Any) -> dict[str, Any]:
    return {"actor": actor, "now": clock.now()}


ACTS: dict[str, Callable[[Any, Over], Any]] = {
    "add_words": lambda a, o: actions.add_words(closing=o.closing, text="X", **_now(a)),
    "turn_down": lambda a, o: follow_ups.turn_down(follow_up_id=o.follow_up.id, **_now(a)),
}


def test_acts_of_others_change_nothing(cast, over):
    acts = {name: (("eli",), act) for name, act in ACTS.items()}
    assert done_by_others(acts, over, cast, nothing_is_checked) == []


def test_the_talk_is_read_by_the_two_alone(cast, over):
    with being_one(cast, "eli"):
        assert read_talk(actor=cast.eli.actor, engagement_id=over.engagement_id)
    for who in ("mo", "otto", "ada"):
        with being_one(cast, who), nothing_is_checked():
            actor = getattr(cast, who).actor
            found = answer(
                lambda a, o: read_talk(actor=a, engagement_id=o.engagement_id), actor, over
            )
            assert str(over.engagement_id) not in ids_in(found)
