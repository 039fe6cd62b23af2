"""`./run faults --plants`: each planted breakage in a small campaign of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from tests.browser.world import CLONE
from tests.faults.fire import entry
from tests.faults.fire.campaign import burn_down, move_clock, sink_for
from tests.faults.fire.crowd import Crowd
from tests.faults.fire.options import Options
from tests.faults.fire.plants import PLANTS, Plant
from tests.faults.fire.stage import Stage, set_stage
from tests.faults.machine import Machine, machine
from tracker.supervisor.problems import say

# Small, and the same stage for all; two moves of the clock are enough for what is refused once.
SMALL = Options(reminders=60, submissions=24, kills=0, rounds=2, rest_seconds=120)
UNHARMED = "unharmed"  # the same campaign with nothing planted, which has to find nothing


def find_all(names: Sequence[str]) -> int:
    """Print which plant was found by what. Not 0 if one was missed, or none was planted and found."""
    plants = [plant for name, plant in PLANTS.items() if not names or name in names]
    every = [(plant.name, plant.says, find(plant)) for plant in plants if plant.test]
    with staged() as (ground, stage, begins):
        for plant in [None, *(plant for plant in plants if not plant.test)]:
            found = burn(plant, ground, stage, begins=begins)
            name, says = (plant.name, plant.says) if plant else (UNHARMED, "nothing is planted")
            say(f"{name}: {found or 'MISSED'}")
            every.append((name, says, found))
    missed = [name for name, _, found in every if not found]
    for name, says, found in every:
        sys.stdout.write(f"{name:<26} {says:<58} {found or 'MISSED'}\n")
    sys.stdout.write(f"plants {len(plants)}, missed {len(missed)}\n")
    return 1 if missed else 0


@contextmanager
def staged() -> Iterator[tuple[Machine, Stage, datetime]]:
    """One cluster with a world that nobody lives in any more: each campaign begins as a copy of it."""
    with machine() as ground:
        begins = move_clock(ground.world)
        stage = set_stage(ground.world, **Crowd.needs(SMALL))
        ground.world.stop()
        yield ground, stage, begins


def burn(plant: Plant | None, ground: Machine, stage: Stage, *, begins: datetime) -> str:
    """What the harness says about a plant; "" if it is not what must be said."""
    name = plant.name if plant else UNHARMED
    options = Options(
        **{**vars(SMALL), "plant": name, "steps": plant.steps if plant else STEPS_UNHARMED}
    )
    with sink_for(options) as sink:
        beside = ground.beside(name, sink)
        try:
            beside.world.start("valkey")
            report = burn_down(options, beside, sink, stage, begins=begins)
        finally:
            beside.world.stop()
            beside.world.drop()
    report.write(options.folder / "report.json")
    wrong = {what: len(lines) for what, lines in report.wrong.items()}
    said = ", ".join(f"{what} {count}" for what, count in wrong.items())
    if plant is None:
        return "nothing found" if report.ok else ""
    return said if plant.wrong & wrong.keys() else ""


STEPS_UNHARMED = tuple(sorted({step for plant in PLANTS.values() for step in plant.steps}))


def find(plant: Plant) -> str:
    """Run the tests that are there for it, with the breakage in them. They have to fail."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly",
         "-p", "tests.faults.fire.planted_tests", plant.test],
        cwd=CLONE, env=os.environ | {entry.PLANT: plant.name},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    return failed[0].split()[1] if done.returncode == 1 and failed else ""
