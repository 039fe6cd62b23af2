"""Your page, Timeline and Who has looked, as the client sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.agreeing import signs
from tests.conftest import SENTENCE
from tracker.lib import clock

YOU, TIMELINE, LOOKED = (
    reverse("desk:your_page"),
    reverse("desk:timeline"),
    reverse("desk:access_record"),
)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (YOU, "Nothing has begun yet"),
        (TIMELINE, "Nothing has happened yet."),
        (LOOKED, "Nobody has looked at anything yet."),
    ],
)
def test_before_anything_has_begun(eli, browser, url, words):
    assert words in browser(eli).get(url).content.decode()


def test_the_one_next_thing_stands_on_top(offered, eli, browser):
    client = browser(eli)
    assert "An agreement is waiting for you" in client.get(YOU).content.decode()

    accept = reverse("agreements:accept", args=[offered.id])
    client.post(accept, signs(offered))
    assert "Read what stays between us, and what may not" in client.get(YOU).content.decode()

    page = client.get(reverse("limits:read"))
    client.post(reverse("limits:read"), {"version": page.context["version"]})
    assert "You can write before you meet" in client.get(YOU).content.decode()


def test_a_draft_is_gone_on_with(draft, eli, browser):
    page = browser(eli).get(YOU).content.decode()

    assert "Go on where you stopped" in page
    assert reverse("journal:go_on", args=[draft.id]) in page


def test_what_was_shared_can_be_read_again(shared, eli, browser):
    page = browser(eli).get(YOU).content.decode()

    assert reverse("journal:read", args=[shared.id]) in page
    assert SENTENCE not in page


def test_times_are_said_in_the_clients_own_zone(engagement, eli, browser):
    page = browser(eli).get(YOU).content.decode()

    assert "9:30 AM" in page
    assert "(Chicago time)" in page


def test_a_reading_is_seen_by_the_client(shared, eli, dana, browser):
    browser(dana).get(reverse("journal:read", args=[shared.id]))

    page = browser(eli).get(LOOKED).content.decode()

    assert "Dr Dana Ruiz" in page
    assert "Read the reflection for " in page


def test_the_timeline_has_every_step_and_no_narrative(shared, eli, browser):
    page = browser(eli).get(TIMELINE).content.decode()

    for words in (
        "Agreement offered",
        "Agreement accepted",
        "Limits of confidentiality read",
        "For the check-in on",
        "Ahead",
    ):
        assert words in page
    assert SENTENCE not in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("kind=reflections", "For the check-in", "Agreement offered"),
        ("kind=agreement", "Agreement offered", "For the check-in"),
        ("kind=nonsense", "Agreement offered", "There is nothing of this kind yet."),
    ],
)
def test_the_timeline_shows_what_is_chosen(shared, eli, browser, query, shown, hidden):
    page = browser(eli).get(f"{TIMELINE}?{query}").content.decode()

    assert shown in page
    assert hidden not in page


@pytest.mark.parametrize("url", [YOU, TIMELINE, LOOKED])
@pytest.mark.parametrize("person", ["dana", "ada"])
def test_they_are_the_clients_pages(cast, eli, browser, url, person):
    assert browser(eli).get(url).status_code == 200

    assert browser(getattr(cast, person)).get(url).status_code == 404


@pytest.mark.parametrize("url", [YOU, TIMELINE, LOOKED])
def test_leave_quickly_is_on_every_page_of_the_client(engagement, eli, browser, url):
    assert reverse("about:leave") in browser(eli).get(url).content.decode()


def test_once_the_next_was_shared_an_earlier_one_only_stays_open(engagement, eli, browser, being):
    from reviews.checkins.queries import list_checkins
    from reviews.reminders.actions import sweep

    clock.move(timedelta(days=6))  # the first has passed, and the second is open
    sweep()
    client = browser(eli)
    assert "You can write before you meet" in client.get(YOU).content.decode()
    with being(eli):
        second = list_checkins(actor=eli, engagement_ids=[engagement.id])[1]

    client.post(reverse("desk:begin_writing", args=[second.id]))
    _share_what_was_begun(eli, second, being)

    page = client.get(YOU).content.decode()
    assert "You have shared your reflection" in page
    assert "Also open, if you like" in page


def _share_what_was_begun(eli, checkin, being):
    from reviews.journal.actions import save_answer, share_entry
    from reviews.journal.queries import find_draft_for, get_draft

    with being(eli):
        found = find_draft_for(actor=eli, checkin_id=checkin.id)
        entry = get_draft(actor=eli, entry_id=found)
        prompt, now = entry.prompts[0], clock.now()
        save_answer(actor=eli, entry=entry, prompt=prompt, text="A", version=0, now=now)
        share_entry(actor=eli, entry=entry, now=now)
