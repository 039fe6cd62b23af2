"""Delivering: sent, put off, given up, not needed; and what is unknown is said to be unknown."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends import locmem

from accounts.outbox import delivery, tasks
from accounts.outbox.models import Notice

REFUSALS = [
    smtplib.SMTPDataError(451, b"try later"),
    smtplib.SMTPRecipientsRefused({"eli@example.org": (550, b"no such user")}),
]


@pytest.fixture
def server(monkeypatch):
    """server(error): every mail ends with this error; server(opening=error): every connection."""

    def fail(error=None, *, opening=None):
        def send_messages(self, messages):
            raise error

        def open_connection(self):
            raise opening

        if error is not None:
            monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_messages)
        if opening is not None:
            monkeypatch.setattr(locmem.EmailBackend, "open", open_connection)

    return fail


def test_what_is_due_is_sent_once(post, row, mailoutbox):
    keys = [post(), post()]

    delivery.deliver_pending()
    delivery.deliver_pending()

    assert len(mailoutbox) == 2
    for key in keys:
        assert (row(key).state, row(key).attempts, row(key).uncertain) == ("sent", 1, False)
        assert row(key).leased_until is None
        assert row(key).settled_at is not None


def test_the_row_is_enough_without_any_celery_message(post, row, mailoutbox):
    key = post()  # the test's transaction never commits, so nobody has been told

    tasks.deliver()  # what beat asks for

    assert row(key).state == Notice.SENT


def test_a_reason_that_ended_is_not_written_about(post, row, mailoutbox):
    key = post("reason_ended")

    delivery.deliver_pending()

    assert row(key).state == Notice.NOT_NEEDED
    assert mailoutbox == []


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: type(error).__name__)
def test_a_refused_mail_is_tried_again_later(post, row, now, server, error):
    key = post()
    server(error)

    delivery.deliver_pending()

    assert row(key).state == Notice.WAITING
    assert row(key).due_at >= now + timedelta(minutes=delivery.BACKOFF_MINUTES[0])
    assert (row(key).leased_until, row(key).sending_at) == (None, None)
    assert row(key).reason == type(error).__name__
    assert row(key).uncertain is False, "the server has said no"


def test_a_server_that_cannot_be_reached_leaves_nothing_uncertain(post, row, server):
    key = post()
    server(opening=ConnectionRefusedError())

    delivery.deliver_pending()

    assert (row(key).state, row(key).uncertain) == (Notice.WAITING, False)


@pytest.mark.parametrize(
    "error",
    [smtplib.SMTPServerDisconnected(), TimeoutError(), ConnectionResetError()],
    ids=lambda error: type(error).__name__,
)
def test_a_connection_that_broke_leaves_it_uncertain(post, row, server, error):
    key = post()
    server(error)

    delivery.deliver_pending()

    assert (row(key).state, row(key).uncertain) == (Notice.WAITING, True)
    assert row(key).reason == type(error).__name__


def test_a_goodbye_that_fails_changes_nothing(post, row, mailoutbox, monkeypatch):
    def close(self):
        raise smtplib.SMTPServerDisconnected

    key = post()
    monkeypatch.setattr(locmem.EmailBackend, "close", close)

    delivery.deliver_pending()

    assert (row(key).state, len(mailoutbox)) == (Notice.SENT, 1)


def test_it_waits_longer_each_time_and_is_given_up(post, row, change, now, server):
    key = post()
    server(smtplib.SMTPDataError(451, b"try later"))
    waits = []
    for _ in delivery.BACKOFF_MINUTES:
        delivery.deliver_pending()
        waits.append(round((row(key).due_at - now).total_seconds() / 60))
        change(key, due_at=now)

    delivery.deliver_pending()

    assert tuple(waits) == delivery.BACKOFF_MINUTES
    assert row(key).state == Notice.FAILED
    assert row(key).attempts == delivery.TRIES
    assert row(key).reason == "SMTPDataError"


def test_a_row_that_ends_every_process_is_given_up(post, row, change, now, mailoutbox):
    key = post()
    change(key, attempts=delivery.TRIES, leased_until=now - timedelta(seconds=1))

    delivery.deliver_pending()

    assert row(key).state == Notice.FAILED
    assert mailoutbox == []


@pytest.mark.parametrize("kind", ["broken", "broken_in_database", "unsendable", "unknown"])
def test_a_row_that_fails_stalls_nobody(post, row, change, now, mailoutbox, kind):
    broken, sound = post(kind), post()
    change(broken, due_at=now - timedelta(hours=1))  # its turn is first

    delivery.deliver_pending()

    assert row(broken).state == Notice.WAITING
    assert row(broken).attempts == 1
    assert row(sound).state == Notice.SENT
    assert len(mailoutbox) == 1


def test_one_look_ends_before_the_worker_would_be_stopped(post, row, mailoutbox, monkeypatch):
    monkeypatch.setattr(delivery, "WORK_SECONDS", 0)
    key = post()

    assert delivery.deliver_pending() == 0

    assert row(key).attempts == 0


def test_without_a_mail_server_everything_waits_untouched(post, row, settings):
    settings.EMAIL_BACKEND = "tracker.lib.mail.NoMailServer"
    key = post()

    delivery.deliver_pending()

    assert (row(key).state, row(key).attempts) == (Notice.WAITING, 0)
