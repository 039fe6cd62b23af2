"""A kind may say "not now", or why there is nothing to send; neither is a try."""

from datetime import timedelta

import pytest

from accounts.outbox import delivery
from accounts.outbox.models import Notice
from accounts.outbox.retries import TRIES
from tests.accounts.outbox import kinds
from tracker.lib import clock


@pytest.fixture(autouse=True)
def _in_an_hour(monkeypatch, now):
    monkeypatch.setattr(kinds.NotYet, "at", now + timedelta(hours=1), raising=False)


def test_it_waits_until_then_and_goes_out_once(post, row, channel, now):
    key, other = post("not_yet"), post()

    delivery.deliver_pending()

    waiting = row(key)
    assert (waiting.state, waiting.reason) == (Notice.WAITING, "quiet")
    assert abs(waiting.due_at - kinds.NotYet.at) < timedelta(seconds=5)
    assert (waiting.leased_until, waiting.sending_at, waiting.attempts) == (None, None, 0)
    assert row(other).state == Notice.SENT

    clock.move(timedelta(hours=1, minutes=1))
    delivery.deliver_pending()
    delivery.deliver_pending()

    assert (row(key).state, row(key).reason, row(key).attempts) == (Notice.SENT, "", 1)
    assert len(channel.taken) == 2


def test_however_often_it_is_put_off_it_is_not_given_up(post, row, change, channel, now):
    key = post("not_yet")
    for _ in range(TRIES + 2):
        change(key, due_at=now - timedelta(seconds=1))
        delivery.deliver_pending()
    assert (row(key).state, row(key).attempts) == (Notice.WAITING, 0)


def test_nothing_to_send_says_why(post, row, channel):
    key = post("stopped")

    delivery.deliver_pending()

    assert (row(key).state, row(key).reason) == (Notice.NOT_NEEDED, "stopped")
    assert channel.taken == []
