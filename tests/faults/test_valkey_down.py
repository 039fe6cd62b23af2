"""Without the broker: requests go on, and what they asked for happens with the next look."""

import os
import signal
import time
from dataclasses import replace

import pytest

from tests.faults.machine import Machine
from tests.faults.people import Eli

SLOWEST = 1.5  # seconds
SLOWEST_WHEN_IT_HANGS = 3.0  # its socket_timeout of one second, and two requests


@pytest.fixture(autouse=True)
def _web(running: Machine):
    """New web processes: none of them has learned that the broker is down."""
    if "valkey" not in running.world.processes:
        running.world.start("valkey")
    running.world.start("web")
    yield
    for name in [name for name in running.world.processes if name != "valkey"]:
        running.kill(name)


def test_a_request_goes_on_and_its_mail_goes_out_later(running: Machine, eli: Eli):
    world = running.world
    eli.sit_down()
    assert eli.save("A sentence that waits to be shared.", section=1, version=0)[0] == 200
    world.ask("update accounts_notice set state = 'not_needed' where state = 'waiting'")
    running.kill("valkey")

    started = time.monotonic()
    status, _ = eli.ask("POST", f"/writing/{eli.draft_id}/share/")
    seconds = time.monotonic() - started

    assert status == 302
    assert seconds < SLOWEST
    assert world.ask("select state from accounts_notice where state <> 'not_needed'") == [
        ("waiting",)
    ]
    world.start("valkey", "worker", "beat")
    world.postbox.wait_for("dana@example.org", count=1)


def test_a_broker_that_hangs_holds_no_request(running: Machine, eli: Eli):
    visitor = replace(eli, cookies={})
    valkey = running.world.processes["valkey"].pid
    os.kill(valkey, signal.SIGSTOP)
    try:
        started = time.monotonic()
        status = visitor.forget_password()
        seconds = time.monotonic() - started
    finally:
        os.kill(valkey, signal.SIGCONT)

    assert status == 302
    assert seconds < SLOWEST_WHEN_IT_HANGS
    assert "broker_unreachable" in running.world.log("web")
