"""A text sent to a session that has ended comes back, and gets to its place, second factor or not."""

from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import ORIGIN, code_of, give_factor
from tests.conftest import PASSWORD
from tests.pages import form_with
from tests.talks import note_privately

WORDS = "What I had typed when it ended."


def sign_in(client, person, *, secret="", onward=""):
    """Over both pages; returns where it led."""
    query = f"?next={onward}" if onward else ""
    answer = client.post(f"/sign-in/{query}", {"login": person.email, "password": PASSWORD})
    if secret:
        assert answer.url == "/second-factor/code/"
        answer = client.post(answer.url, {"code": code_of(secret)})
    assert answer.status_code == 302
    return answer.url


def end_sessions():
    Session.objects.all().delete()


def token_of(client, page="/sign-in/"):
    return form_with(client.get(page).content.decode(), "csrfmiddlewaretoken")["fields"][
        "csrfmiddlewaretoken"
    ][0]


@pytest.fixture
def private(engagement):
    return reverse("sessions:private", args=[engagement.id])


def test_a_page_asked_for_is_come_back_to_after_the_second_factor(cast, private, engagement):
    client, secret = Client(headers=ORIGIN), give_factor(cast.dana.user_id)

    asked = client.get(private)

    assert asked.url == f"/sign-in/?next={private}"
    assert sign_in(client, cast.dana, secret=secret, onward=private) == private
    assert client.get(private).status_code == 200


def test_the_text_waits_while_one_signs_in_with_a_second_factor(cast, private, dana, being, now):
    """Without any script, the token checked: text first, and at the end it is where it belongs."""
    from reviews.sessions.queries import list_process_notes

    client = Client(headers=ORIGIN, enforce_csrf_checks=True)
    secret = give_factor(cast.dana.user_id)
    login = {"login": cast.dana.email, "password": PASSWORD}
    client.post("/sign-in/", {**login, "csrfmiddlewaretoken": token_of(client)})
    page = "/second-factor/code/"
    code = {"code": code_of(secret), "csrfmiddlewaretoken": token_of(client, page)}
    assert client.post(page, code).status_code == 302
    form = form_with(client.get(private).content.decode(), "text")
    end_sessions()

    out = client.post(private, {**form["fields"], "text": WORDS})
    assert out.status_code == 401
    assert_text_first(out)
    kept = form_with(out.content.decode(), "text")
    assert kept["action"] == private

    other_tab = "/sign-in/?next=/signed-in/"
    client.post(other_tab, {**login, "csrfmiddlewaretoken": token_of(client, other_tab)})
    recovery = give_recovery(cast.dana.user_id)
    code = {"code": recovery, "csrfmiddlewaretoken": token_of(client, page)}
    assert client.post(page, code).url == "/signed-in/"
    assert "Your text waits" in client.get("/signed-in/").content.decode()

    old = client.post(kept["action"], kept["fields"])
    assert old.status_code == 403  # signing in changed the token
    assert_text_first(old)
    again = form_with(old.content.decode(), "text")
    assert client.post(again["action"], again["fields"]).url == private
    with being(dana):
        notes = list_process_notes(actor=dana, engagement_id=private_engagement(private))
    assert [note.text for note in notes] == [WORDS]


def assert_text_first(answer):
    page = answer.content.decode()
    main = page[page.index("<main") :]
    assert main.index("Not saved yet. Your text is below") < main.index("<form")
    assert form_with(page, "text")["fields"]["text"] == [WORDS]


def give_recovery(user_id):
    from tests.accounts.conftest import recovery_codes_of

    return recovery_codes_of(user_id)[0]


def private_engagement(path):
    return UUID(path.split("/")[2])


def test_a_token_of_before_and_nobody_signed_in_asks_to_sign_in_first(cast, private, browser):
    client = Client(headers=ORIGIN, enforce_csrf_checks=True)

    answer = client.post(private, {"text": WORDS, "csrfmiddlewaretoken": "x" * 64})

    assert answer.status_code == 401
    assert "Sign in in a new tab" in answer.content.decode()
    assert_text_first(answer)
    stale = client.post("/sign-in/", {"login": "a@example.org", "password": "x"})
    assert stale.status_code == 403


def test_somebody_else_on_the_same_device_gets_nothing_and_the_text_stays_on_the_page(
    private, dana, mo, browser, engagement, now, being
):
    from reviews.sessions.queries import list_process_notes

    note_privately(dana, engagement.id, now=now)
    sent = {"text": WORDS}

    theirs = browser(mo).post(private, sent)

    assert theirs.status_code == 404
    assert WORDS in theirs.content.decode()
    assert "somebody else has signed in" in theirs.content.decode()
    with being(dana):
        assert len(list_process_notes(actor=dana, engagement_id=engagement.id)) == 1
    assert browser(dana).post(private, sent).status_code == 302


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_words_that_another_site_planted_are_not_shown(private, mo, browser, origin):
    client = browser(mo)
    assert WORDS in client.post(private, {"text": WORDS}).content.decode()

    planted = client.post(private, {"text": WORDS}, headers={"Origin": origin})

    assert WORDS not in planted.content.decode()


def test_a_password_never_comes_back(private, mo, browser):
    answer = browser(mo).post(private, {"text": WORDS, "password": "three words here"})

    assert WORDS in answer.content.decode()
    assert "three words here" not in answer.content.decode()


def test_where_nothing_was_typed_one_comes_back_to_the_same_page(private, cast):
    client = Client(headers=ORIGIN)
    page = {"headers": {"Referer": f"http://localhost:8000{private}"}}

    out = client.post(private, {"text": ""}, **page)

    assert out.status_code == 401
    assert f'href="/sign-in/?next={private}"' in out.content.decode()
    elsewhere = {"headers": {"Referer": "https://elsewhere.example/page/"}}
    assert "next=" not in main_of(client.post(private, {"text": ""}, **elsewhere))


def main_of(answer):
    page = answer.content.decode()
    return page[page.index('<div class="errorpage">') : page.index("</main")]


def test_the_page_of_a_broken_server_shows_the_text(private, dana, browser, monkeypatch, settings):
    client = browser(dana)
    assert client.get(private).status_code == 200

    def broken(**_):
        raise RuntimeError

    monkeypatch.setattr("reviews.sessions.actions.write_process_note", broken)
    client.raise_request_exception = False
    answer = client.post(private, {"text": WORDS})

    assert answer.status_code == 500
    assert WORDS in answer.content.decode()
