"""The API: the same acts and refusals as the pages, as JSON, with one shape of error."""

import uuid

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.queries import list_events
from tests.accounts.conftest import ORIGIN
from tests.conftest import PASSWORD, SENTENCE


def get(client, name, *args):
    return client.get(reverse(f"api:{name}", args=args))


def send(client, method, name, *args, data=None):
    return getattr(client, method)(
        reverse(f"api:{name}", args=args), data, content_type="application/json"
    )


@pytest.fixture
def eli_now(cast):
    """Eli, who signed in with the password this moment: for what is signed."""
    client = Client(headers=ORIGIN)
    client.post("/sign-in/", {"login": cast.eli.email, "password": PASSWORD})
    return client


def test_the_schema_has_no_warnings(tmp_path):
    call_command("spectacular", fail_on_warn=True, file=str(tmp_path / "schema.yml"))


def test_signed_out_is_401(client):
    answer = get(client, "me")

    assert answer.status_code == 401
    assert set(answer.json()) == {"detail"}


def test_who_am_i(cast, browser):
    for person in (cast.dana, cast.eli, cast.ada):
        assert get(browser(person), "me").json()["role"] == person.actor.role


def test_both_people_see_their_engagement(engagement, cast, browser):
    for person in (cast.dana, cast.eli):
        client = browser(person)
        (listed,) = get(client, "engagements").json()
        detail = get(client, "engagement", engagement.id).json()
        assert listed["id"] == detail["id"] == str(engagement.id)
        assert detail["client_name"] == "Eli Rask"
        assert get(client, "checkins", engagement.id).json()[0]["zone"] == "America/Chicago"


@pytest.mark.parametrize("name", ["engagement", "checkins", "timeline", "looked"])
@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_an_engagement_is_a_random_address_to_others(engagement, cast, eli, browser, person, name):
    assert get(browser(eli), name, engagement.id).status_code == 200

    theirs = browser(getattr(cast, person))
    foreign, unknown = get(theirs, name, engagement.id), get(theirs, name, uuid.uuid4())
    nowhere = theirs.get("/api/v1/nowhere/")
    assert foreign.status_code == unknown.status_code == nowhere.status_code == 404
    assert foreign.content == unknown.content == nowhere.content


def test_a_reflection_from_the_first_word_to_the_reading(
    checkin, eli, dana, browser, being, engagement
):
    client = browser(eli)
    begun = send(client, "post", "begin_reflection", checkin.id)
    assert begun.status_code == 201
    draft, prompt = begun.json()["id"], begun.json()["prompts"][0]

    saved = send(client, "put", "answer", draft, prompt, data={"text": SENTENCE, "version": 0})
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    assert get(client, "answer", draft, prompt).json()["text"] == SENTENCE
    assert get(browser(dana), "draft", draft).status_code == 404
    assert get(browser(dana), "reflection", draft).status_code == 404

    assert send(client, "post", "share", draft).status_code == 204
    assert send(client, "post", "share", draft).status_code == 409
    added = send(client, "post", "additions", draft, data={"text": "And I knew it."})
    assert added.status_code == 201

    read = get(browser(dana), "reflection", draft).json()
    assert read["answers"][0]["text"] == SENTENCE
    assert read["additions"][0]["text"] == "And I knew it."
    with being(eli):
        events = list_events(chain=engagement.id, verbs=frozenset({"read"}))
    assert str(events[0].object_id) == draft
    looked = get(client, "looked", engagement.id).json()
    assert (looked[0]["who"], looked[0]["what"]) == ("Dr Dana Ruiz", "reflection")
    kinds = {step["kind"] for step in get(client, "timeline", engagement.id).json()}
    assert kinds == {"agreement", "limits", "checkin", "reflection"}


def test_a_stale_save_keeps_both_and_a_choice_ends_it(draft, eli, browser):
    client, prompt = browser(eli), draft.prompts[0]
    first = {"text": "First.", "version": 1}
    assert send(client, "put", "answer", draft.id, prompt, data=first).status_code == 200

    stale = {"text": "Second.", "version": 1}
    answer = send(client, "put", "answer", draft.id, prompt, data=stale)

    assert answer.status_code == 409
    kept = get(client, "answer", draft.id, prompt).json()
    assert (kept["text"], kept["second"]) == ("First.", "Second.")
    chosen = send(client, "post", "choice", draft.id, prompt, data={"pick": "here"})
    assert chosen.json() == {"version": 3}
    assert get(client, "answer", draft.id, prompt).json()["text"] == "Second."
    again = send(client, "post", "choice", draft.id, prompt, data={"pick": "here"})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"text": "a" * 20_001, "version": 1}, "text"),
        ({"text": "hidden \x00", "version": 1}, "text"),
        ({"text": "turned \u202e", "version": 1}, "text"),
        ({"text": "fine", "version": -1}, "version"),
        ({"text": "fine"}, "version"),
        ({"text": ["not", "a text"], "version": 1}, "text"),
        ({"text": "fine", "version": 1, "page": "tab"}, "page"),
    ],
)
def test_input_that_cannot_be_kept(draft, eli, browser, data, field):
    client = browser(eli)

    answer = send(client, "put", "answer", draft.id, draft.prompts[0], data=data)

    assert answer.status_code == 400
    assert set(answer.json()) == {"detail", "errors"}
    assert field in answer.json()["errors"]
    assert get(client, "answer", draft.id, draft.prompts[0]).json()["text"] == SENTENCE


def test_discarding(draft, eli, browser):
    client = browser(eli)

    assert send(client, "delete", "draft", draft.id).status_code == 204
    assert get(client, "draft", draft.id).status_code == 404


def test_accepting_an_agreement(offered, eli, eli_now, dana, browser):
    client = eli_now
    read = get(client, "agreement", offered.id).json()
    assert read["terms"]["working_on"] == "Hearing a no the first time"
    assert send(browser(dana), "post", "accept", offered.id).status_code == 404

    bad = send(client, "post", "accept", offered.id, data={"client_name": "two\nlines"})
    assert bad.status_code == 400
    good = {"client_name": "Eli Rask", "digest": read["digest"]}
    another = {**good, "digest": "0" * 64}
    assert send(client, "post", "accept", offered.id, data=another).status_code == 409
    assert send(browser(eli), "post", "accept", offered.id, data=good).status_code == 403
    assert send(client, "post", "accept", offered.id, data=good).status_code == 204
    assert send(client, "post", "accept", offered.id, data=good).status_code == 409


def test_declining_an_agreement(offered, eli, browser):
    assert send(browser(eli), "post", "decline", offered.id).status_code == 204

    assert get(browser(eli), "agreement", offered.id).json()["state"] == "declined"


def test_before_the_limits_no_word_is_begun(offered, eli_now):
    client = eli_now
    digest = get(client, "agreement", offered.id).json()["digest"]
    good = {"client_name": "Eli Rask", "digest": digest}
    send(client, "post", "accept", offered.id, data=good)
    engagement = get(client, "engagements").json()[0]["id"]
    checkin = get(client, "checkins", engagement).json()[0]["id"]

    assert send(client, "post", "begin_reflection", checkin).status_code == 403


def test_having_talked(checkin, dana, eli, browser):
    assert send(browser(eli), "post", "talked", checkin.id).status_code == 404

    assert send(browser(dana), "post", "talked", checkin.id).status_code == 204


def test_what_is_not_json_is_refused(draft, eli, browser):
    url = reverse("api:answer", args=[draft.id, draft.prompts[0]])

    answer = browser(eli).put(url, "text=x", content_type="text/plain")

    assert answer.status_code == 415


def test_json_longer_than_a_form_may_be_is_refused(draft, eli, browser):
    url = reverse("api:answer", args=[draft.id, draft.prompts[0]])
    body = {"text": "x", "version": 1}

    assert browser(eli).put(url, body, content_type="application/json").status_code == 200
    body["filler"] = "x" * 1_100_000
    assert browser(eli).put(url, body, content_type="application/json").status_code == 413


def test_without_the_form_token_nothing_is_done(draft, eli, browser):
    client = browser(eli)
    client.handler.enforce_csrf_checks = True

    answer = send(client, "post", "share", draft.id)

    assert answer.status_code == 403
