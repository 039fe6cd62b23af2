"""Every request of the API that makes a row can be sent again: one row, the same answer.

A caller names a sending by its Idempotency-Key. Under another key, or in other words, it is
something else that is said; without one nobody can tell, and each is another. Pages:
test_sent_twice.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.access import acting_as, acting_as_system
from accounts.models import AuditEvent
from accounts.outbox.models import Notice
from reviews.assignments.models import Cover, Handover
from reviews.checkins.models import Cadence, CheckIn, Move, Pause
from reviews.checkins.queries import list_checkins
from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep, Goal, GoalEnd
from reviews.journal.models import Addendum
from tests.commitments import propose_as, set_goal
from tests.concerns import told
from tests.ground import acted_once
from tests.laws.access_matrix import API
from tracker.lib import dates


@dataclass(frozen=True)
class World:
    engagement_id: Any
    commitment_id: Any
    group_id: Any
    goal_id: Any
    entry_id: Any
    checkin_id: Any
    colleague_id: Any
    today: Any
    monday: Any


@acted_once
def world(cast, engagement, now):
    dana, eli = cast.dana.actor, cast.eli.actor
    today = dates.local(now).date()
    monday = today + timedelta(days=14 - today.weekday())
    with acting_as(eli), transaction.atomic():
        times = list_checkins(actor=eli, engagement_ids=[engagement.id])
    return World(
        engagement.id,
        propose_as(dana, engagement.id, now=now).id,
        propose_as(dana, engagement.id, now=now, outside="group").id,
        set_goal(dana, engagement.id, now=now).id,
        told(eli, engagement.id, now=now).entry_id,
        [time for time in times if time.state == CheckIn.SCHEDULED][1].id,
        cast.mo.user_id,
        today.isoformat(),
        monday.isoformat(),
    )


@dataclass(frozen=True)
class Request:
    """Who sends what where; `ends`: under another key it is refused, as long as the first stands."""

    who: str
    of: str
    sends: Callable[[Any], dict[str, Any]]
    makes: Any
    ends: bool = False


def rhythm(world: Any) -> dict[str, Any]:
    phase = {"rule": "weekly", "every": 1, "weekday": 0, "starts_on": world.monday}
    return {"phases": [phase], "wall_time": "11:00:00", "zone": "America/Chicago"}


def in_place(world: Any) -> dict[str, Any]:
    return {"text": "Hands over in the small office", "reason": "It is locked."}


WORK = "engagement_id"
REQUESTS: dict[str, Request] = {
    "commitments": Request("dana", WORK, lambda w: {"text": "Hands over at noon"}, Commitment),
    "steps": Request(
        "eli",
        "commitment_id",
        lambda w: {"stands": "under_way", "text": "Twice this week."},
        CommitmentStep,
    ),
    "attendance": Request(
        "eli", "group_id", lambda w: {"attended": True, "on_day": w.today}, CommitmentStep
    ),
    "commitment_answers": Request(
        "eli",
        "commitment_id",
        lambda w: {"says": "disagrees", "text": "It is locked at night."},
        CommitmentAnswer,
    ),
    "later": Request(
        "dana",
        "commitment_id",
        lambda w: {"due_on": w.monday, "reason": "Ill all week."},
        CommitmentStep,
    ),
    "changes": Request("dana", "commitment_id", in_place, Commitment, ends=True),
    "let_go": Request(
        "eli", "commitment_id", lambda w: {"reason": "There is none."}, CommitmentStep, ends=True
    ),
    "goals": Request("eli", WORK, lambda w: {"text": "Hears a no"}, Goal),
    "goal_answers": Request(
        "eli", "goal_id", lambda w: {"says": "disagrees", "text": "Not that."}, CommitmentAnswer
    ),
    "goal_end": Request(
        "dana", "goal_id", lambda w: {"text": "It is reached."}, GoalEnd, ends=True
    ),
    "additions": Request("eli", "entry_id", lambda w: {"text": "One more thing."}, Addendum),
    "extra": Request("dana", WORK, lambda w: {"on_date": w.monday, "wall_time": "10:00"}, CheckIn),
    "moves": Request(
        "eli",
        "checkin_id",
        lambda w: {"on_date": w.monday, "wall_time": "10:00", "words": "A train."},
        Move,
        ends=True,
    ),
    "rhythms": Request("eli", WORK, rhythm, Cadence, ends=True),
    "pauses": Request("eli", WORK, lambda w: {}, Pause, ends=True),
    "covers": Request(
        "dana",
        WORK,
        lambda w: {"colleague_id": str(w.colleague_id), "first": w.monday, "last": w.monday},
        Cover,
        ends=True,
    ),
    "handovers": Request(
        "dana", WORK, lambda w: {"colleague_id": str(w.colleague_id)}, Handover, ends=True
    ),
}
# What makes no row of its own: it moves one, once, or writes into one that is the caller's.
MOVES = {
    *("agree_to_cover", "decline_cover", "end_cover", "agree_onward", "decline_onward", "object"),
    *("no_objection", "withdraw_onward", "shared_acknowledge", "answer_later", "withdraw"),
    *("missed", "not_needed", "close", "resume", "agree", "decline_move", "take_back"),
    *("accept_rhythm", "decline_rhythm", "take_back_rhythm", "begin_reflection", "talked"),
    *("accept", "decline", "choice", "share"),
}


def test_every_request_that_is_posted_stands_here():
    posted = {row.removeprefix("POST api:").split()[0] for row in API if row.startswith("POST")}
    assert posted == REQUESTS.keys() | MOVES


@pytest.fixture
def sender(cast, world, browser):
    def make(name: str) -> Any:
        request = REQUESTS[name]
        client = browser(getattr(cast, request.who))
        url = reverse(f"api:{name}", args=[getattr(world, request.of)])

        def send(key: str = "", **other: Any) -> tuple[int, Any]:
            headers = {"Idempotency-Key": key} if key else {}
            sent = {**request.sends(world), **other}
            answer = client.post(url, sent, content_type="application/json", headers=headers)
            return answer.status_code, answer.json()

        return send

    return make


def all_there_is(cast, name):
    request = REQUESTS[name]
    with acting_as(getattr(cast, request.who).actor), transaction.atomic():
        rows = request.makes.objects.count()
    with acting_as(cast.eli.actor), transaction.atomic():
        lines = AuditEvent.objects.exclude(verb="read").count()
    with acting_as_system("outbox"), transaction.atomic():
        return rows, lines, Notice.objects.count()


@pytest.mark.parametrize("name", REQUESTS)
def test_sent_again_under_its_key_it_is_one(name, cast, world, sender):
    send = sender(name)
    before = all_there_is(cast, name)

    first = send("one")
    assert first[0] == 201, first
    once = all_there_is(cast, name)
    assert once[0] == before[0] + 1
    assert once[1] > before[1]

    assert send("one") == first
    assert all_there_is(cast, name) == once


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("key", ["another", ""])
def test_under_another_key_or_none_it_is_another(name, key, cast, world, sender):
    request, send = REQUESTS[name], sender(name)
    before = all_there_is(cast, name)[0]
    assert send("one")[0] == 201

    assert send(key)[0] == (409 if request.ends else 201)
    assert all_there_is(cast, name)[0] == before + (1 if request.ends else 2)


def test_in_other_words_it_is_another_also_under_the_same_key(cast, world, sender):
    send = sender("goals")
    before = all_there_is(cast, "goals")[0]
    assert [send("one")[0], send("one", text="Asks first")[0]] == [201, 201]
    assert all_there_is(cast, "goals")[0] == before + 2


def test_the_same_key_of_somebody_else_is_another_sending(cast, world, sender, browser):
    """A key is its caller's own: nobody finds out by it what another has sent."""
    before = all_there_is(cast, "goals")[0]
    answers = []
    for who in (cast.eli, cast.dana):
        answers.append(
            browser(who).post(
                reverse("api:goals", args=[world.engagement_id]),
                {"text": "Hears a no"},
                content_type="application/json",
                headers={"Idempotency-Key": "one"},
            )
        )
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len({answer.json()["id"] for answer in answers}) == 2
    assert all_there_is(cast, "goals")[0] == before + 2
