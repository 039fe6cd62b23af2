"""Claiming: once for each row, for as long as a lease, whoever asks."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox import delivery, rows
from accounts.outbox.models import Notice
from accounts.outbox.retries import Outcome
from tests.accounts.outbox.crowd import crowd
from tests.clones import inside


def keys(claimed):
    return {notice.key for notice in claimed}


def test_a_key_is_written_once(post, row):
    key = post(key="once")
    first = row(key)

    post(kind="reason_ended", key="once")

    assert row(key).id == first.id
    assert row(key).kind == "plain"


def test_a_row_that_is_not_due_is_left_alone(post, claim):
    later, due = post(due_in=timedelta(minutes=1)), post()

    claimed = keys(claim())

    assert due in claimed
    assert later not in claimed


def test_a_claimed_row_is_leased_and_has_not_been_tried(post, row, now, claim):
    key = post()

    [mine] = claim()

    assert (mine.key, mine.left_behind) == (key, False)
    assert row(key).attempts == 0
    assert row(key).claim == mine.claim
    assert row(key).leased_until >= now + delivery.LEASE
    assert claim() == []


def test_the_oldest_come_first(post, change, now, claim):
    keys = [post() for _ in range(3)]
    for hours, key in enumerate(keys):
        change(key, due_at=now - timedelta(hours=hours))

    assert [notice.key for notice in claim()] == keys[::-1]


def test_a_lease_that_ran_out_is_taken_over(post, row, change, now, claim):
    key = post()
    [dead] = claim()
    change(key, leased_until=now - timedelta(seconds=1))

    [mine] = claim()

    assert (mine.key, mine.left_behind) == (key, True)
    assert mine.claim != dead.claim
    assert row(key).uncertain is False, "nobody had begun to send it"


def test_who_died_while_sending_leaves_an_uncertain_row(post, row, change, now, claim):
    key = post()
    claim()
    change(key, sending_at=now, leased_until=now - timedelta(seconds=1))

    assert key in keys(claim())

    assert row(key).uncertain is True


def test_a_claim_that_was_taken_over_changes_nothing(post, row, change, now, claim):
    key = post()
    [late] = claim()
    change(key, leased_until=now - timedelta(seconds=1))
    [mine] = claim()
    before = row(key)

    with acting_as_system("outbox"), transaction.atomic():
        until = now + delivery.LEASE
        assert rows.begin(mine, until=until, now=now) == (True, False), "its holder may"
        assert rows.begin(late, until=until, now=now) == (False, False)
        assert not rows.count(late)
        assert not rows.settle(Outcome(late, Notice.SENT), now=now)
        rows.renew([late], until=now + timedelta(days=1))
        rows.release([late])

    assert row(key).claim == mine.claim
    assert row(key).state == Notice.WAITING
    assert row(key).leased_until == before.leased_until


def test_a_row_that_is_given_back_can_be_claimed_at_once(post, claim):
    post()
    first = claim()

    with acting_as_system("outbox"), transaction.atomic():
        rows.release(first)

    [again] = claim()
    assert (again.key, again.left_behind) == (first[0].key, False)


@pytest.fixture
def many():
    """Two hundred rows that are due, and nobody there yet."""
    with crowd(*["plain"] * 200) as made:
        yield made


def test_rows_that_another_one_is_claiming_are_passed_over(many):
    found = {}

    def other():
        with inside(many.copy.app_url), acting_as_system("outbox"):
            found["other"] = keys(delivery._claim())

    with inside(many.copy.app_url), acting_as_system("outbox"), transaction.atomic():
        found["mine"] = keys(delivery._claim())
        # A hundred rows are locked here while the other one asks.
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(timeout=20)

    assert len(found["mine"]) == len(found["other"]) == delivery.BATCH
    assert found["mine"] & found["other"] == set()


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_each_row_is_sent_once_whatever_the_number_of_workers(many, channel, monkeypatch, workers):
    monkeypatch.setattr(delivery, "BATCH", 7)

    many.work_at_once(workers)

    assert len(channel.taken) == len(set(channel.ids())) == 200
    states = many.ask(
        "select state, attempts, uncertain, count(*) from accounts_notice group by 1,2,3"
    )
    assert states == [(Notice.SENT, 1, False, 200)]
