"""The clinician's Today through gunicorn: the whole service, against the bare page.

Two servers of two sync workers each; the one that is not asked waits. Four callers ask as fast as
they are answered, in slices of two seconds that take turns.
"""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from accounts.models import User
from bench.databases import CLONE
from bench.measure import WARM_UPS, Gate, Result, Side
from bench.people import actor_of
from bench.seed import CLINICIAN

SLICE_SECONDS = 2.0
SLICES = 15
CALLERS = 4
WORKERS = 2
READY_SECONDS = 60
# What may differ: the token of the sign-out form, and the minute the sign-in runs out.
MOVING = (rb'name="csrfmiddlewaretoken" value="[^"]*"', rb"signed out at [0-9:]+ [AP]M")


def page_full() -> Result:
    with tempfile.TemporaryDirectory(prefix="wm-bench-") as folder:
        full, bare = Path(folder, "full.sock"), Path(folder, "bare.sock")
        ask_full = _request("/today/", cookie=_sign_in())
        ask_bare = _request(f"/bare/{actor_of(CLINICIAN).user_id}/")
        with (
            _server("tracker.wsgi:application", "tracker.settings", full),
            _server("bench.bare.wsgi:application", "bench.bare.settings", bare),
        ):
            ours, theirs = _answer(full, ask_full), _answer(bare, ask_bare)
            if _still(ours) != _still(theirs):
                raise AssertionError(f"the pages differ: {_first_difference(ours, theirs)}")
            rates: tuple[list[float], list[float]] = ([], [])
            for number in range(-WARM_UPS, SLICES):
                sides = [(0, full, ask_full), (1, bare, ask_bare)]
                for index, path, question in sides if number % 2 else reversed(sides):
                    rate = _rate(path, question)
                    if number >= 0:
                        rates[index].append(rate)
    return Result(
        "page_full",
        Gate(at_least=0.2),
        Side("everything", "requests/s", rates[0]),
        Side("bare", "requests/s", rates[1]),
    )


def _sign_in() -> str:
    """The cookie of a signed-in clinician who has a second factor."""
    user = User.objects.get(id=actor_of(CLINICIAN).user_id)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["has_factor"] = True
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@contextlib.contextmanager
def _server(application: str, settings_module: str, path: Path) -> Iterator[None]:
    """Serves `path` inside the block."""
    command = [
        sys.executable, "-m", "gunicorn", application, "--bind", f"unix:{path}",
        "--workers", str(WORKERS), "--worker-class", "sync", "--no-control-socket",
        "--log-level", "warning", "--worker-tmp-dir", str(path.parent),
    ]  # fmt: skip
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings_module}
    process = subprocess.Popen(command, cwd=CLONE, env=environment)
    try:
        _wait_for(path, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None:
        with contextlib.suppress(OSError):
            _answer(path, _request("/healthz"))
            return
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    raise TimeoutError(f"{path.name} did not answer")


def _request(address: str, cookie: str = "") -> bytes:
    lines = [f"GET {address} HTTP/1.0", "Host: localhost", "Connection: close"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _answer(path: Path, question: bytes) -> bytes:
    """The body of a 200; anything else is an error of the bench."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(30)
        caller.connect(str(path))
        caller.sendall(question)
        parts = []
        while part := caller.recv(1 << 16):
            parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    status = head.partition(b"\r\n")[0]
    if b" 200 " not in status:
        raise AssertionError(f"{question.split()[1].decode()}: {status.decode()}")
    return body


def _rate(path: Path, question: bytes) -> float:
    """Answers a second over one slice."""
    started = time.monotonic()
    deadline = started + SLICE_SECONDS
    counts = [0] * CALLERS
    failures: list[BaseException] = []

    def call(number: int) -> None:
        try:
            while time.monotonic() < deadline:
                _answer(path, question)
                counts[number] += 1
        except BaseException as failure:  # noqa: BLE001 - told below, in the thread that measures
            failures.append(failure)

    callers = [threading.Thread(target=call, args=(number,)) for number in range(CALLERS)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    if failures:
        raise failures[0]
    return sum(counts) / (time.monotonic() - started)


def _still(body: bytes) -> bytes:
    for pattern in MOVING:
        body = re.sub(pattern, b"", body)
    return body


def _first_difference(ours: bytes, theirs: bytes) -> str:
    a, b = _still(ours).splitlines(), _still(theirs).splitlines()
    for one, other in zip(a, b, strict=False):
        if one != other:
            return f"{one[:300]!r} and {other[:300]!r}"
    return f"{len(a)} and {len(b)} lines"
