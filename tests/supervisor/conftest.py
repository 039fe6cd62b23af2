"""Starts the supervisor as a person would: a process of its own, a home of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[2]
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_MAINTENANCE_URL", "CELERY_BROKER_URL")


class Started:
    """A supervisor process, its lines, and everything it has started."""

    def __init__(self, home, port, command=None, **extra):
        self.home, self.port, self.lines = home, port, []
        environment = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
        self.process = subprocess.Popen(
            command or [sys.executable, "-m", "tests.supervisor.standin", str(home), str(port)],
            cwd=CLONE, env=environment | extra, start_new_session=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    @property
    def said(self):
        return "\n".join(self.lines)

    def wait_ready(self):
        self.wait_for(lambda: "Waymark is ready" in self.said or self.process.poll() is not None)
        assert self.process.poll() is None, self.said
        return self

    def wait_end(self):
        """The exit code; the lines are complete then."""
        code = self.process.wait(timeout=60)
        self._reader.join(timeout=5)
        return code

    def wait_for(self, true, seconds=120):
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def children(self):
        """Names of the processes that belong to this home, the supervisor left out."""
        return processes_of(self.home, but=self.process.pid)

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)
        self.process.stdout.close()


def processes_of(home, *, but):
    """Process numbers and command lines in which the home, or its sockets, are named."""
    listed = subprocess.run(["ps", "-axww", "-o", "pid=,args="], capture_output=True, text=True)
    names = (str(home), sockets_of(home))
    found = {}
    for line in listed.stdout.splitlines():
        pid, _, words = line.strip().partition(" ")
        if any(name in words for name in names) and int(pid) not in (but, os.getpid()):
            found[int(pid)] = words
    return found


def sockets_of(home):
    import hashlib

    return "waymark-" + hashlib.sha256(str(home).encode()).hexdigest()[:10]


@pytest.fixture
def home():
    """A folder for one home, short, with a space in its name."""
    folder = Path(tempfile.mkdtemp(prefix="wm "))
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(home, port):
    """start(**environment) -> Started; all of them are ended with the test."""
    started = []

    def begin(**extra):
        started.append(Started(home, port, **extra))
        return started[-1]

    yield begin
    for one in started:
        one.kill()
