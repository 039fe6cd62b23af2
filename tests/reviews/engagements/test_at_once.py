"""Whatever is written while somebody ends the work waits for the end, or the end waits for it.

In real transactions. Each act takes the head of the trail first and holds the work after that, as
the end does; the other way round, each would hold what the other waits for.
"""

import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.access import WrongState, acting_as
from reviews.commitments.actions import NewCommitment, note_step, propose
from reviews.commitments.models import Commitment, CommitmentStep, Goal
from reviews.commitments.queries import get_commitment
from reviews.concerns.models import Concern
from reviews.ending import actions as ending
from reviews.ending.models import Closing
from reviews.engagements import actions as engagements
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_engagement
from reviews.progress.models import ProgressReview
from tests.clones import Clone, clone, inside
from tests.commitments import propose_as, set_goal
from tests.concerns import told
from tests.conftest import PASSWORD
from tests.looking_back import opened
from tests.reviews.assignments.test_at_once import Beside, is_held_up
from tracker.lib import clock


class World:
    """Eli's work with Dana goes on, with one commitment; committed in a database of its own."""

    def __init__(self, copy: Clone) -> None:
        from tests.conftest import _load_cast, _make_cast
        from tests.story import _engagement

        self.copy = copy
        _make_cast()
        self.cast = _load_cast()
        dana, eli = self.cast.dana.actor, self.cast.eli.actor
        agreement = _engagement(dana, eli, "Eli Rask", now=clock.now())
        self.engagement_id = agreement.engagement_id
        self.commitment = propose_as(dana, self.engagement_id, now=clock.now())

    def count(self, model: Any) -> int:
        with acting_as(self.cast.eli.actor), transaction.atomic():
            return int(model.objects.count())

    def state(self) -> str:
        with acting_as(self.cast.dana.actor), transaction.atomic():
            return str(Engagement.objects.get().state)


@pytest.fixture
def world() -> Iterator[World]:
    with clone() as copy, inside(copy.app_url):
        yield World(copy)


def step(world: World) -> None:
    eli = world.cast.eli.actor
    with acting_as(eli), transaction.atomic():
        row = get_commitment(actor=eli, commitment_id=world.commitment.id)
        note_step(actor=eli, commitment=row, stands="done", text="It went.", now=clock.now())


def tell(world: World) -> None:
    told(world.cast.eli.actor, world.engagement_id, now=clock.now())


WRITES: dict[str, tuple[Any, Callable[[World], Any]]] = {
    "propose": (
        Commitment,
        lambda w: propose_as(w.cast.eli.actor, w.engagement_id, now=clock.now()),
    ),
    "say how it stands": (CommitmentStep, step),
    "propose a goal": (
        Goal,
        lambda w: set_goal(w.cast.eli.actor, w.engagement_id, now=clock.now()),
    ),
    "open a review": (
        ProgressReview,
        lambda w: opened(w.cast.dana.actor, w.engagement_id, now=clock.now()),
    ),
    "tell a setback": (Concern, tell),
}


def end(world: World) -> None:
    eli = world.cast.eli.actor
    with acting_as(eli), transaction.atomic():
        row = get_engagement(actor=eli, engagement_id=world.engagement_id)
        ending.end_work(actor=eli, engagement=row, now=clock.now())


def note_death(world: World) -> None:
    dana = world.cast.dana.actor
    with acting_as(dana), transaction.atomic():
        row = get_engagement(actor=dana, engagement_id=world.engagement_id)
        ending.note_death(actor=dana, engagement=row, authenticated_at=clock.now(), now=clock.now())


@pytest.mark.parametrize("name", WRITES)
def test_what_comes_while_the_work_ends_waits_and_is_not_written(world, name, monkeypatch):
    model, write = WRITES[name]
    before, others = world.count(model), []
    move = engagements._move

    def between(*args: Any, **changes: Any) -> None:
        """The line of the end is there, and its move is not."""
        others.append(Beside(world, write))
        is_held_up(world)
        move(*args, **changes)

    monkeypatch.setattr(engagements, "_move", between)
    end(world)

    assert others[0].join() == WrongState.__name__
    assert (world.state(), world.count(model)) == ("ended", before)


@pytest.mark.parametrize("name", WRITES)
def test_what_was_first_is_written_and_then_the_work_ends(world, name):
    model, write = WRITES[name]
    before = world.count(model)
    with acting_as(world.cast.eli.actor), transaction.atomic():
        write(world)
        other = Beside(world, end)
        is_held_up(world)
    assert other.join() == "done"
    assert (world.state(), world.count(model)) == ("ended", before + 1)


def test_one_form_sent_twice_at_once_makes_one_row(world):
    """The second waits for the first, and is given what the first has made."""
    eli, one_page, made = world.cast.eli.actor, uuid.uuid4(), []
    before = world.count(Commitment)

    def propose_it(_: World) -> None:
        with acting_as(eli), transaction.atomic():
            row = get_engagement(actor=eli, engagement_id=world.engagement_id)
            item = NewCommitment(text="Hands over in the open office")
            made.append(
                propose(actor=eli, engagement=row, item=item, now=clock.now(), row_id=one_page).id
            )

    with acting_as(eli), transaction.atomic():
        propose_it(world)
        other = Beside(world, propose_it)
        is_held_up(world)
    assert other.join() == "done"
    assert made == [one_page, one_page]
    assert world.count(Commitment) == before + 1


def closed_as(world: World) -> list[str]:
    with acting_as(world.cast.dana.actor), transaction.atomic():
        return list(Closing.objects.values_list("how", flat=True))


@pytest.mark.parametrize(
    ("first", "second", "ended", "how"),
    [
        (end, note_death, "done", ["by_client"]),
        (note_death, end, WrongState.__name__, ["death"]),
        (note_death, note_death, WrongState.__name__, ["death"]),
    ],
    ids=["end, death", "death, end", "death twice"],
)
def test_a_death_and_an_end_at_once_are_one_end(world, first, second, ended, how):
    with acting_as(world.cast.dana.actor), transaction.atomic():
        first(world)
        other = Beside(world, second)
        is_held_up(world)
    assert other.join() == ended
    assert (world.state(), closed_as(world)) == ("ended", how)


def test_a_death_and_an_end_at_the_same_moment(world):
    barrier = threading.Barrier(2)
    both = [Beside(world, act, barrier.wait) for act in (end, note_death)]
    ended, noted = (one.join() for one in both)
    assert noted == "done"
    assert ended in ("done", WrongState.__name__)
    assert closed_as(world) == (["by_client"] if ended == "done" else ["death"])


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_over_http_the_second_end_is_a_plain_answer(world, who, browser):
    """The client's account closes while their own request waits: also then it is no fault of ours."""
    client = browser(getattr(world.cast, who))
    client.raise_request_exception = False
    url = reverse("ending:end", args=[world.engagement_id])
    answers = []
    says = {"how": "completed", "text": "We are done."} if who == "dana" else {}

    def send(_: World) -> None:
        answers.append(client.post(url, says))

    with acting_as(world.cast.dana.actor), transaction.atomic():
        note_death(world)
        other = Beside(world, send)
        is_held_up(world)
    assert other.join() == "done"
    assert answers[0].status_code == 409, answers[0].content.decode()
    assert closed_as(world) == ["death"]


def test_over_http_a_death_after_the_clients_end_is_noted(world, browser):
    client = browser(world.cast.dana)
    client.raise_request_exception = False
    url = reverse("ending:close", args=[world.engagement_id])
    answers = []
    word = {"typed": "has died", "password": PASSWORD}

    def send(_: World) -> None:
        answers.append(client.post(url, word))

    with acting_as(world.cast.eli.actor), transaction.atomic():
        end(world)
        other = Beside(world, send)
        is_held_up(world)
    assert other.join() == "done"
    assert answers[0].status_code == 302, answers[0].content.decode()
    assert closed_as(world) == ["by_client"]
