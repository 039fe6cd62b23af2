"""Two answers of one second clinician at once: one is given, and the other finds it given.

In real transactions: the copy's key is gone with the first answer, so the second must wait.
"""

from typing import Any

from django.db import transaction

from accounts.access import NotFound, acting_as
from reviews.reports.cosignature_queries import get_asked, has_answered
from reviews.reports.cosignatures import answer_cosignature
from tests.clones import clone, inside
from tests.reviews.assignments.test_at_once import Beside, is_held_up
from tests.voices import asked_second
from tracker.lib import clock


class World:
    """Mo is asked about a version of Dana's; committed in a database of its own."""

    def __init__(self, copy: Any) -> None:
        from tests.conftest import _load_cast, _make_cast
        from tests.story import _engagement

        self.copy = copy
        _make_cast()
        self.cast = _load_cast()
        dana, eli = self.cast.dana.actor, self.cast.eli.actor
        work = _engagement(dana, eli, "Eli Rask", now=clock.now()).engagement_id
        self.asked_id = asked_second(self.cast, work, now=clock.now()).id


def answer(world: World, *, outcome: str = "declined") -> None:
    mo = world.cast.mo.actor
    answer_cosignature(
        actor=mo,
        cosignature=get_asked(actor=mo, cosignature_id=world.asked_id, locked=True),
        outcome=outcome,
        remark="The third section needs a day.",
        authenticated_at=clock.now(),
        now=clock.now(),
    )


def answer_too(world: World) -> None:
    with acting_as(world.cast.mo.actor), transaction.atomic():
        answer(world, outcome="changes_asked")


def test_the_second_of_two_answers_at_once_finds_the_first():
    with clone() as copy, inside(copy.app_url):
        world = World(copy)
        mo = world.cast.mo.actor
        with acting_as(mo), transaction.atomic():
            answer(world)
            other = Beside(world, answer_too)
            is_held_up(world)
        assert other.join() == NotFound.__name__
        with acting_as(mo), transaction.atomic():
            assert has_answered(actor=mo, cosignature_id=world.asked_id)
