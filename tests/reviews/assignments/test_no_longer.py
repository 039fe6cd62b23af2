"""A handover that is not open any more: whoever was told of it learns that, and not why."""

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from accounts.access import WrongState
from reviews.assignments import handover_queries as queries
from reviews.assignments import handovers
from tests.handovers import agree, object_to, propose, sweep, take_back
from tests.story import being

OVER = "What was proposed here is not open any more"


@pytest.fixture
def proposed(cast: Any, story: Any, now: Any) -> Any:
    return propose(cast, story.engagement_id, now=now)


def page(handover_id: Any) -> str:
    return reverse("assignments:handover", args=[handover_id])


def main_of(answer: Any) -> str:
    """What the page says, without its tokens."""
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r'value="[^"]{20,}"', "", body)


def objected(cast: Any, handover: Any, now: Any) -> None:
    object_to(cast, handover, "I would rather wait.", now=now)


def withdrawn(cast: Any, handover: Any, now: Any) -> None:
    dana = cast.dana.actor
    with being(cast, "dana"):
        row = queries.get_handover(actor=dana, handover_id=handover.id)
        handovers.withdraw_handover(actor=dana, handover=row, now=now)


def declined(cast: Any, handover: Any, now: Any) -> None:
    mo = cast.mo.actor
    with being(cast, "mo"):
        row = queries.get_handover(actor=mo, handover_id=handover.id)
        handovers.decline_handover(actor=mo, handover=row, now=now)


def done(cast: Any, handover: Any, now: Any) -> None:
    agree(cast, handover, now=now)
    agree(cast, handover, now=now, who="eli")


ENDS = [objected, withdrawn, declined, done]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_the_colleague_learns_that_it_is_over_and_not_why(cast, proposed, now, browser, end):
    mo, where = browser(cast.mo), page(proposed.id)
    assert mo.get(where).status_code == 200
    end(cast, proposed, now)

    read, said = mo.get(where), mo.post(where, {"word": "yes"})

    for answer in (read, said):
        assert (answer.status_code, OVER in answer.content.decode()) == (409, True)
        assert "object" not in main_of(answer).lower()
    assert main_of(read) == main_of(said)


def test_whatever_became_of_it_the_colleague_reads_the_same(cast, story, now, browser):
    mo, pages = browser(cast.mo), set()
    for end in (withdrawn, declined, objected):
        handover = propose(cast, story.engagement_id, now=now)
        end(cast, handover, now)
        pages.add(main_of(mo.get(page(handover.id))))
    assert len(pages) == 1


def test_an_objection_taken_back_opens_it_to_the_colleague_again(cast, proposed, now, browser):
    mo, where = browser(cast.mo), page(proposed.id)
    objected(cast, proposed, now)
    assert mo.get(where).status_code == 409
    take_back(cast, proposed, now=now)
    assert mo.get(where).status_code == 200


def test_whoever_was_not_asked_finds_nothing_before_and_after(cast, proposed, now, browser):
    """The answer of an address that never was, so that it does not tell that there was one."""
    assert browser(cast.mo).get(page(proposed.id)).status_code == 200
    for end in (None, objected):
        if end:
            end(cast, proposed, now)
        for who in (cast.otto, cast.ada):
            client = browser(who)
            answer, nothing = client.get(page(proposed.id)), client.get(page(uuid.uuid4()))
            assert (answer.status_code, nothing.status_code) == (404, 404)
            assert main_of(answer) == main_of(nothing)
    assert browser(cast.mo).get(page(uuid.uuid4())).status_code == 404


def test_client_and_clinician_learn_that_it_is_done(cast, proposed, now, browser):
    done(cast, proposed, now)
    sweep()
    for who in (cast.eli, cast.dana):
        assert browser(who).get(page(proposed.id)).status_code == 409


def test_a_word_after_the_end_comes_back_to_whoever_typed_it(cast, proposed, now, browser):
    withdrawn(cast, proposed, now)
    answer = browser(cast.eli).post(page(proposed.id), {"word": "object", "words": "Not yet."})
    assert answer.status_code == 409
    assert "Not yet." in answer.content.decode()


def test_the_api_says_the_same(cast, proposed, now, browser):
    objected(cast, proposed, now)
    for name, person, status in (
        ("agree_onward", cast.mo, 409),
        ("decline_onward", cast.mo, 409),
        ("agree_onward", cast.otto, 404),
    ):
        url = reverse(f"api:{name}", args=[proposed.id])
        assert browser(person).post(url).status_code == status, name
    with being(cast, "mo"), pytest.raises(WrongState):
        queries.see_handover(actor=cast.mo.actor, handover_id=proposed.id)
