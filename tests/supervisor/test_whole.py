"""`./run practice` for real: every part, killed one by one, and started again.

Signals go to the process numbers in this home's own register and to nothing else.
"""

import json
import os
import signal
import subprocess
import urllib.request

import pytest

from tests.supervisor.conftest import CLONE, Started
from tracker.supervisor.processes import started_at

pytestmark = pytest.mark.faults
PARTS = ["postgres", "valkey", "web", "worker", "beat"]  # in the order they start


@pytest.fixture
def run(home, port):
    started = []

    def begin():
        environment = {"WAYMARK_HOME": str(home), "PORT": str(port)}
        environment["PUBLIC_URL"] = f"http://localhost:{port}"
        started.append(Started(home, port, command=[str(CLONE / "run"), "practice"], **environment))
        return started[-1]

    yield begin
    for one in started:
        one.kill()


def pids(home):
    """Process number and start of each part, from the register of this home."""
    rows = json.loads((home / "run" / "children.json").read_text())
    return {name: (row[0], row[1]) for name, row in zip(PARTS, rows, strict=True)}


def alive(parts):
    return [name for name, (pid, start) in parts.items() if started_at(pid) == start]


def test_every_part_killed_and_started_again(run, home, port):
    for victim in PARTS:
        running = run().wait_ready()
        parts = pids(home)
        assert alive(parts) == PARTS
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=10) as page:
            assert page.status == 200

        os.kill(parts[victim][0], signal.SIGKILL)

        assert running.wait_end() == 1
        assert running.lines[-1].startswith(f"{victim} ended unexpectedly (killed by SIGKILL)")
        assert alive(parts) == []


def test_kill_9_of_the_supervisor_leaves_nothing_and_the_next_start_recovers(run, home):
    running = run().wait_ready()
    parts = pids(home)

    running.process.kill()
    running.wait_end()

    running.wait_for(lambda: alive(parts) == [], seconds=15)
    run().wait_ready()


def test_manage_uses_the_servers_of_the_running_home(run, home, port):
    running = run().wait_ready()
    code = next(line for line in running.lines if "one-time code" in line).rpartition(" ")[2]
    environment = os.environ | {"WAYMARK_HOME": str(home), "PORT": str(port)}
    for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
        environment.pop(name, None)

    asked = subprocess.run(
        [CLONE / "run", "manage", "setup_code"], env=environment, capture_output=True, text=True
    )
    again = subprocess.run(
        [CLONE / "run", "practice"], env=environment, capture_output=True, text=True
    )

    assert asked.stdout.strip() == code, asked.stderr
    assert (again.returncode, again.stderr.splitlines()[-1]) == (
        1,
        f"{home} is already running: stop it first, or choose another WAYMARK_HOME and PORT.",
    )
    assert alive(pids(home)) == PARTS
