"""Real processes that are killed; what was promised is looked for afterwards."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.machine import Machine, machine
from tests.faults.people import Eli

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def running(django_db_blocker: Any) -> Iterator[Machine]:
    """One machine for all of them."""
    with django_db_blocker.unblock(), machine() as started:
        yield started


@pytest.fixture(autouse=True)
def _ended(running: Machine) -> Iterator[None]:
    """Each test starts its own web, worker and beat; Valkey stays, or is started again."""
    yield
    for name in [name for name in running.world.processes if name != "valkey"]:
        running.kill(name)
    if "valkey" not in running.world.processes:
        running.world.start("valkey")


@pytest.fixture(scope="session")
def eli(running: Machine) -> Eli:
    """Eli, whose engagement runs and who has begun a reflection."""
    return Eli.begun(running.world)
