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
    at_least_ms: float = 0,
) -> tuple[list[float], list[float]]:
    """Milliseconds of one call, for each round of both sides, which take turns and change who is first.

    at_least_ms  a round repeats its call until it has taken about that long, so that on a busy
                 machine both sides are interrupted alike.
    """
    sides = [(0, measured), (1, baseline)]
    times = [1, 1]
    for _ in range(WARM_UPS):
        for index, side in sides:
            spent = _milliseconds(side, times[index])
            times[index] = max(1, round(at_least_ms / spent)) if at_least_ms else 1
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for index, side in sides if number % 2 else reversed(sides):
            taken[index].append(_milliseconds(side, times[index]))
    return taken


def _milliseconds(side: Callable[[], object], times: int) -> float:
    """Of one call, over `times` of them."""
    start = time.perf_counter()
    for _ in range(times):
        side()
    return (time.perf_counter() - start) * 1000 / times


def compare(
    *,
    id: str,
    gate: Gate,
    measured: tuple[str, Callable[[], object]],
    baseline: tuple[str, Callable[[], object]],
    at_least_ms: float = 30,
    note: str = "",
) -> Result:
    """Measure two callables in milliseconds. What they return has to be equal."""
    ours, theirs = measured[1](), baseline[1]()
    if ours != theirs:
        raise AssertionError(f"{id}: the two sides do not return the same")
    a, b = in_turns(measured[1], baseline[1], at_least_ms=at_least_ms)
    return Result(id, gate, Side(measured[0], "ms", a), Side(baseline[0], "ms", b), note)
