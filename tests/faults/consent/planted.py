"""`./run faults consent --plants`: each planted breakage in a small run of its own."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from tests.faults.consent.campaign import run
from tests.faults.consent.ground import Ground, staged
from tests.faults.consent.options import Options
from tests.faults.consent.plants import PLANTS, Plant
from tracker.supervisor.problems import say

# A busy machine proves nothing equal in so few requests; that one kind takes longer it does show.
SMALL = Options(rounds=4, requests=200, gates_time=False)
UNHARMED = "unharmed"  # the same run with nothing planted, which has to find nothing


def find_all(names: Sequence[str]) -> int:
    """Print which plant was found by what. Not 0 if one was missed, or none was planted and found."""
    plants = [plant for name, plant in PLANTS.items() if not names or name in names]
    lines, missed = [], 0
    with staged(rounds=SMALL.rounds) as ground:
        for plant in [None, *plants]:
            name, says = (plant.name, plant.says) if plant else (UNHARMED, "nothing is planted")
            found = find(plant, ground)
            missed += not found
            say(f"{name}: {found or 'MISSED'}")
            lines.append(f"{name:<22} {says:<50} {found or 'MISSED'}\n")
    sys.stdout.write("".join(lines))
    sys.stdout.write(f"consent plants: {len(plants)} missed={missed}\n")
    return 1 if missed else 0


def find(plant: Plant | None, ground: Ground) -> str:
    """What a small run says about a plant; "" if it is not what must be said."""
    options = replace(SMALL, plant=plant.name if plant else "")
    with ground.copy(options.plant or UNHARMED) as copied:
        report = run(options, copied)
    report.write(options.folder / "report.json")
    if plant is None:
        return "nothing found" if report.ok else ""
    said = ", ".join(f"{what} {len(lines)}" for what, lines in report.wrong.items())
    return said if plant.wrong in report.wrong else ""
