"""How far apart two medians are, with an interval that asks nothing of how the times are spread."""

import functools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.99
BOUND = 1.0  # milliseconds


@dataclass(frozen=True)
class Difference:
    """The median of paired differences in milliseconds, and the interval it lies in at LEVEL."""

    median: float
    low: float
    high: float

    @property
    def is_equal(self) -> bool:
        """All of the interval is within the bound: it was shown, not merely not refuted."""
        return self.farthest < BOUND

    @property
    def is_longer(self) -> bool:
        """All of the interval is past the bound."""
        return self.low > BOUND

    @property
    def farthest(self) -> float:
        return max(abs(self.low), abs(self.high))

    def __neg__(self) -> "Difference":
        return Difference(-self.median, -self.high, -self.low)

    def __str__(self) -> str:
        return f"{self.median:+.2f} ({self.low:+.2f} to {self.high:+.2f})"


def difference(these: Sequence[float], those: Sequence[float]) -> Difference:
    """Of the same length: the first of these was measured beside the first of those."""
    apart = sorted(a - b for a, b in zip(these, those, strict=True))
    rank = rank_of(len(apart))
    return Difference(statistics.median(apart), apart[rank], apart[-1 - rank])


@functools.cache
def rank_of(count: int, level: float = LEVEL) -> int:
    """How many of `count` sorted values lie outside on each side of the median's interval.

    By the distribution of signs: each value is above the true median with probability one half.
    Raises ValueError if there are too few for any interval.
    """
    outside = 0
    for rank in range(count):
        outside += math.comb(count, rank)
        if outside / 2**count > (1 - level) / 2:
            if rank:
                return rank - 1
            break
    raise ValueError(f"{count} values are too few for an interval")
