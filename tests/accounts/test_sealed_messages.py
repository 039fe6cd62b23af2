"""What a page says once may name somebody: it is in no session row as it was said."""

from django.contrib.messages import get_messages, success
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import RequestFactory

from accounts.sealed_messages import SealedMessages

SAID = "Withdrawn. Erin Vale can open nothing from now on."


def asked(session):
    request = RequestFactory().get("/")
    request.session = session
    request._messages = SealedMessages(request)
    return request


def test_a_message_rests_sealed_and_is_said_on_the_next_page():
    first = asked(SessionStore())
    success(first, SAID)
    first._messages.update(None)
    first.session.save()

    row = Session.objects.get(session_key=first.session.session_key)
    assert "_messages" in row.get_decoded()
    assert "Erin" not in str(row.get_decoded())

    second = asked(SessionStore(row.session_key))
    assert [str(message) for message in get_messages(second)] == [SAID]


def test_a_message_that_cannot_be_opened_is_not_said():
    store = SessionStore()
    for kept in ("", "no-key:AAAA", "nothing", '[["__json_message", 0, 25, "plain"]]'):
        store["_messages"] = kept
        assert list(get_messages(asked(store))) == []
