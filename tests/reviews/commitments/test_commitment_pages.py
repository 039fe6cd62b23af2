"""Commitments over HTTP: both read them, both say how one stands."""

import pytest
from django.urls import reverse

from tests.ground import acted_once
from tests.talks import COMMITMENT, commitment_of, log_session


@acted_once
def commitment(dana, eli, engagement, now):
    return commitment_of(eli, log_session(dana, engagement.id, now=now))


def one(commitment):
    return reverse("commitments:one", args=[commitment.id])


@pytest.mark.parametrize("person", ["dana", "eli"])
def test_both_read_and_say(commitment, cast, browser, person):
    visitor = browser(getattr(cast, person))
    listed = visitor.get(reverse("commitments:all", args=[commitment.engagement_id]))
    assert COMMITMENT in listed.content.decode()
    assert "Nothing said yet" in listed.content.decode()

    answer = visitor.post(one(commitment), {"stands": "under_way", "text": "Twice this week."})

    assert answer["Location"] == one(commitment)
    page = visitor.get(one(commitment)).content.decode()
    assert "Under way" in page
    assert "Twice this week." in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "Words."}, "Choose how it stands"),
        ({"stands": "perfect", "text": "Words."}, "Choose how it stands"),
        ({"stands": "done", "text": "odd \x00"}, "hidden character"),
    ],
)
def test_what_cannot_be_kept(commitment, eli, browser, data, sentence):
    answer = browser(eli).post(one(commitment), data)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_nobody_else(commitment, cast, eli, browser, person):
    assert browser(eli).get(one(commitment)).status_code == 200

    stranger = browser(getattr(cast, person))
    assert stranger.get(one(commitment)).status_code == 404
    assert stranger.post(one(commitment), {"stands": "done"}).status_code == 404


def test_the_api(commitment, eli, otto, browser):
    json = {"HTTP_ACCEPT": "application/json"}
    listed = f"/api/v1/engagements/{commitment.engagement_id}/commitments/"
    steps = f"/api/v1/commitments/{commitment.id}/steps/"
    assert browser(eli).get(listed, **json).json()[0]["text"] == COMMITMENT

    said = {"stands": "done", "text": "Done."}
    answer = browser(eli).post(steps, said, content_type="application/json", **json)

    assert answer.status_code == 201
    assert answer.json()["stands"] == "done"
    bad = browser(eli).post(steps, {"stands": "x"}, content_type="application/json", **json)
    assert bad.status_code == 400
    foreign = browser(otto).post(steps, said, content_type="application/json", **json)
    assert foreign.status_code == 404
