"""Covers and handovers in the API: the same acts and refusals as the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import covers
from tests.reviews.assignments.test_cover import at
from tracker.lib import clock


def send(client: Any, method: str, name: str, *args: Any, data: Any = None) -> Any:
    address = reverse(f"api:{name}", args=args)
    return getattr(client, method)(address, data, content_type="application/json")


@pytest.fixture
def people(cast: Any, browser: Any) -> Any:
    return {name: browser(getattr(cast, name)) for name in ("dana", "eli", "mo", "ada", "otto")}


@pytest.fixture
def days(cast: Any, now: Any) -> dict[str, str]:
    return {
        "first": covers.day(cast, 3, now=now).isoformat(),
        "last": covers.day(cast, 9, now=now).isoformat(),
    }


def test_a_cover_from_asking_to_ending(cast, story, people, days):
    dana, eli, mo = people["dana"], people["eli"], people["mo"]
    where = story.engagement_id
    found = send(dana, "get", "colleague", where).json()
    assert found == {
        "cover": None,
        "handover": None,
        "colleagues": {str(cast.mo.user_id): "Dr Mo Lindgren"},
    }

    sent = {"colleague_id": str(cast.mo.user_id), **days}
    made = send(dana, "post", "covers", where, data=sent)
    assert made.status_code == 201
    cover_id = made.json()["id"]
    assert send(dana, "post", "covers", where, data=sent).status_code == 409  # one at a time

    (asked,) = send(mo, "get", "asked").json()["covers"]
    assert (asked["id"], asked["state"], asked["asked_by"]) == (cover_id, "asked", "Dr Dana Ruiz")
    assert (asked["first"], asked["last"]) == (days["first"], days["last"])
    assert send(eli, "post", "agree_to_cover", cover_id).status_code == 409  # not theirs to say
    assert send(mo, "post", "agree_to_cover", cover_id).status_code == 204
    seen = send(eli, "get", "colleague", where).json()
    assert (seen["cover"]["state"], seen["colleagues"]) == ("agreed", {})
    assert send(people["otto"], "post", "end_cover", cover_id).status_code == 404
    assert send(dana, "post", "end_cover", cover_id).status_code == 204
    assert send(eli, "get", "colleague", where).json()["cover"] is None


def test_a_no_is_the_end_of_it(cast, story, people, days):
    sent = {"colleague_id": str(cast.mo.user_id), **days}
    cover_id = send(people["dana"], "post", "covers", story.engagement_id, data=sent).json()["id"]
    assert send(people["mo"], "post", "decline_cover", cover_id).status_code == 204
    assert send(people["mo"], "get", "asked").json() == {"covers": [], "handovers": []}


def test_bad_days_have_their_sentence(cast, story, people, days):
    sent = {"colleague_id": str(cast.mo.user_id), "first": days["last"], "last": days["first"]}
    answer = send(people["dana"], "post", "covers", story.engagement_id, data=sent)
    assert answer.status_code == 400
    assert "The last day comes before the first" in answer.content.decode()


def test_a_handover_with_an_objection(cast, story, people):
    dana, eli, mo = people["dana"], people["eli"], people["mo"]
    sent = {"colleague_id": str(cast.mo.user_id)}
    made = send(dana, "post", "handovers", story.engagement_id, data=sent)
    assert made.status_code == 201
    row = made.json()["id"]
    assert send(mo, "get", "asked").json()["handovers"][0]["outgoing"] == "Dr Dana Ruiz"

    said = {"words": "I would rather wait."}
    assert send(eli, "post", "object", row, data=said).status_code == 204
    assert send(mo, "post", "agree_onward", row).status_code == 409  # not open to them now
    assert send(dana, "post", "no_objection", row).status_code == 404
    found = send(eli, "get", "colleague", story.engagement_id).json()["handover"]
    assert found["state"] == "objected"

    assert send(eli, "post", "no_objection", row).status_code == 204
    assert send(mo, "post", "agree_onward", row).status_code == 204
    assert send(mo, "get", "colleague", story.engagement_id).status_code == 404
    assert send(eli, "post", "agree_onward", row).status_code == 204
    assert send(mo, "get", "colleague", story.engagement_id).status_code == 200
    assert send(dana, "get", "colleague", story.engagement_id).status_code == 404


def test_it_is_declined_and_withdrawn(cast, story, people):
    dana, mo = people["dana"], people["mo"]
    sent = {"colleague_id": str(cast.mo.user_id)}
    for who, word in ((mo, "decline_onward"), (dana, "withdraw_onward")):
        row = send(dana, "post", "handovers", story.engagement_id, data=sent).json()["id"]
        assert send(who, "post", word, row).status_code == 204
        assert send(who, "post", word, row).status_code == 409


def test_whoever_covers_hands_nothing_on(cast, story, people, days, now):
    cover = covers.ask(cast, story.engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    at(cover.starts_at + timedelta(hours=1), now)
    mo, sent = people["mo"], {"colleague_id": str(cast.dana.user_id)}
    assert send(mo, "get", "colleague", story.engagement_id).json()["colleagues"] == {}
    days |= {"last": (clock.now() + timedelta(days=20)).date().isoformat()}
    for name, data in (("covers", sent | days), ("handovers", sent)):
        assert send(mo, "post", name, story.engagement_id, data=data).status_code == 403
