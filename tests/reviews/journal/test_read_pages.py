"""Reading a shared reflection over HTTP, and adding to it."""

import pytest
from django.urls import reverse

from accounts.queries import list_events
from reviews.journal.queries import read_entry
from tests.conftest import SENTENCE


def url_of(entry, name="read"):
    return reverse(f"journal:{name}", args=[entry.id])


@pytest.mark.parametrize("person", ["dana", "eli"])
def test_both_people_read_it_and_it_is_noted(shared, cast, eli, browser, being, person):
    reader = getattr(cast, person)

    answer = browser(reader).get(url_of(shared))

    assert SENTENCE in answer.content.decode()
    with being(eli):
        events = list_events(chain=shared.engagement_id, verbs=frozenset({"read"}))
    assert (events[0].actor_id, events[0].object_id) == (reader.user_id, shared.id)


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_nobody_else_does(shared, cast, dana, browser, person):
    assert browser(dana).get(url_of(shared)).status_code == 200

    assert browser(getattr(cast, person)).get(url_of(shared)).status_code == 404


def test_the_client_adds_and_the_first_words_stay(shared, eli, dana, browser, being):
    answer = browser(eli).post(url_of(shared, "add"), {"text": "And I knew it then."})

    assert answer["Location"] == url_of(shared)
    with being(dana):
        seen = read_entry(actor=dana, entry_id=shared.id)
    assert seen.answers[0].text == SENTENCE
    assert [text for _, text in seen.addenda] == ["And I knew it then."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Write what you want to add."), ("odd \x00 sign", "hidden character")],
)
def test_an_addition_that_cannot_be_kept(shared, eli, browser, text, sentence):
    answer = browser(eli).post(url_of(shared, "add"), {"text": text})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_the_clinician_cannot_add(shared, eli, dana, browser):
    assert browser(eli).post(url_of(shared, "add"), {"text": "Mine."}).status_code == 302

    assert browser(dana).post(url_of(shared, "add"), {"text": "Hers."}).status_code == 404
