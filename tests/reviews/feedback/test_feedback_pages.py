"""Feedback and replies over HTTP."""

import uuid

import pytest
from django.urls import reverse

from tests.ground import acted_once
from tests.talks import FEEDBACK, give_feedback, log_session, reply_to

REPLY = "I saw it later, and not by myself."


def url(name, *args):
    return reverse(f"feedback:{name}", args=args)


@acted_once
def draft(dana, engagement, now):
    return give_feedback(dana, engagement.id, now=now, publish=False)


@acted_once
def published(dana, engagement, now):
    return give_feedback(dana, engagement.id, now=now)


def test_feedback_in_one_go(dana, eli, engagement, browser):
    visitor = browser(dana)
    page = visitor.get(url("begin", engagement.id)).content.decode()
    assert "What do you disagree with?" in page
    data = {"text": FEEDBACK, "version": "0", "over": "1"}
    over = visitor.post(url("begin", engagement.id), data)["Location"]
    assert FEEDBACK in visitor.get(over).content.decode()

    read = visitor.post(over, {"version": "1"})["Location"]

    assert FEEDBACK in browser(eli).get(read).content.decode()


def test_about_a_signed_log(dana, eli, engagement, now, browser):
    session = log_session(dana, engagement.id, now=now)
    data = {"text": FEEDBACK, "version": "0", "over": "1"}
    visitor = browser(dana)
    over = visitor.post(url("begin_about", session.id), data)["Location"]
    read = visitor.post(over, {"version": "1"})["Location"]

    link = reverse("sessions:read", args=[session.id])
    assert link in browser(eli).get(read).content.decode()
    assert browser(eli).get(url("begin_about", session.id)).status_code == 404


def test_a_draft_is_dana_s_alone(dana, eli, draft, browser):
    assert browser(dana).get(url("write", draft.id)).status_code == 200

    for name in ("read", "write", "look_over"):
        assert browser(eli).get(url(name, draft.id)).status_code == 404
    assert browser(eli).post(url("discard", draft.id)).status_code == 404


def test_a_stale_save_loses_nothing(dana, draft, browser):
    visitor = browser(dana)
    visitor.post(url("write", draft.id), {"text": "From the other tab.", "version": "1"})

    answer = visitor.post(url("write", draft.id), {"text": "Typed here.", "version": "1"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed here." in page
    assert "From the other tab." in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("odd \x00 sign", "hidden character"), ("x" * 20_001, "longer than 20,000 characters")],
)
def test_what_cannot_be_kept_is_given_back(dana, draft, browser, text, sentence):
    answer = browser(dana).post(url("write", draft.id), {"text": text, "version": "1"})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_an_empty_one_is_not_published(dana, eli, draft, browser):
    visitor = browser(dana)
    visitor.post(url("write", draft.id), {"text": "", "version": "1"})

    answer = visitor.post(url("look_over", draft.id), {"version": "2"})

    assert answer.status_code == 400
    assert "You cannot publish this yet" in answer.content.decode()
    assert browser(eli).get(url("read", draft.id)).status_code == 404


def test_publishing_what_was_saved_again_meanwhile(dana, draft, browser):
    visitor = browser(dana)
    visitor.post(url("write", draft.id), {"text": "Newer.", "version": "1"})

    answer = visitor.post(url("look_over", draft.id), {"version": "1"})

    assert answer.status_code == 409
    assert "Newer." in answer.content.decode()


def test_a_save_after_publishing_gives_the_text_back(dana, published, browser):
    answer = browser(dana).post(url("write", published.id), {"text": "Too late.", "version": "1"})

    assert answer.status_code == 409
    assert "Too late." in answer.content.decode()


def test_a_reply_in_one_go(dana, eli, published, browser):
    visitor = browser(eli)
    page = visitor.get(url("read", published.id)).content.decode()
    for label in ("What I accept", "What I see differently", "What I need explained"):
        assert label in page
    data = {"accept": "", "differently": REPLY, "explain": "", "version": "0", "over": "1"}
    over = visitor.post(url("save_reply", published.id), data)["Location"]
    assert REPLY in visitor.get(over).content.decode()
    assert REPLY not in browser(dana).get(url("read", published.id)).content.decode()

    visitor.post(over, {"version": "1"})

    assert REPLY in browser(dana).get(url("read", published.id)).content.decode()
    assert 'name="differently"' not in visitor.get(url("read", published.id)).content.decode()


def test_a_stale_reply_loses_nothing(eli, published, browser):
    visitor = browser(eli)
    data = {"accept": "From the other tab.", "differently": "", "explain": "", "version": "0"}
    visitor.post(url("save_reply", published.id), data)

    answer = visitor.post(url("save_reply", published.id), {**data, "accept": "Typed here."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed here." in page
    assert "From the other tab." in page
    assert 'name="version" value="1"' in page


def test_an_empty_reply_is_not_sent(eli, published, now, browser):
    reply_to(eli, published.id, now=now, send=False, accept="")

    answer = browser(eli).post(url("look_over_reply", published.id), {"version": "1"})

    assert answer.status_code == 400
    assert "You do not have to reply" in answer.content.decode()


def test_a_reply_after_sending_gives_the_text_back(eli, published, now, browser):
    reply_to(eli, published.id, now=now)
    data = {"accept": "Too late.", "differently": "", "explain": "", "version": "1"}

    answer = browser(eli).post(url("save_reply", published.id), data)

    assert answer.status_code == 409
    assert "Too late." in answer.content.decode()


@pytest.mark.parametrize("part", ["accept", "differently", "explain"])
def test_a_reply_that_cannot_be_kept(eli, published, browser, part):
    data = {"accept": "a", "differently": "b", "explain": "c", "version": "0", part: "odd \x00"}

    answer = browser(eli).post(url("save_reply", published.id), data)

    assert answer.status_code == 400
    assert "hidden character" in answer.content.decode()


def test_both_add_to_their_own(dana, eli, published, now, browser):
    reply_to(eli, published.id, now=now)
    added = {"text": "One more thing.", "reason": "I thought of it later."}
    browser(dana).post(url("add", published.id), added)
    browser(eli).post(url("add_to_reply", published.id), {**added, "text": "Me too."})

    page = browser(eli).get(url("read", published.id)).content.decode()
    assert "One more thing." in page
    assert "Me too." in page
    assert browser(eli).post(url("add", published.id), added).status_code == 404
    assert browser(dana).post(url("add_to_reply", published.id), added).status_code == 404


def test_entered_in_error(dana, eli, published, now, browser):
    reply_to(eli, published.id, now=now, accept=REPLY)
    browser(eli).post(url("reply_in_error", published.id), {"reason": "Not what I meant."})
    page = browser(dana).get(url("read", published.id)).content.decode()
    assert FEEDBACK in page
    assert REPLY not in page
    assert "Not what I meant." in page

    browser(dana).post(url("in_error", published.id), {"reason": "Meant for a later day."})
    page = browser(eli).get(url("read", published.id)).content.decode()
    assert FEEDBACK not in page
    assert "Meant for a later day." in page


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_nobody_else_reads_it(published, cast, dana, browser, person):
    assert browser(dana).get(url("read", published.id)).status_code == 200

    assert browser(getattr(cast, person)).get(url("read", published.id)).status_code == 404


def test_the_api_reads(dana, eli, published, now, browser):
    reply_to(eli, published.id, now=now, send=False, accept=REPLY)
    json = {"HTTP_ACCEPT": "application/json"}
    address = f"/api/v1/answers/{published.id}/"

    assert browser(eli).get(address, **json).json()["reply"]["words"]["accept"] == REPLY
    seen = browser(dana).get(address, **json).json()
    assert (seen["text"], seen["reply"]) == (FEEDBACK, None)
    listed = browser(dana).get(f"/api/v1/engagements/{published.engagement_id}/answers/", **json)
    assert [head["id"] for head in listed.json()] == [str(published.id)]
    assert browser(eli).get(f"/api/v1/answers/{uuid.uuid4()}/", **json).status_code == 404
