"""The hand-written tables of the rooms, gathered by the names of their files.

A room brings files of its own: `access_of_<room>` with PAGES and API, `rows_of_<room>` with ROWS,
`acts_of_<room>` with ACTS and READY, `acted_<room>` with TYPED. Each may have a function that makes
what its table needs: `ids` (access), `seed` (rows), `act` (acted).
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import tests.laws


def table(prefix: str, name: str) -> dict[str, Any]:
    """All tables of this name, as one; a line that stands in two of them is a mistake."""
    merged: dict[str, Any] = {}
    for module in _modules(prefix):
        lines = getattr(module, name, {})
        assert not merged.keys() & lines.keys(), f"{module.__name__} repeats a line"
        merged |= lines
    return merged


def functions(prefix: str, name: str) -> list[Callable[..., Any]]:
    """The functions of this name, in the order of their files."""
    return [getattr(module, name) for module in _modules(prefix) if hasattr(module, name)]


def _modules(prefix: str) -> Iterator[ModuleType]:
    names = sorted(info.name for info in pkgutil.iter_modules(tests.laws.__path__))
    for name in names:
        if name.startswith(prefix):
            yield importlib.import_module(f"tests.laws.{name}")
