"""The client is told that a reader's mail and their own are in one house; nothing is blocked."""

from django.urls import reverse

from tests import sharing_story as story

WORDS = "and so does that of somebody you permitted to read something"


def page_of(permission, browser, eli):
    return browser(eli).get(reverse("releases:permission", args=[permission.id])).text


def test_a_reader_in_the_same_house_is_pointed_out_on_the_copy(cast, permission, browser, eli):
    assert "and so does that of Erin Vale" in page_of(permission, browser, eli)
    assert WORDS in browser(eli).get("/mails/").text


def test_a_reader_elsewhere_is_not(cast, engagement, now, browser, eli):
    reader = ("Erin Vale", "people director", "Vale", "erin@vale.example")
    permission = story.permitted(cast, engagement.id, now=now, reader=reader)

    assert "and so does that of" not in page_of(permission, browser, eli)
    assert WORDS not in browser(eli).get("/mails/").text
