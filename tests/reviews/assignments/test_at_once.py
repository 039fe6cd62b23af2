"""An objection and the sweep at the same moment, in real transactions: one of them, and no half."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts.access import NotFound, WrongState, acting_as, acting_as_system
from reviews.agreements.queries import read_agreement
from reviews.assignments import handover_queries, handovers
from reviews.assignments.models import Handover
from reviews.engagements.models import Engagement
from tests import handovers as told
from tests.clones import Clone, clone, inside
from tracker.lib import clock

WEEK = timedelta(days=7)
# its state, the clinician, who of Dana and Mo may enter
STANDS = (Handover.OBJECTED, "dana", ["dana"])
HANDED_OVER = (Handover.DONE, "mo", ["mo"])


class World:
    """A handover whose time has passed, committed in a database of its own."""

    def __init__(self, copy: Clone) -> None:
        from tests.conftest import _load_cast, _make_cast
        from tests.story import _engagement

        self.copy = copy
        _make_cast()
        self.cast = _load_cast()
        now = clock.now()
        dana, eli = self.cast.dana.actor, self.cast.eli.actor
        self.agreement = _engagement(dana, eli, "Eli Rask", now=now)
        self.handover = told.propose(self.cast, self.agreement.engagement_id, now=now)
        told.agree(self.cast, self.handover, now=now)
        self.offset = timedelta()
        self.a_week_passes()

    def a_week_passes(self) -> None:
        self.offset += WEEK + timedelta(minutes=1)
        with transaction.atomic():
            clock.move(self.offset)

    def stands(self) -> tuple[str, str, list[str]]:
        """As Eli sees it; and who of the two clinicians may enter, as the database answers them."""
        with acting_as(self.cast.eli.actor), transaction.atomic():
            mine = Engagement.objects.get()
            state = Handover.objects.get().state
        may_enter = []
        for name in ("dana", "mo"):
            with acting_as(getattr(self.cast, name).actor), transaction.atomic():
                if Engagement.objects.exists():
                    may_enter.append(name)
        names = {getattr(self.cast, n).user_id: n for n in ("dana", "mo")}
        return state, names[mine.clinician_id], may_enter


@pytest.fixture
def world() -> Iterator[World]:
    with clone() as copy, inside(copy.app_url):
        yield World(copy)


def object_to_it(world: World) -> None:
    eli = world.cast.eli.actor
    with acting_as(eli), transaction.atomic():
        row = handover_queries.get_handover(actor=eli, handover_id=world.handover.id)
        handovers.object_to_handover(actor=eli, handover=row, words="Not yet.", now=clock.now())


def sweep(world: World) -> None:
    with acting_as_system("sweep"), transaction.atomic():
        handovers.hand_over_due()


class Beside:
    """An act in a thread and a connection of its own, and how it ended."""

    def __init__(self, world: World, act: Callable[[World], None], wait: Any = None) -> None:
        self.world, self.act, self.wait = world, act, wait
        self.ended = ""
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            with inside(self.world.copy.app_url):
                if self.wait:
                    self.wait()
                self.act(self.world)
            self.ended = "done"
        except Exception as error:  # noqa: BLE001 - the test says which it may be
            self.ended = type(error).__name__

    def join(self) -> str:
        self.thread.join(timeout=60)
        return self.ended


def is_held_up(world: World) -> None:
    """Wait until the other connection waits for a lock of ours."""
    with world.copy.as_owner() as owner:
        for _ in range(200):
            waits = owner.execute(
                "select count(*) from pg_locks where not granted and pid <> pg_backend_pid()"
            ).fetchone()
            if waits and waits[0]:
                return
            time.sleep(0.05)
    pytest.fail("nobody waits")


def test_an_objection_that_is_first_holds_it_up(world):
    with acting_as(world.cast.eli.actor), transaction.atomic():
        object_to_it(world)
        other = Beside(world, sweep)
        is_held_up(world)
    assert other.join() == "done"
    assert world.stands() == STANDS


def test_a_sweep_between_an_objections_line_and_its_word_waits_for_both(world):
    """Each would otherwise hold what the other waits for."""
    eli = world.cast.eli.actor
    with acting_as(eli), transaction.atomic():
        read_agreement(actor=eli, agreement_id=world.agreement.id)  # a line of the same trail
        other = Beside(world, sweep)
        is_held_up(world)
        object_to_it(world)
    assert other.join() == "done"
    assert world.stands() == STANDS


def test_a_sweep_that_is_first_has_done_all_of_it(world):
    with acting_as_system("sweep"), transaction.atomic():
        sweep(world)
        other = Beside(world, object_to_it)
        is_held_up(world)
    assert other.join() == WrongState.__name__
    assert world.stands() == HANDED_OVER
    with pytest.raises(WrongState):
        object_to_it(world)


def test_at_the_same_moment_it_is_one_of_the_two(world):
    """Again and again: an objection that stood is taken back, and the time to think has passed."""
    for _ in range(5):
        barrier = threading.Barrier(2)
        both = [Beside(world, act, barrier.wait) for act in (object_to_it, sweep)]
        objected, swept = (one.join() for one in both)
        assert swept == "done"
        if objected != "done":
            assert objected in (WrongState.__name__, NotFound.__name__)
            assert world.stands() == HANDED_OVER
            return
        assert world.stands() == STANDS
        told.take_back(world.cast, world.handover, now=clock.now())
        world.a_week_passes()
