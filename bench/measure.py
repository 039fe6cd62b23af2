"""Two sides in turns, medians, and the gate their ratio has to keep."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

WARM_UPS = 3
ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Gate:
    """The bound of a ratio: `at_most` for costs, `at_least` for rates."""

    at_most: float | None = None
    at_least: float | None = None

    def met(self, ratio: float) -> bool:
        return (self.at_most is None or ratio <= self.at_most) and (
            self.at_least is None or ratio >= self.at_least
        )

    def __str__(self) -> str:
        if self.at_most is not None:
            return f"<= {self.at_most:g}"
        return f">= {self.at_least:g}" if self.at_least is not None else "report only"


@dataclass(frozen=True, slots=True)
class Side:
    """One side's rounds, in its unit."""

    name: str
    unit: str
    values: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        low, high = min(self.values), max(self.values)
        return f"{self.name} {self.median:.3g} {self.unit} ({low:.3g} to {high:.3g})"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. `measured` is None where this size does not measure it."""

    id: str
    gate: Gate
    measured: Side | None = None
    baseline: Side | None = None
    note: str = ""
    extra: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        if self.measured is None or self.baseline is None:
            return None
        return self.measured.median / self.baseline.median

    @property
    def met(self) -> bool:
        return self.ratio is None or self.gate.met(self.ratio)


def in_turns(
    measured: Callable[[], object],
    baseline: Callable[[], object],
    *,
    rounds: int = ROUNDS,
    times: int = 1,
) -> tuple[list[float], list[float]]:
    """Milliseconds of each round of both sides, which take turns and change who goes first.

    times  calls in one round; a round's value is that of one call.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(-WARM_UPS, rounds):
        sides = [(0, measured), (1, baseline)]
        for index, side in sides if number % 2 else reversed(sides):
            start = time.perf_counter()
            for _ in range(times):
                side()
            spent = (time.perf_counter() - start) * 1000 / times
            if number >= 0:
                taken[index].append(spent)
    return taken


def compare(
    *,
    id: str,
    gate: Gate,
    measured: tuple[str, Callable[[], object]],
    baseline: tuple[str, Callable[[], object]],
    times: int = 1,
    note: str = "",
) -> Result:
    """Measure two callables in milliseconds. What they return has to be equal."""
    ours, theirs = measured[1](), baseline[1]()
    if ours != theirs:
        raise AssertionError(f"{id}: the two sides do not return the same")
    a, b = in_turns(measured[1], baseline[1], times=times)
    return Result(id, gate, Side(measured[0], "ms", a), Side(baseline[0], "ms", b), note)
