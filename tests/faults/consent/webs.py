"""Two web processes of the product, each at a port of its own, as two machines would have them."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.postbox import free_port
from tests.browser.world import CLONE, World
from tracker.supervisor.processes import spawn
from tracker.supervisor.start import serves, waymark_parts

REAL, PLANTED = "tracker.wsgi:application", "tests.faults.consent.web_entry:application"
PLANT, SLOW_ID = "CONSENT_PLANT", "CONSENT_SLOW_ID"  # what web_entry reads


@dataclass(frozen=True)
class Webs:
    ports: list[int]
    log: Path


@contextmanager
def webs(
    world: World, folder: Path, *, count: int = 2, plant: str = "", slow_id: object = ""
) -> Iterator[Webs]:
    """They serve inside the block. Without a plant they are started as the supervisor starts them,
    but for the number of processes behind one port.
    """
    started = Webs([free_port() for _ in range(count)], folder / "web.log")
    environment = world.environment | {PLANT: plant, SLOW_ID: str(slow_id)}
    try:
        with started.log.open("ab") as log:
            for port in started.ports:
                world.processes[f"web {port}"] = spawn(
                    _command(environment, port, planted=bool(plant)), environment=environment,
                    folder=CLONE, own_session=True,
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                )  # fmt: skip
        for port in started.ports:
            world.wait_until(lambda port=port: serves(port), what=f"the page at {port}")  # type: ignore[misc]
        yield started
    finally:
        world.stop()


def _command(environment: dict[str, str], port: int, *, planted: bool) -> list[str]:
    [part] = [part for part in waymark_parts(environment, port) if part.name == "web"]
    command = [str(word) for word in part.command]
    command[command.index("--workers") + 1] = "1"
    if planted:
        command[command.index(REAL)] = PLANTED
    return command
