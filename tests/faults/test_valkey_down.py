"""Without the broker: requests go on, and what they asked for happens with the next look."""

import os
import signal
import time
from dataclasses import replace

import pytest

from tests.faults.machine import Machine
from tests.faults.people import Eli

SLOWEST = 1.5  # seconds
SLOWEST_WHEN_IT_HANGS = 3.0  # its socket_timeout of one second more


@pytest.fixture(autouse=True)
def _web(running: Machine):
    """New web processes: none of them has learned that the broker is down."""
    running.world.ask("delete from accounts_notice")
    running.world.start("web")


@pytest.fixture
def visitor(_web: None, eli: Eli) -> Eli:
    """Eli, signed out, at the form for a forgotten password."""
    visitor = replace(eli, cookies={})
    visitor.sit_down_signed_out()
    return visitor


def test_a_request_goes_on_and_its_mail_goes_out_later(running: Machine, visitor: Eli):
    world = running.world
    running.kill("valkey")

    started = time.monotonic()
    status = visitor.forget_password()
    seconds = time.monotonic() - started

    assert status == 302
    assert seconds < SLOWEST
    assert world.ask("select kind, state from accounts_notice") == [("password_reset", "waiting")]
    world.postbox.raw.clear()
    world.start("valkey", "worker", "beat")
    world.postbox.wait_for("eli@example.org", count=1)


def test_a_broker_that_hangs_holds_no_request(running: Machine, visitor: Eli):
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
