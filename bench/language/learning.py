"""Logistic regression in plain Python: nothing to install, and the same result every time."""

import random
from collections.abc import Iterable, Mapping, Sequence
from math import exp
from operator import mul

Vector = Sequence[tuple[int, float]]


class Names:
    """Feature names as numbers. Closed after training, so that unseen names fall away."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def vector(self, values: Mapping[str, float], *, grow: bool) -> Vector:
        if grow:
            return [
                (self.numbers.setdefault(name, len(self.numbers)), value)
                for name, value in values.items()
            ]
        known = self.numbers
        return [(known[name], value) for name, value in values.items() if name in known]


def learn(
    rows: Sequence[Vector],
    labels: Sequence[bool],
    *,
    width: int,
    strength: float = 10.0,
    rounds: int = 10,
    seed: int = 7,
) -> tuple[float, list[float]]:
    """Bias and weights that separate the rows; least squares of the weights over `strength`.

    Stochastic gradient descent with a falling step; the second half of all rounds is averaged, so
    that the order of the rows matters little.
    """
    weights, sums = [0.0] * width, [0.0] * width
    bias = bias_sum = 0.0
    shrink = 1.0  # every weight is weights[i] * shrink: decay costs one multiplication
    decay = 1.0 / (strength * max(len(rows), 1))
    split = [([i for i, _ in row], [v for _, v in row]) for row in rows]
    order = list(range(len(rows)))
    chance = random.Random(seed)  # noqa: S311 - shuffling rows, not a secret
    step_count = taken = 0
    for turn in range(rounds):
        chance.shuffle(order)
        for at in order:
            places, values = split[at]
            rate = 4.0 / (1.0 + 4.0 * decay * step_count)
            total = bias + shrink * sum(map(mul, map(weights.__getitem__, places), values))
            error = (1.0 if labels[at] else 0.0) - probability(total)
            shrink *= 1.0 - rate * decay
            push = rate * error / shrink
            for i, v in zip(places, values, strict=True):
                weights[i] += push * v
            bias += 0.1 * rate * error
            step_count += 1
            if shrink < 1e-6:
                weights = [w * shrink for w in weights]
                shrink = 1.0
        if turn >= rounds // 2:
            taken += 1
            bias_sum += bias
            for i, weight in enumerate(weights):
                sums[i] += weight * shrink
    return bias_sum / max(taken, 1), [total / max(taken, 1) for total in sums]


def probability(score: float) -> float:
    if score < -35:
        return 0.0
    return 1.0 / (1.0 + exp(-score))


def threshold(scores: Iterable[float], *, share: float) -> float:
    """The least score that at most `share` of these reach or exceed."""
    ordered = sorted(scores, reverse=True)
    allowed = int(share * len(ordered))
    return ordered[allowed] + 1e-6 if allowed < len(ordered) else ordered[-1]
