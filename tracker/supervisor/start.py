"""`./run` and `./run practice`: what is done before, what is started, and in which order."""

from __future__ import annotations

import errno
import http.client
import os
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracker.supervisor.fingerprint import STATIC, fingerprint
from tracker.supervisor.home import CLONE, Home, is_running, open_home
from tracker.supervisor.problems import Problem, plain_words_for_disk_errors, say, sentence_from
from tracker.supervisor.processes import Family, Part
from tracker.supervisor.servers import (
    MIGRATE,
    addresses,
    application_environment,
    one_family,
    refuse_wrong_urls,
    start_servers,
)

READY_SECONDS = 60.0
MANAGE = [sys.executable, str(CLONE / "manage.py")]


@dataclass(frozen=True)
class Step:
    """One manage.py command of the start. `speaks`: its own progress lines are shown."""

    words: str
    command: Sequence[str]
    speaks: bool = False


@dataclass(frozen=True)
class Plan:
    """What one start does after the servers run. Tests put small stand-ins here.

    servers  starts the servers, or nothing.
    parts    from the environment of web, worker and beat to those three.
    """

    steps: Sequence[Step]
    parts: Callable[[dict[str, str], int], Sequence[Part]]
    servers: Callable[[Family, Home, Path], None] = start_servers
    static: Callable[[Family, Plan, Home, dict[str, str]], None] = field(
        default_factory=lambda: make_static
    )
    manage: Sequence[str] = field(default_factory=lambda: MANAGE)


def waymark_plan(mode: str) -> Plan:
    steps = [Step("Bringing the tables up to date", MIGRATE)]
    if mode == "demo":
        steps.append(Step("Loading the demo", ["load_demo"], speaks=True))
    steps.append(
        Step("Checking the database", ["check", "--database", "default", "--fail-level", "ERROR"])
    )
    return Plan(steps=steps, parts=waymark_parts)


def waymark_parts(environment: dict[str, str], port: int) -> list[Part]:
    """Web, worker and beat, in the order they start. They stop beat first, then the other two."""
    # Celery warns root of pickled tasks. Ours are JSON, and the embedded start may well be root's.
    calm = ["-W", "ignore:You're running the worker with superuser privileges"]
    celery = [sys.executable, *calm, "-m", "celery", "--quiet", "-A", "tracker.celery"]
    schedule = Path(environment["WAYMARK_HOME"]) / "run" / "celerybeat-schedule"
    web = [
        sys.executable, "-m", "gunicorn", "tracker.wsgi:application",
        "--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread",
        "--threads", "4", "--no-control-socket", "--graceful-timeout", "8",
        "--log-level", "warning",
    ]  # fmt: skip
    worker = [
        *celery, "worker", "-c", "2", "--without-gossip", "--without-mingle",
        "--without-heartbeat", "-l", "WARNING",
    ]  # fmt: skip
    beat = [*celery, "beat", "-s", str(schedule), "--pidfile=", "-l", "WARNING"]
    return [
        Part("web", web, environment, CLONE, stops_in=1),
        Part("worker", worker, environment, CLONE, stops_in=1),
        Part("beat", beat, environment, CLONE, stops_in=0),
    ]


def start(path: Path, *, mode: str, port: int, plan: Plan) -> None:
    """Start everything, wait until it serves, watch it until it is stopped.

    Ends by raising: Stopped when asked to stop, Problem otherwise. Nothing is left running.
    """
    if not is_running(path):  # its own page would be the one on the port
        refuse_taken_port(port)
    home = open_home(path, mode=mode)
    with one_family(home) as (sockets, family), plain_words_for_disk_errors(f"in {home.path}"):
        say(f"Waymark ({mode}) in {home.path}")
        _start_parts(family, home, sockets, port, plan)
        family.watch()


def _start_parts(family: Family, home: Home, sockets: Path, port: int, plan: Plan) -> None:
    urls = addresses(home, sockets)
    refuse_wrong_urls(urls)
    plan.servers(family, home, sockets)
    environment = application_environment(home, urls, port=port)
    plan.static(family, plan, home, environment)
    for step in plan.steps:
        say(step.words)
        environment = application_environment(
            home, urls, port=port, database_url=urls.for_command(step.command[0])
        )
        run_manage(family, plan, step.command, environment, speaks=step.speaks)
    environment = application_environment(home, urls, port=port)
    for part in plan.parts(environment, port):
        say(f"Starting {part.name}")
        family.start(part)
    family.wait_until(lambda: serves(port), seconds=READY_SECONDS, what=f"The page at port {port}")
    code = ""
    if home.mode == "practice":
        code = run_manage(family, plan, ["setup_code"], environment).strip()
    say(f"Waymark is ready: {environment['PUBLIC_URL']}")
    if home.mode == "demo":
        say("The sign-in page has a card for each person of the demo: one click signs you in.")
    if code:
        keep_setup_code(Path(environment["SETUP_CODE_FILE"]), code)
        say(f"No practice is set up yet: open {environment['PUBLIC_URL']}/begin/")
        say(f"and enter this one-time code: {code}")
    say("Ctrl-C stops everything.")


def make_static(family: Family, plan: Plan, home: Home, environment: dict[str, str]) -> None:
    """Make the fonts and collect the static files, unless nothing they come from has changed."""
    for folder in (home.assets, home.static):
        folder.mkdir(exist_ok=True)
    stamp, sources = home.running / "static.sha256", fingerprint(STATIC)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == sources:
        return
    say("Making the fonts and static files")
    run_manage(family, plan, ["build_fonts"], environment)
    run_manage(family, plan, ["collectstatic", "--no-input", "-v", "0"], environment)
    stamp.write_text(sources, encoding="utf-8")


def run_manage(
    family: Family,
    plan: Plan,
    command: Sequence[str],
    environment: dict[str, str],
    *,
    speaks: bool = False,
) -> str:
    """Run one manage.py command; give its output. Raises Problem with its own sentence."""
    code, output = family.run(
        [*plan.manage, *command], environment=environment, folder=CLONE, show=speaks
    )
    if code == 0:
        return output
    sentence = sentence_from(output)
    if sentence is None and not speaks:
        say(output)
    raise Problem(sentence or f"manage.py {command[0]} failed; its words are above.")


def keep_setup_code(path: Path, code: str) -> None:
    """Keep the code beside the keys, mode 0600, unless the command that made it has done so."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(code + "\n")


def serves(port: int) -> bool:
    """Whether GET /healthz answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def refuse_taken_port(port: int) -> None:
    """Raises Problem if the web process could not listen there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                why = f"Port {port} is taken by another program"
            elif error.errno == errno.EACCES:
                why = f"Port {port} may not be used by this account"
            else:
                raise
            raise Problem(f"{why}: choose another one, for example PORT={port + 1} ./run") from None


def port_from(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"PORT is {text!r}: it must be a whole number from 1 to 65535.")
    return int(text)
