"""One home, one start; and after any end, nothing runs."""

import os
import signal

import pytest


def test_a_second_start_on_the_same_home_is_refused(start, home, monkeypatch):
    first = start().wait_ready()
    second = type(first)(home, first.port + 1)

    code = second.wait_end()

    second.kill()
    assert code == 1
    assert second.lines[-1].startswith(f"{home} is already running: stop it first")
    assert first.process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_leaves_no_process(start, number):
    running = start().wait_ready()
    assert len(running.children()) == 4  # web, worker with a child, beat

    running.process.send_signal(number)

    assert running.wait_end() == 0
    assert running.lines[-1] == "Stopped."
    assert running.children() == {}


@pytest.mark.parametrize("victim", ["web", "worker", "beat"])
def test_a_killed_child_stops_the_rest(start, victim):
    running = start().wait_ready()
    rows = running.children()
    marks = {"web": "http.server", "worker": "print(", "beat": "import time; time.sleep(600) "}
    chosen = [pid for pid, words in rows.items() if marks[victim] in words]

    os.kill(min(chosen), signal.SIGKILL)

    assert running.wait_end() == 1
    assert running.lines[-1] == (
        f"{victim} ended unexpectedly (killed by SIGKILL), so everything else was stopped too; "
        "start again with the same command."
    )
    assert running.children() == {}


def test_a_start_after_kill_9_of_the_supervisor_works(start):
    first = start().wait_ready()

    first.process.kill()
    first.wait_end()

    second = start()
    second.wait_ready()
    assert len(second.children()) == 4


def test_a_stop_during_the_start_leaves_no_process(start):
    running = start()
    running.wait_for(lambda: "A step" in running.said)

    running.process.send_signal(signal.SIGTERM)

    assert running.wait_end() == 0
    assert running.children() == {}


@pytest.mark.faults
@pytest.mark.parametrize("victim", ["postgres", "valkey-server"])
def test_a_killed_server_stops_the_rest_and_the_next_start_recovers(start, victim):
    running = start(SERVERS="yes").wait_ready()
    chosen = [
        pid
        for pid, words in running.children().items()
        if victim in words and not words.startswith("postgres:")
    ]
    assert len(chosen) == 1

    os.kill(chosen[0], signal.SIGKILL)

    assert running.wait_end() == 1
    assert "ended unexpectedly (killed by SIGKILL)" in running.lines[-1]
    running.wait_for(lambda: running.children() == {}, seconds=5)
    again = start(SERVERS="yes").wait_ready()
    again.kill()
    assert again.children() == {}


@pytest.mark.faults
def test_kill_9_of_everything_is_recovered_from(start):
    first = start(SERVERS="yes").wait_ready()
    for pid in [first.process.pid, *first.children()]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    first.wait_end()

    start(SERVERS="yes").wait_ready()
