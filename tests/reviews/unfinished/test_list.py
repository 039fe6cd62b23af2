"""What one has begun, in one list: gone on with where one stopped, discarded in one click."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.unfinished.queries import list_unfinished
from reviews.unfinished.words import discard_url, go_on_url
from reviews.unsent import places
from tests.unsent import type_into
from tracker.lib import clock

LIST = "/begun/"
TITLES = {
    "eli": ["A new permission", "A reflection", "A reply to feedback"],
    "dana": ["A process note", "A report", "A session log", "Feedback"],
}


def titles(page, who):
    return sorted(title for title in TITLES[who] if f">{title}" in page)


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_it_lists_everything_one_has_begun_and_nothing_of_the_other(begun, cast, browser, who):
    page = browser(getattr(cast, who)).get(LIST).content.decode()

    other = "dana" if who == "eli" else "eli"
    assert titles(page, who) == TITLES[who]
    assert titles(page, other) == []
    assert "Half a" not in page  # no words of it


def test_others_have_an_empty_one(begun, mo, otto, ada, browser):
    for other in (mo, otto):
        assert "You have begun nothing" in browser(other).get(LIST).content.decode()
    assert browser(ada).get(LIST).status_code == 404


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_each_is_gone_on_with_and_discarded_in_one_click(begun, cast, browser, being, who):
    person = getattr(cast, who)
    client, actor = browser(person), person.actor
    with being(actor):
        drafts = list_unfinished(actor=actor, now=clock.now()).drafts
    assert len(drafts) == len(TITLES[who])
    for left, draft in zip(reversed(range(len(drafts))), drafts, strict=True):
        assert client.get(go_on_url(draft), follow=True).status_code == 200
        assert f'formaction="{discard_url(draft)}"' in client.get(LIST).content.decode()
        after = client.post(discard_url(draft), {"listed": "1"}, follow=True)
        assert after.request["PATH_INFO"] == LIST
        assert "Discarded: " in after.content.decode()
        with being(actor):
            assert len(list_unfinished(actor=actor, now=clock.now()).drafts) == left


def test_words_typed_into_a_draft_are_that_draft(begun, dana, being, now):
    with being(dana):
        before = list_unfinished(actor=dana, now=now).drafts
    log = next(d for d in before if d.kind == "session")
    type_into(dana, places.LOG, begun.id, log.about, "More.", now=now)
    type_into(dana, places.LOG_BEGUN, begun.id, begun.id, "Another.", now=now)

    with being(dana):
        after = list_unfinished(actor=dana, now=now).drafts
    assert len(after) == len(before) + 1
    assert {d.place for d in after} - {d.place for d in before} == {places.LOG_BEGUN}


def test_a_text_is_read_and_copied_where_its_form_is_gone(begun, eli, browser, end_work):
    client = browser(eli)
    page = client.get(LIST).content.decode()
    read = page[page.index("/words/") :].partition('"')[0]
    end_work()

    answer = client.get(read)

    assert "Half a word." in answer.content.decode()
    assert "It was not sent, and only you can see it" in answer.content.decode()
    assert f'action="{read}discard/"' in answer.content.decode()


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_after_the_end_the_page_says_until_when(end_work, cast, browser, days_later, who):
    client = browser(getattr(cast, who))
    assert "is kept until" not in client.get(LIST).content.decode()
    ended = end_work()
    days_later(ended, 2)

    page = client.get(LIST).content.decode()
    first = client.get(reverse("desk:your_page" if who == "eli" else "desk:today")).content.decode()

    assert "has ended" in page
    assert page.count("Kept until") == len(TITLES[who])
    if who == "eli":
        assert first.count("Kept until") == 3
        assert "A reflection" in first
    else:
        assert "is kept until" not in first

    days_later(ended, 24)
    if who == "dana":
        today = client.get(reverse("desk:today")).content.decode()
        assert "What you began with Eli R. is kept until" in today


def test_the_queries_do_not_grow_with_what_was_begun(begun, eli, dana, being, now):
    def asked(actor):
        with being(actor), CaptureQueriesContext(connection) as queries:
            list_unfinished(actor=actor, now=now)
        return len(queries)

    before = asked(eli), asked(dana)
    for number, place in enumerate((places.STATEMENT, places.CORRECTION, places.ADDITION)):
        type_into(eli, place, begun.id, begun.id, f"Words {number}.", now=now)
        type_into(dana, places.LOG_ADDENDUM, begun.id, uuid.uuid4(), f"{number}.", now=now)
    assert (asked(eli), asked(dana)) == before
