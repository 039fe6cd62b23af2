"""Claiming: once for each row, for as long as a lease, whoever asks."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox import delivery
from accounts.outbox.models import Notice
from tests.clones import clone, inside

FORTY_ROWS = """
    insert into accounts_notice (id, key, kind, subject_id, state, due_at, attempts, uncertain,
                                 reason, created_at)
    select gen_random_uuid(), 'row ' || i, 'plain', gen_random_uuid(), 'waiting',
           now() - interval '1 day', 0, false, '', now()
      from generate_series(1, 40) as i
"""


def claim():
    with acting_as_system("outbox"):
        return delivery._claim()


def keys(claimed):
    return {notice.key for notice in claimed}


def test_a_key_is_written_once(post, row):
    key = post(key="once")
    first = row(key)

    post(kind="reason_ended", key="once")

    assert row(key).id == first.id
    assert row(key).kind == "plain"


def test_a_row_that_is_not_due_is_left_alone(post):
    later, due = post(due_in=timedelta(minutes=1)), post()

    claimed = keys(claim())

    assert due in claimed
    assert later not in claimed


def test_a_claimed_row_is_leased(post, row, now):
    key = post()

    assert key in keys(claim())

    assert row(key).attempts == 1
    assert row(key).leased_until >= now + delivery.LEASE
    assert key not in keys(claim())


def test_a_lease_that_ran_out_is_taken_over(post, row, change, now):
    key = post()
    claim()
    change(key, leased_until=now - timedelta(seconds=1))

    assert key in keys(claim())

    assert row(key).attempts == 2
    assert row(key).uncertain is False


def test_who_died_while_sending_leaves_an_uncertain_row(post, row, change, now):
    key = post()
    claim()
    change(key, sending_at=now, leased_until=now - timedelta(seconds=1))

    assert key in keys(claim())

    assert row(key).uncertain is True


def test_who_comes_back_after_the_lease_changes_nothing(post, row, change, now, mailoutbox):
    key = post()
    [late] = [notice for notice in claim() if notice.key == key]
    change(key, leased_until=now - timedelta(seconds=1))
    claim()

    with acting_as_system("outbox"):
        assert delivery._deliver(late) == 0

    assert mailoutbox == []
    assert row(key).state == Notice.WAITING
    assert row(key).attempts == 2


def test_each_row_of_a_slow_batch_gets_its_own_lease(post, row, change, now, mailoutbox):
    key = post()
    [mine] = [notice for notice in claim() if notice.key == key]
    change(key, leased_until=now + timedelta(seconds=1))
    leases = []
    real = delivery._send

    def look_and_send(notice, mail):
        leases.append(row(key).leased_until)
        real(notice, mail)

    with pytest.MonkeyPatch.context() as patch, acting_as_system("outbox"):
        patch.setattr(delivery, "_send", look_and_send)
        assert delivery._deliver(mine) == 1

    assert leases[0] >= now + delivery.LEASE
    assert len(mailoutbox) == 1


def test_two_connections_claim_each_row_once():
    with clone() as copy:
        with copy.as_owner() as owner:
            owner.execute(FORTY_ROWS)
        found = {}

        def other():
            with inside(copy.app_url):
                found["other"] = keys(claim())

        with inside(copy.app_url), acting_as_system("outbox"), transaction.atomic():
            found["mine"] = keys(delivery._claim())
            # Twenty rows are locked here while the other one asks.
            thread = threading.Thread(target=other)
            thread.start()
            thread.join(timeout=20)

    assert len(found["mine"]) == len(found["other"]) == 20
    assert found["mine"] & found["other"] == set()
