"""What a campaign is asked for on the command line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.browser.world import CLONE
from tests.faults.fire.kills import FREEZES_FOR

KEPT_IN = CLONE / ".waymark" / "fire"


@dataclass(frozen=True)
class Options:
    """kills  random faults; the named steps (steps.py) come on top, all of them if None.
    minutes  after which nothing is struck any more, however many faults are left.
    rounds  how often the clock is moved at the end, before what still waits counts as lost.
    rest_seconds  the longest wait for rest in each of these, and for the writers.
    plant  the name of a planted breakage, "" for the product as it is.
    """

    reminders: int = 500
    submissions: int = 100
    kills: int = 15
    seed: int = 1
    longest_freeze: float = FREEZES_FOR[1]
    steps: tuple[str, ...] | None = None
    minutes: float = 600.0
    rounds: int = 12
    rest_seconds: float = 900.0
    plant: str = ""

    @property
    def folder(self) -> Path:
        """Where logs, ledgers and the report are kept until the next run of the same name."""
        return KEPT_IN / (self.plant or f"seed-{self.seed}")

    @property
    def sweeps_every(self) -> float:
        """Seconds. A sweep looks at every check-in that is near: of many, not every other second."""
        return 2.0 + self.reminders / 1000

    def takes(self, step_id: str) -> bool:
        return self.steps is None or step_id in self.steps


def read(words: Sequence[str]) -> tuple[Options, list[str] | None]:
    """The options; and names of planted breakages, none for all of them, None for a campaign."""
    parser = argparse.ArgumentParser(
        prog="./run faults", description="Kills the real processes and compares three ledgers."
    )
    parser.add_argument("--reminders", type=_count, default=500)
    parser.add_argument("--submissions", type=_count, default=100)
    parser.add_argument("--kills", type=_count, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest-freeze", type=float, default=FREEZES_FOR[1], metavar="SECONDS")
    parser.add_argument("--minutes", type=float, default=600.0, help="then no more faults")
    parser.add_argument("--no-steps", action="store_true", help="only random faults")
    parser.add_argument("--plants", nargs="*", metavar="NAME", help="planted breakages instead")
    chosen = parser.parse_args(words)
    options = Options(
        reminders=chosen.reminders,
        submissions=chosen.submissions,
        kills=chosen.kills,
        seed=chosen.seed,
        longest_freeze=max(chosen.longest_freeze, FREEZES_FOR[0]),
        minutes=chosen.minutes,
        steps=() if chosen.no_steps else None,
    )
    return options, chosen.plants


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
