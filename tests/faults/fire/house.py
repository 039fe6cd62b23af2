"""The processes that burn: started as the supervisor starts them, struck, and started again."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.world import CLONE, World
from tests.faults.fire import entry
from tests.faults.fire.plants import PLANTS
from tests.faults.fire.steps import BEAT, WEB, WORKER
from tests.faults.machine import Machine
from tracker.supervisor.processes import spawn
from tracker.supervisor.start import serves, waymark_parts

POSTGRES, VALKEY = "postgres", "valkey"
ENTRY = {
    WEB: ("tracker.wsgi:application", "tests.faults.fire.web_entry:application"),
    WORKER: ("tracker.celery", "tests.faults.fire.celery_entry"),
    BEAT: ("tracker.celery", "tests.faults.fire.celery_entry"),
}
READY_SECONDS = 180.0
LETS_GO_SECONDS = 5.0  # after an immediate stop was asked for


class NotCompleted(Exception):
    """The run itself could not go on: what it would report means nothing."""


@dataclass
class House:
    """All of them by name. Only the main thread starts any: their end is tied to it."""

    machine: Machine
    folder: Path
    plant: str = ""
    sweeps_every: float = 2.0  # seconds
    frozen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for name in ("armed", "died", "run"):
            (self.folder / name).mkdir(exist_ok=True)

    @property
    def world(self) -> World:
        return self.machine.world

    def start(self, *names: str) -> None:
        for name in names:
            if name == POSTGRES:
                self.machine.start_postgres()
            elif name == VALKEY:
                self.world.start(VALKEY)
            else:
                self._start_part(name)

    def _start_part(self, name: str) -> None:
        self._ready_file(name).unlink(missing_ok=True)
        environment = self.world.environment | {
            entry.FOLDER: str(self.folder),
            entry.PROCESS: name,
            entry.SWEEPS_EVERY: str(self.sweeps_every),
            entry.PLANT: self.plant if self.plant in PLANTS else "",
        }
        parts = {part.name: part for part in waymark_parts(environment, self.world.port)}
        real, ours = ENTRY[name]
        command = [ours if word == real else str(word) for word in parts[name].command]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.world.processes[name] = spawn(
                command, environment=environment, folder=CLONE, own_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def wait_until_ready(self, *names: str) -> None:
        """Raises NotCompleted if one does not come up; what has ended is started again."""
        deadline = time.monotonic() + READY_SECONDS
        for name in names:
            while not self._is_ready(name):
                if time.monotonic() > deadline:
                    raise NotCompleted(f"{name} was not ready: {self.log(name)[-1500:]}")
                self.start_if_ended(name)
                time.sleep(0.05)

    def start_if_ended(self, name: str) -> bool:
        """The supervisor's job. Whether it had to be done."""
        process = self.world.processes.get(name)
        if process is None or process.poll() is None:
            return False
        self.kill(name)
        self.start(name)
        return True

    def _is_ready(self, name: str) -> bool:
        if name == WEB:
            return serves(self.world.port)
        if name == POSTGRES:
            return self.machine.cluster.answers()
        if name == VALKEY:
            return self.world.broker.answers()
        return self._ready_file(name).exists()

    def _ready_file(self, name: str) -> Path:
        return self.folder / f"{name} is ready"

    def log(self, name: str) -> str:
        file = self.folder / f"{name}.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def leader(self, name: str) -> int:
        if name == POSTGRES:
            return self.machine.family.children[0].process.pid
        return self.world.processes[name].pid

    # --- what strikes them ------------------------------------------------------------------------

    def kill(self, name: str) -> None:
        """kill -9 of the whole group."""
        _signal_group(self.leader(name), signal.SIGKILL)
        if name == POSTGRES:
            self.machine.end_postgres(signal.SIGKILL)
        else:
            self.world.processes.pop(name).wait()

    def kill_child(self, name: str, *, number: int) -> bool:
        """kill -9 of one child; its parent goes on. False if it has none."""
        children = _children_of(self.leader(name))
        if not children:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(children[number % len(children)], signal.SIGKILL)
        return True

    def stop(self, name: str, number: signal.Signals, *, seconds: float = LETS_GO_SECONDS) -> None:
        """An immediate stop, as an operator asks for it; what does not go is killed."""
        if name == POSTGRES:
            try:
                self.machine.end_postgres(number)
            except subprocess.TimeoutExpired:
                self.kill(name)
            return
        process = self.world.processes[name]
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)
        self.kill(name)

    def freeze(self, name: str) -> None:
        _signal_group(self.leader(name), signal.SIGSTOP)
        self.frozen.add(name)

    def thaw(self, name: str) -> None:
        _signal_group(self.leader(name), signal.SIGCONT)
        self.frozen.discard(name)

    def empty_broker(self) -> None:
        """FLUSHALL: whatever it carried is gone, as after a failed disk."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(10)
            client.connect(str(self.world.broker.socket))
            client.sendall(b"FLUSHALL\r\n")
            client.recv(64)

    def wipe_broker(self) -> None:
        """kill -9, and its file is gone too."""
        self.kill(VALKEY)
        shutil.rmtree(self.world.broker.data)


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


def _children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            name, _, rest = stat.read_text().rpartition(")")
            if int(rest.split()[1]) == pid:
                found.append(int(name.partition(" ")[0]))
    return sorted(found)
