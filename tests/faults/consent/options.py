"""What a run is asked for on the command line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.browser.world import CLONE

KEPT_IN = CLONE / ".waymark" / "consent"
FEWEST = 40  # requests of a kind: with fewer there is no interval
NARROWED_EVERY = 4  # so many withdrawals, and one narrowing more


@dataclass(frozen=True)
class Options:
    """rounds    of a download against a withdrawal; a quarter more race with a narrowing.
    requests  of each way of having nothing, spread evenly over the ways to ask.
    gates_time  whether a difference in time fails the run, or is only reported.
    plant  the name of a planted breakage, "" for the product as it is.
    """

    rounds: int = 500
    requests: int = 2000
    seed: int = 1
    gates_time: bool = True
    plant: str = ""

    @property
    def folder(self) -> Path:
        """Where logs and the report are kept until the next run of the same name."""
        return KEPT_IN / (self.plant or f"seed-{self.seed}")

    @property
    def narrowings(self) -> int:
        return -(-self.rounds // NARROWED_EVERY)


def read(words: Sequence[str]) -> tuple[Options, list[str] | None]:
    """The options; and names of planted breakages, none for all of them, None for a plain run."""
    parser = argparse.ArgumentParser(
        prog="./run faults consent",
        description="Lets downloads race with withdrawals, and compares every kind of absence.",
    )
    parser.add_argument("--rounds", type=_count, default=500)
    parser.add_argument("--requests", type=_count, default=2000, help="of each kind of absence")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--time-is-reported", action="store_true", help="and fails nothing, on a busy machine"
    )
    parser.add_argument("--plants", nargs="*", metavar="NAME", help="planted breakages instead")
    chosen = parser.parse_args(words)
    if chosen.requests < FEWEST:
        parser.error(f"--requests must be at least {FEWEST}")
    options = Options(
        rounds=chosen.rounds,
        requests=chosen.requests,
        seed=chosen.seed,
        gates_time=not chosen.time_is_reported,
    )
    return options, chosen.plants


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
