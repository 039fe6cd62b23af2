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


@pytest.fixture(scope="module")
def running(django_db_blocker: Any) -> Iterator[Machine]:
    """The machine, for the tests of one file."""
    with django_db_blocker.unblock(), machine() as started:
        yield started


@pytest.fixture(scope="module")
def eli(running: Machine) -> Eli:
    """Eli, whose engagement runs and who has begun a reflection."""
    return Eli.begun(running.world)
