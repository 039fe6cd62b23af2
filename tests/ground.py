"""The ground a test stands on: fixtures that are acted once for the tests of a module.

The rows of an `acted_once` fixture lie in a transaction that stays open from test to test, each
fixture's in a savepoint above those it needs. A test runs in a savepoint on top, which is rolled
back; one that asks for less has the rest rolled back first, so it sees what it asked for and nothing
else. It is given a copy of the value, because it may change it.
"""

import copy
import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

# In one transaction time stands still. After this long it is told anew, so that the clock of the
# database is never far behind the one on the wall.
SECONDS = 30.0


@dataclass
class Layer:
    name: str
    savepoint: transaction.Atomic
    value: Any = None


class Ground:
    """The layers under the tests of one module; the first holds the transaction itself."""

    def __init__(self) -> None:
        self._layers: list[Layer] = []
        self._module: Path | None = None
        self._since = 0.0
        self._making = False

    def make(self, request: pytest.FixtureRequest) -> None:
        """Have every such fixture that this test asks for, and no other."""
        wanted = wanted_by(request.node)
        stale = time.monotonic() - self._since > SECONDS
        if stale or request.path != self._module or connection.closed_in_transaction:
            self.clear()
        while not {layer.name for layer in self._layers} <= set(wanted):
            self._take_away()
        if not self._layers:
            self._module, self._since = request.path, time.monotonic()
        self._making = True
        try:
            for name in wanted:
                if self._found(name) is None:
                    request.getfixturevalue(name)
        except BaseException:
            self.clear()
            raise
        finally:
            self._making = False

    def value(self, name: str, act: Callable[[], Any]) -> Any:
        """What the fixture gave; acted now if it is new."""
        found = self._found(name)
        if found is None:
            if not self._making:  # asked for by a test that is already running
                return act()
            found = Layer(name, transaction.atomic())
            found.savepoint.__enter__()
            self._layers.append(found)
            found.value = act()
        return copy.deepcopy(found.value)

    def clear(self) -> None:
        while self._layers:
            self._take_away()

    def _found(self, name: str) -> Layer | None:
        return next((layer for layer in self._layers if layer.name == name), None)

    def _take_away(self) -> None:
        transaction.set_rollback(True)
        self._layers.pop().savepoint.__exit__(None, None, None)


ground = Ground()


def acted_once(function: Callable[..., Any]) -> Any:
    """A fixture whose rows the tests of a module share.

    It may need others of its kind, and fixtures that write nothing.
    """

    @functools.wraps(function)
    def fixture(**needs: Any) -> Any:
        return ground.value(function.__name__, lambda: function(**needs))

    fixture.acted_once = True  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


def wanted_by(item: pytest.Item) -> list[str]:
    """What a test needs of them, those that others need first. A module's own fixture of the same
    name that is none of them is none of these."""
    info = getattr(item, "_fixtureinfo", None)
    definitions = info.name2fixturedefs if info else {}
    return [
        name
        for name in reversed(getattr(item, "fixturenames", ()))
        if name in definitions and hasattr(definitions[name][-1].func, "acted_once")
    ]
