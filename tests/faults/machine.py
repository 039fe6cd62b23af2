"""A cluster of its own, which may be killed, and the world of the browser tests on it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.browser.postbox import open_postbox
from tests.browser.world import CLONE, World
from tests.clones import inside
from tests.conftest import _make_cast
from tracker.supervisor.postgres import APP, OWNER, Cluster
from tracker.supervisor.processes import Child, Family, spawn
from tracker.supervisor.start import waymark_parts

TEMPLATE = "waymark_faults"


@dataclass
class Machine:
    """PostgreSQL, and everything that works on it."""

    cluster: Cluster
    family: Family
    world: World

    def beside(self, name: str, postbox: Any) -> "Machine":
        """The same cluster, and another world that begins as this one stands. Nobody may be in it."""
        template_url = self.world.database_url(OWNER)
        world = world_in(self.world.folder.with_name(name), template_url, postbox)
        return Machine(self.cluster, self.family, world)

    def end_postgres(self, number: signal.Signals) -> None:
        """SIGKILL: as if the machine had stopped it. SIGINT: an operator's restart."""
        [server] = self.family.children
        server.process.send_signal(number)
        server.process.wait(timeout=30)
        self.family.forget(server)
        _close(server)

    def start_postgres(self) -> None:
        self.cluster.start(self.family)

    def start_worker(self, *, stops_at: str) -> Path:
        """A worker that stops there. Gives the file that it makes then."""
        says = self.world.folder / f"stopped {stops_at}"
        environment = self.world.environment | {"FAULT_STOPS_AT": stops_at, "FAULT_SAYS": str(says)}
        parts = {part.name: part for part in waymark_parts(environment, self.world.port)}
        command = [str(word) for word in parts["worker"].command]
        command[command.index("tracker.celery")] = "tests.faults.stopping_worker"
        with (self.world.folder / "worker.log").open("ab") as log:
            self.world.processes["worker"] = spawn(
                command, environment=environment, folder=CLONE, own_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        return says

    def kill(self, name: str) -> None:
        """SIGKILL to a process and all that it has started."""
        process = self.world.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def expire_leases(self) -> None:
        """As if the five minutes had passed."""
        self.world.ask(
            "update accounts_notice set leased_until = now() - interval '1 s'"
            " where leased_until is not null"
        )


@contextmanager
def machine(postbox: Any = None) -> Iterator[Machine]:
    """Started with PostgreSQL, Valkey and the cast; web, worker and beat are the test's to start.

    postbox  whatever listens for mail at its `port`; one of its own if none is given.
    """
    folder = Path(tempfile.mkdtemp(prefix="wmf-"))
    folder.chmod(0o711)  # as root, PostgreSQL runs as another account and must pass through
    family = Family()
    try:
        cluster = Cluster(data=folder / "postgres", sockets=folder)
        cluster.start(family)
        cluster.make_roles()
        cluster.make_database(TEMPLATE)
        template_url = cluster.url(OWNER, TEMPLATE)
        _manage("migrate", "--no-input", "-v", "0", "--skip-checks", DATABASE_URL=template_url)
        with nullcontext(postbox) if postbox else open_postbox() as listening:
            world = world_in(folder / "world", template_url, listening)
            with inside(world.database_url(APP)):
                _make_cast()
            try:
                world.start("valkey")
                yield Machine(cluster, family, world)
            finally:
                world.stop()
    finally:
        servers = list(family.children)
        family.stop()
        for server in servers:
            _close(server)
        shutil.rmtree(folder, ignore_errors=True)


def _close(server: Child) -> None:
    """Its output has been read to the end by then."""
    server.output()
    if server.process.stdout:
        server.process.stdout.close()


def world_in(home: Path, template_url: str, postbox: Any) -> World:
    """A world whose keys are this process' own: the run itself reads and writes there, too."""
    home.mkdir(mode=0o711)
    for name, path in {
        "secret_key": os.environ["SECRET_KEY_FILE"],
        "keyring.json": settings.KEYRING_FILE,
        "anchor_key.pem": settings.ANCHOR_KEY_FILE,
        "seal_key.pem": settings.SEAL_KEY_FILE,
    }.items():
        shutil.copy(path, home / name)
        (home / name).chmod(0o600)
    return World(
        mode="test",
        template_url=template_url,
        folder=home,
        static=Path(settings.STATIC_ROOT),
        assets=Path(settings.ASSETS_DIR),
        postbox=postbox,
        leave_url="http://localhost/",
    )


def _manage(*words: str, **environment: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CLONE, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
