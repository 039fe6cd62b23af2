"""Child processes: started in order, watched together, stopped in order, none left behind."""

from __future__ import annotations

import collections
import contextlib
import ctypes
import functools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tracker.supervisor.problems import Problem, Stopped, say

WATCH_SECONDS = 0.3
STOP_SECONDS = 10.0
TAIL_LINES = 30
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Part:
    """One long-running child.

    stops_in  groups stop in ascending order: 0 first, and the next only when that is gone.
    quiet     its output is shown only if it ends by itself.
    account   keyword arguments for Popen that change the account (PostgreSQL refuses root).
    """

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    folder: Path
    stops_in: int
    quiet: bool = False
    stop_signal: signal.Signals = signal.SIGTERM
    account: Mapping[str, Any] = field(default_factory=dict)


class Child:
    """A started `Part`."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.tail: collections.deque[str] = collections.deque(maxlen=TAIL_LINES)
        self.process = spawn(
            part.command,
            environment=part.environment,
            folder=part.folder,
            own_session=True,
            death_signal=part.stop_signal,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            account=part.account,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        stream: IO[bytes] | None = self.process.stdout
        assert stream is not None
        with contextlib.suppress(ValueError, OSError):
            for line in stream:
                text = line.decode("utf-8", "replace").rstrip()
                self.tail.append(text)
                if not self.part.quiet:
                    say(f"{self.part.name:<10} | {text}")

    def output(self) -> str:
        """The last lines it wrote; waits a moment for those still on their way."""
        self._reader.join(timeout=1)
        return "\n".join(self.tail)

    def signal_group(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


class Family:
    """All children of one start. Only the main thread may call it: Linux ties the death signal
    of a child to the thread that started it."""

    def __init__(self, register: Path | None = None) -> None:
        self.children: list[Child] = []
        self.stop_asked = False
        self.asked_with: signal.Signals | None = None
        self.hurry = False
        self._register = register

    def handle_signals(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal ask for a stop; a second one hurries it."""

        def asked(number: int, _frame: object) -> None:
            self.hurry = self.stop_asked
            self.asked_with = signal.Signals(number)
            self.stop_asked = True

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, asked)

    def start(self, part: Part) -> Child:
        child = Child(part)
        self.children.append(child)
        self._write_register()
        return child

    def forget(self, child: Child) -> None:
        """Take a child that has ended from the family, to start it again."""
        self.children.remove(child)
        self._write_register()

    def check(self) -> None:
        """Raise Stopped if a stop was asked for, Problem if a child has ended by itself."""
        if self.stop_asked:
            raise Stopped
        for child in self.children:
            code = child.process.poll()
            if code is not None:
                if child.part.quiet and child.output():
                    say(child.output())
                raise Problem(
                    f"{child.part.name} ended unexpectedly ({describe_exit(code)}), so everything "
                    "else was stopped too; start again with the same command."
                )

    def watch(self) -> None:
        """Return never: ends by raising, as `check` does."""
        while True:
            self.check()
            time.sleep(WATCH_SECONDS)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Poll `ready` until it is true. Raises Problem after that many seconds."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise Problem(f"{what} was not ready after {seconds:.0f} seconds.")
            time.sleep(0.05)

    def run(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        folder: Path,
        show: bool = False,
    ) -> tuple[int, str]:
        """Run one command to its end; give its exit code and output. A stop ends it too."""
        process = spawn(
            command,
            environment=environment,
            folder=folder,
            own_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        lines: list[str] = []

        def read() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                lines.append(line.decode("utf-8", "replace").rstrip())
                if show:
                    say(f"  {lines[-1]}")

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            while process.poll() is None:
                self.check()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=0.1)
        except BaseException:
            end_group(process.pid, process.poll, first=signal.SIGTERM, seconds=STOP_SECONDS)
            raise
        reader.join(timeout=2)
        return process.returncode, "\n".join(lines)

    def stop(self) -> None:
        """Stop every group in its order: first politely, after ten seconds with SIGKILL."""
        for group in sorted({child.part.stops_in for child in self.children}):
            members = [child for child in self.children if child.part.stops_in == group]
            for child in members:
                if child.process.poll() is None:
                    child.process.send_signal(child.part.stop_signal)
            deadline = time.monotonic() + STOP_SECONDS
            while any(child.process.poll() is None for child in members):
                if time.monotonic() > deadline or self.hurry:
                    break
                time.sleep(0.05)
            for child in members:
                # Also after a clean end: a child that was killed may have left its own children.
                child.signal_group(signal.SIGKILL)
                child.process.wait()
        self.children.clear()
        if self._register:
            self._register.unlink(missing_ok=True)

    def _write_register(self) -> None:
        if self._register:
            rows = [
                [child.process.pid, started_at(child.process.pid), int(child.part.stop_signal)]
                for child in self.children
            ]
            self._register.write_text(json.dumps(rows), encoding="utf-8")


def end_leftovers(register: Path) -> None:
    """End children of an earlier start that was itself killed (needed where the kernel has no
    death signal). A process number used again by a stranger is recognized by its start time."""
    try:
        rows = json.loads(register.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    for pid, start, stop_signal in reversed(rows):
        if start and started_at(pid) == start:
            end_group(
                pid,
                lambda pid=pid, start=start: None if started_at(pid) == start else 0,  # type: ignore[misc]
                first=signal.Signals(stop_signal),
                seconds=STOP_SECONDS,
            )
    register.unlink(missing_ok=True)


def end_group(
    pid: int, poll: Callable[[], int | None], *, first: signal.Signals, seconds: float
) -> None:
    """Ask the leader of a process group to end, wait, then kill what is left of the group."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, first)
    deadline = time.monotonic() + seconds
    while poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def started_at(pid: int) -> str:
    """When a process started, as text that only serves to be compared; empty if it is gone."""
    if sys.platform == "linux":
        try:
            fields = (
                Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            )
        except OSError:
            return ""
        return "" if fields[0] == "Z" else fields[19]
    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def describe_exit(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


def spawn(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    folder: Path,
    own_session: bool,
    death_signal: signal.Signals = signal.SIGTERM,
    account: Mapping[str, Any] | None = None,
    **streams: Any,
) -> subprocess.Popen[bytes]:
    """Popen whose child is told to end when this process dies, even by kill -9 (Linux)."""
    preparation = None
    if sys.platform == "linux":
        # Everything is looked up before the fork: after it, no lock may be waited for.
        preparation = functools.partial(_follow_parent, _libc_prctl(), os.getpid(), death_signal)
    return subprocess.Popen(
        [str(word) for word in command],
        env=dict(environment),
        cwd=str(folder),
        start_new_session=own_session,
        preexec_fn=preparation,
        **streams,
        **(account or {}),
    )


@functools.cache
def _libc_prctl() -> Callable[[int, int], int]:
    function: Callable[[int, int], int] = ctypes.CDLL(None, use_errno=True).prctl
    return function


def _follow_parent(prctl: Callable[[int, int], int], parent: int, number: int) -> None:
    prctl(PR_SET_PDEATHSIG, int(number))
    if os.getppid() != parent:
        os._exit(1)
