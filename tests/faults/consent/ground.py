"""A database of its own on the cluster that is there, with the pairs and every absence set on it."""

import math
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.browser.postbox import open_postbox
from tests.browser.world import APP, OWNER, World
from tests.clones import inside
from tests.conftest import _make_cast
from tests.faults.consent.absences import Absences, set_absences
from tests.faults.consent.stage import ROUNDS_A_PAIR, Pair, set_stage
from tests.faults.machine import world_in


@dataclass
class Ground:
    world: World
    pairs: list[Pair]
    absences: Absences

    @contextmanager
    def copy(self, name: str) -> Iterator["Ground"]:
        """The same people and documents in another database. Nobody may be in this one."""
        world = world_in(
            self.world.folder.with_name(name), self.world.database_url(OWNER), self.world.postbox
        )
        try:
            yield Ground(world, [replace(pair) for pair in self.pairs], self.absences)
        finally:
            world.stop()
            world.drop()


@contextmanager
def staged(*, rounds: int) -> Iterator[Ground]:
    """For so many rounds."""
    folder = Path(tempfile.mkdtemp(prefix="wmc-"))
    folder.chmod(0o711)
    try:
        with open_postbox() as postbox:
            world = world_in(folder / "world", os.environ["TEST_TEMPLATE_URL"], postbox)
            try:
                with inside(world.database_url(APP)):
                    _make_cast()
                pairs = set_stage(world, pairs=math.ceil(rounds / ROUNDS_A_PAIR))
                yield Ground(world, pairs, set_absences(world))
            finally:
                world.stop()
                world.drop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
