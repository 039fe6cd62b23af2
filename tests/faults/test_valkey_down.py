"""Without the broker: requests go on, and what they asked for happens with the next look."""

import os
import signal
import time

import pytest

from tests.faults.machine import Machine
from tests.faults.people import Eli

SLOWEST = 1.5  # seconds


@pytest.fixture
def shares(running: Machine, eli: Eli):
    """Eli shares his reflection; gives the seconds it took and the status."""

    def share():
        started = time.monotonic()
        status, _ = eli.ask("POST", f"/writing/{eli.draft_id}/share/")
        return time.monotonic() - started, status

    return share


def test_a_request_goes_on_and_its_mail_goes_out_later(running: Machine, eli: Eli, shares):
    world = running.world
    world.start("web")
    eli.sit_down()
    assert eli.save("A sentence that waits to be shared.", version=0)[0] == 200
    world.ask("update accounts_notice set state = 'not_needed' where state = 'waiting'")
    running.kill("valkey")

    seconds, status = shares()

    assert status == 302
    assert seconds < SLOWEST
    assert world.ask("select state from accounts_notice where state <> 'not_needed'") == [
        ("waiting",)
    ]
    world.start("valkey", "worker", "beat")
    world.postbox.wait_for("dana@example.org", count=1)


def test_a_broker_that_hangs_holds_no_request(running: Machine, eli: Eli):
    os.kill(running.world.processes["valkey"].pid, signal.SIGSTOP)
    try:
        started = time.monotonic()
        status, _ = eli.ask("POST", "/sign-in/password/reset/", email="eli@example.org")
        seconds = time.monotonic() - started
    finally:
        os.kill(running.world.processes["valkey"].pid, signal.SIGCONT)
    assert status in (200, 302)
    assert seconds < SLOWEST
