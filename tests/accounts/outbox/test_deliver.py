"""Delivering: sent, put off, given up, not needed; and what is unknown is said to be unknown."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from accounts.outbox import delivery, retries, tasks
from accounts.outbox.channels import CutOff, Refused, Unreachable
from accounts.outbox.models import Notice


def test_what_is_due_is_sent_once(post, row, mailoutbox):
    keys = [post(), post()]

    delivery.deliver_pending()
    delivery.deliver_pending()

    assert len(mailoutbox) == 2
    for key in keys:
        assert (row(key).state, row(key).attempts, row(key).uncertain) == ("sent", 1, False)
        assert (row(key).claim, row(key).leased_until, row(key).sending_at) == (None, None, None)
        assert row(key).settled_at is not None


def test_the_row_is_enough_without_any_celery_message(post, row, mailoutbox):
    key = post()  # the test's transaction never commits, so nobody has been told

    tasks.deliver()  # what beat asks for

    assert row(key).state == Notice.SENT


def test_more_than_a_batch_is_sent_in_one_look(post, row, channel, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 2)
    keys = [post() for _ in range(5)]

    delivery.deliver_pending()

    assert {row(key).state for key in keys} == {Notice.SENT}
    assert len(channel.taken) == 5
    assert (channel.opened, channel.closed) == (1, 1), "one line for all of them"


def test_a_reason_that_ended_is_not_written_about(post, row, channel):
    first, ended, last = post(), post("reason_ended"), post()

    delivery.deliver_pending()

    assert row(ended).state == Notice.NOT_NEEDED
    assert len(channel.taken) == 2
    assert row(first).state == row(last).state == Notice.SENT


def test_whose_role_ends_between_claim_and_sending_gets_nothing(
    post, row, channel, cast, ada, being, now
):
    """The reason is asked when its turn comes: here, once the mail before it has gone."""
    first, second, third = (post("to_a_member") for _ in range(3))

    def end_role():
        with being(ada):
            Membership.objects.filter(user_id=cast.eli.user_id).update(ended_at=now)

    channel.start(None, end_role)

    delivery.deliver_pending()

    assert [row(key).state for key in (first, second)] == [Notice.SENT] * 2
    assert row(third).state == Notice.NOT_NEEDED
    assert len(channel.taken) == 2


@pytest.mark.parametrize(("code", "waits"), [(451, retries.LATER), (550, retries.REFUSED_FOR_GOOD)])
def test_a_refused_mail_is_tried_again_later_and_given_up_in_the_end(
    post, row, change, now, channel, code, waits
):
    key = post()
    waited = []
    for _ in waits:
        channel.start(Refused(code))
        delivery.deliver_pending()
        assert row(key).state == Notice.WAITING
        assert (row(key).claim, row(key).leased_until, row(key).sending_at) == (None, None, None)
        waited.append(round((row(key).due_at - now).total_seconds() / 60))
        change(key, due_at=now)

    channel.start(Refused(code))
    delivery.deliver_pending()

    assert tuple(waited) == waits
    assert (row(key).state, row(key).attempts) == (Notice.FAILED, len(waits) + 1)
    assert row(key).reason == f"refused_{code}"
    assert row(key).settled_at is not None
    assert row(key).uncertain is False, "the server has said no"


def test_the_next_server_that_says_yes_makes_it_sent(post, row, change, now, channel):
    key = post()
    channel.start(Refused(550))
    delivery.deliver_pending()
    change(key, due_at=now)

    delivery.deliver_pending()

    assert (row(key).state, row(key).attempts, row(key).reason) == (Notice.SENT, 2, "")


def test_one_bad_address_stalls_nobody(post, row, channel):
    bad, *others = (post() for _ in range(4))
    channel.start(Refused(550))

    delivery.deliver_pending()

    assert row(bad).state == Notice.WAITING
    assert {row(key).state for key in others} == {Notice.SENT}


def test_a_server_that_cannot_be_reached_is_nobodys_fault(post, row, channel):
    keys = [post(), post()]
    channel.start(opening=ConnectionRefusedError())

    delivery.deliver_pending()

    for key in keys:
        assert (row(key).state, row(key).attempts, row(key).uncertain) == ("waiting", 0, False)
        assert row(key).leased_until is None, "the next look may claim it at once"


def test_a_server_that_goes_away_is_no_reason_to_doubt(post, row, now, channel):
    gone, waiting = post(), post()

    channel.start(Unreachable())

    delivery.deliver_pending()

    assert (row(gone).state, row(gone).reason, row(gone).uncertain) == (
        Notice.WAITING,
        "unreachable",
        False,
    )
    assert row(gone).due_at >= now + timedelta(minutes=retries.LATER[0])
    assert row(waiting).state == Notice.SENT


def test_a_line_that_broke_leaves_that_one_mail_uncertain(post, row, channel):
    cut, other = post(), post()
    channel.start(CutOff())

    delivery.deliver_pending()

    assert (row(cut).state, row(cut).uncertain, row(cut).reason) == ("waiting", True, "cut_off")
    assert (row(other).state, row(other).uncertain) == (Notice.SENT, False)
    assert channel.opened == 2


def test_a_row_that_ends_every_process_is_given_up(post, row, change, now, channel):
    key = post()
    change(key, attempts=retries.TRIES)

    delivery.deliver_pending()

    assert (row(key).state, row(key).reason) == (Notice.FAILED, "never_came_back")
    assert channel.taken == []


@pytest.mark.parametrize("kind", ["broken", "broken_in_database", "unsendable", "unknown"])
def test_a_row_that_fails_stalls_nobody(post, row, channel, kind):
    before, broken, after = post(), post(kind), post()

    delivery.deliver_pending()

    assert (row(broken).state, row(broken).attempts) == (Notice.WAITING, 1)
    assert row(before).state == row(after).state == Notice.SENT
    assert len(channel.taken) == 2


def test_one_look_ends_before_the_worker_would_be_stopped(post, row, channel, monkeypatch):
    monkeypatch.setattr(delivery, "WORK_SECONDS", 0)
    key = post()

    delivery.deliver_pending()

    assert (row(key).state, row(key).attempts) == (Notice.WAITING, 0)


def test_what_had_no_turn_when_the_time_was_up_goes_back(post, row, channel, monkeypatch):
    first, second = post(), post()
    channel.start(lambda: monkeypatch.setattr(delivery.time, "monotonic", lambda: float("inf")))

    delivery.deliver_pending()

    assert row(first).state == Notice.SENT
    assert (row(second).state, row(second).attempts) == (Notice.WAITING, 0)
    assert (row(second).claim, row(second).leased_until) == (None, None)


def test_without_a_mail_server_everything_waits_untouched(post, row, settings):
    settings.EMAIL_BACKEND = "tracker.lib.mail.NoMailServer"
    key = post()

    delivery.deliver_pending()

    assert (row(key).state, row(key).attempts) == (Notice.WAITING, 0)
