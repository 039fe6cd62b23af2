"""How the work of the demonstration ends, and what comes after: each by its person, as in weeks.py."""

from collections.abc import Mapping

from accounts.outbox.delivery import deliver_pending
from reviews.demo.course import write_answers
from reviews.demo.stage import Stage
from reviews.ending import follow_ups
from reviews.ending.actions import add_words, begin_summary, end_work, sign_summary
from reviews.ending.queries import get_closing, get_follow_up, list_follow_ups, read_copy
from reviews.journal.queries import read_entry
from tracker.lib import clock


def ends(stage: Stage, key: str, *, how: str, text: str) -> None:
    """By Dr Voss, with the follow-ups of the agreement; `how` is one of Closing's."""
    with stage.being("voss") as voss:
        engagement = stage.engagement_with(key)
        end_work(actor=voss, engagement=engagement, how=how, text=text, now=clock.now())
    deliver_pending()


def is_summed_up(stage: Stage, key: str, answers: Mapping[int, str]) -> None:
    """The closing summary, by Dr Voss; answers by the number of the question."""
    now = clock.now()
    with stage.being("voss") as voss:
        closing = get_closing(actor=voss, engagement_id=stage.engagement_with(key).id)
        entry = begin_summary(actor=voss, closing=closing, now=now)
        seen = write_answers(voss, entry, answers)
        sign_summary(actor=voss, entry=entry, seen=seen, authenticated_at=now, now=now)
    deliver_pending()


def takes_a_copy(stage: Stage, key: str, *, words: str) -> None:
    """The client reads their own copy, and writes beside it."""
    with stage.being(key) as client:
        engagement_id = stage.engagement_of(key).id
        read_copy(actor=client, engagement_id=engagement_id)
        closing = get_closing(actor=client, engagement_id=engagement_id)
        add_words(actor=client, closing=closing, text=words, now=clock.now())
    deliver_pending()


def says_yes_to_the_next(stage: Stage, key: str) -> None:
    """The client's yes to the follow-up that has come up, and to no other."""
    with stage.being(key) as client:
        ids = [stage.engagement_of(key).id]
        nearest = list_follow_ups(actor=client, engagement_ids=ids)[0]
        follow_ups.agree(actor=client, follow_up_id=nearest.id, now=clock.now())
    deliver_pending()


def is_followed_up(stage: Stage, key: str, answers: Mapping[int, str]) -> None:
    """It was held; Dr Voss writes about it and signs, the client reads it."""
    now = clock.now()
    with stage.being("voss") as voss:
        ids = [stage.engagement_with(key).id]
        nearest = list_follow_ups(actor=voss, engagement_ids=ids)[0]
        follow_ups.settle(actor=voss, follow_up_id=nearest.id, held=True, now=now)
        held = get_follow_up(actor=voss, follow_up_id=nearest.id)
        entry = follow_ups.begin_account(actor=voss, follow_up=held, now=now)
        seen = write_answers(voss, entry, answers)
        follow_ups.sign_account(actor=voss, entry=entry, seen=seen, authenticated_at=now, now=now)
    with stage.being(key) as client:
        read_entry(actor=client, entry_id=entry.id)
    deliver_pending()
