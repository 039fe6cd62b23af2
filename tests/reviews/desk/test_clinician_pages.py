"""Today, People, a person and their timeline, as the clinician sees them."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import SENTENCE

TODAY, PEOPLE = reverse("desk:today"), reverse("desk:people")


def person_url(engagement_id, name="person"):
    return reverse(f"desk:{name}", args=[engagement_id])


def test_nothing_needs_a_clinician_without_people(cast, mo, browser):
    page = browser(mo).get(TODAY).content.decode()

    assert "otto@example.org is ready to begin" in page
    assert "You do not work with anyone yet." in page


def test_a_shared_reflection_needs_attention_until_it_was_talked_over(
    shared, checkin, dana, browser
):
    client = browser(dana)
    assert "Eli R. shared a reflection" in client.get(TODAY).content.decode()
    assert "One thing needs you." in client.get(TODAY).content.decode()

    client.get(reverse("journal:read", args=[shared.id]))
    assert "Read, not talked about yet." in client.get(TODAY).content.decode()

    client.post(reverse("desk:talked", args=[checkin.id]))
    assert "Eli R. shared a reflection" not in client.get(TODAY).content.decode()


def test_lists_hold_no_word_of_a_reflection(shared, dana, browser):
    client = browser(dana)

    for url in (TODAY, PEOPLE, person_url(shared.engagement_id)):
        page = client.get(url).content.decode()
        assert "Eli R." in page
        assert SENTENCE not in page


def test_a_draft_shows_nowhere(draft, dana, browser):
    client = browser(dana)

    assert "Nothing needs you today." in client.get(TODAY).content.decode()
    page = client.get(person_url(draft.engagement_id)).content.decode()
    assert "Nothing has been shared with you." in page
    timeline = client.get(person_url(draft.engagement_id, "person_timeline")).content.decode()
    assert "For the check-in" not in timeline


def test_an_offer_waits(offered, dana, browser):
    page = browser(dana).get(TODAY).content.decode()

    assert "Eli R. has your agreement to answer" in page


def test_the_persons_page_says_the_rhythm_in_words(engagement, dana, browser):
    page = browser(dana).get(person_url(engagement.id)).content.decode()

    assert "Every week, on " in page
    assert "at 9:30 AM (Chicago time)" in page
    assert "Hearing a no the first time" in page


@pytest.mark.parametrize("name", ["person", "person_timeline"])
@pytest.mark.parametrize("person", ["mo", "eli", "otto", "ada"])
def test_it_is_a_random_address_to_everybody_else(engagement, cast, dana, browser, name, person):
    assert browser(dana).get(person_url(engagement.id, name)).status_code == 200

    theirs = browser(getattr(cast, person))
    assert theirs.get(person_url(engagement.id, name)).status_code == 404
    assert theirs.get(person_url(uuid.uuid4(), name)).status_code == 404


@pytest.mark.parametrize("url", [TODAY, PEOPLE])
def test_three_people_cost_no_more_queries_than_one(url, dana, browser, add_client):
    client = browser(dana)
    add_client("jonah")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        assert client.get(url).status_code == 200

    add_client("petra")
    add_client("silas")
    with CaptureQueriesContext(connection) as three:
        page = client.get(url).content.decode()

    assert "petra" in page
    assert "silas" in page
    assert len(three) == len(one)
