"""A worker that dies: nothing is lost, and what is unknown is said to be unknown."""

import pytest

from tests.faults.machine import Machine


@pytest.fixture
def row(running: Machine):
    """row(key) -> state, attempts, whether sending had begun, uncertain."""

    def read(key):
        [found] = running.world.ask(
            "select state, attempts, sending_at is not null, uncertain"
            " from accounts_notice where key = %s",
            (key,),
        )
        return found

    return read


@pytest.fixture
def only(running: Machine):
    """only(key): one row is due, and no other."""

    def write(key):
        world = running.world
        world.ask("update accounts_notice set state = 'not_needed' where state = 'waiting'")
        world.postbox.raw.clear()
        world.ask(
            "insert into accounts_notice (id, key, kind, recipient_id, organization_id, subject_id,"
            " state, due_at, attempts, uncertain, reason, created_at)"
            " select gen_random_uuid(), %s, 'something_waits', user_id, organization_id, user_id,"
            " 'waiting', now(), 0, false, '', now() from accounts_membership"
            " where role = 'client' and user_id = (select id from accounts_user"
            " where email = 'eli@example.org')",
            (key,),
        )

    return write


@pytest.fixture(autouse=True)
def _beat(running: Machine):
    running.world.start("beat")


def test_killed_between_claim_and_send_loses_nothing(running: Machine, row, only):
    only("claimed")
    says = running.start_worker(stops_at="claimed")
    running.world.wait_until(says.exists, what="a claimed row")

    running.kill("worker")

    assert row("claimed") == ("waiting", 0, False, False)
    assert running.world.postbox.raw == []
    running.expire_leases()
    running.world.start("worker")
    running.world.postbox.wait_for("eli@example.org", count=1)
    running.world.wait_until(lambda: row("claimed")[0] == "sent", what="the row to be settled")
    assert row("claimed") == ("sent", 1, False, False)
    assert len(running.world.postbox.raw) == 1


def test_killed_after_the_server_took_it_sends_again_with_the_same_id(running: Machine, row, only):
    only("taken")
    says = running.start_worker(stops_at="taken")
    running.world.wait_until(says.exists, what="a mail that was taken")

    running.kill("worker")

    assert len(running.world.postbox.raw) == 1
    assert row("taken") == ("waiting", 1, True, False)
    running.expire_leases()
    running.world.start("worker")
    running.world.postbox.wait_for("eli@example.org", count=2)
    running.world.wait_until(lambda: row("taken")[0] == "sent", what="the row to be settled")
    assert row("taken") == ("sent", 2, False, True)
    first, second = running.world.postbox.to("eli@example.org")
    assert first["Message-ID"] == second["Message-ID"]
