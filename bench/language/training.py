"""From examples to weights, and an honest number: every hand is judged by a model without it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any

from bench.language.corpus import Example
from bench.language.learning import Names, Vector, learn, threshold
from reviews.language.features import (
    Reading,
    Task,
    clause_features,
    read,
    spread_of,
    surroundings,
    text_features,
)
from reviews.language.model import LEAST_AROUND, Weights
from reviews.language.patterns import bonuses

TEXT_SHARE = {"report": 0.5, "reflection": 1.5}
# Of texts that should pass, how many may be refused and how many found at all.
REFUSED_WRONGLY, FOUND_WRONGLY = 0.005, 0.05
FOUND_WRONGLY_IN_REFLECTIONS = 0.09
SCALE = 100  # weights are kept as whole hundredths
LEAST = 20  # hundredths; what is lighter is left out, and nothing is lost by it


@dataclass(slots=True)
class Row:
    example: Example
    reading: Reading
    clauses: list[dict[str, float]]
    text: dict[str, float]
    around: list[dict[str, float]]  # for each clause, what it stands in
    heavy: list[bool]  # which clauses carry the span
    bonus: list[float]  # what the patterns add to each clause
    scores: list[float] = field(default_factory=list)

    @property
    def score(self) -> float:
        return max(self.scores, default=-9.0)


def prepare(examples: Sequence[Example], task: Task) -> list[Row]:
    return [_row(example, task) for example in examples]


def _row(example: Example, task: Task) -> Row:
    reading = read(example.text)
    spread = spread_of(reading, task)
    features = [clause_features(reading, i, task, spread) for i in range(len(reading.clauses))]
    return Row(
        example=example,
        reading=reading,
        clauses=[{name: f.value for name, f in found.items()} for found in features],
        text={name: f.value for name, f in text_features(reading, task).items()},
        around=[
            {name: f.value for name, f in near.items()} for near in surroundings(reading, task)
        ],
        heavy=_heavy(example, reading),
        bonus=bonuses(reading, task),
    )


def _heavy(example: Example, reading: Reading) -> list[bool]:
    if not example.found:
        return [False] * len(reading.clauses)
    start, end = example.span or (0, len(example.text))
    shared, marks = [], []
    for clause in reading.clauses:
        first, last = reading.folded.back(clause.start, clause.end)
        overlap = min(end, last) - max(start, first)
        shared.append(overlap)
        marks.append(overlap > 0 and overlap >= min(0.5 * (end - start), 0.6 * (last - first)))
    if marks and not any(marks):
        marks[shared.index(max(shared))] = True
    return marks


def fit(rows: Sequence[Row]) -> tuple[Weights, Weights]:
    """The clause model and the text model of these rows."""
    names = Names()
    vectors: list[Vector] = []
    labels: list[bool] = []
    for row in rows:
        for values, heavy in zip(row.clauses, row.heavy, strict=True):
            vectors.append(names.vector(values, grow=True))
            labels.append(heavy)
    clause = _weights(names, vectors, labels, strength=30.0, rare=rarity(vectors))
    names = Names()
    vectors = [names.vector(row.text, grow=True) for row in rows]
    return clause, _weights(names, vectors, [row.example.found for row in rows])


def rarity(vectors: Sequence[Vector]) -> dict[int, float]:
    """How much is learned from a feature: the more clauses carry it, the less it tells."""
    carried = Counter(i for vector in vectors for i, _ in vector)
    return {i: log(len(vectors) / (1 + count)) / 5 for i, count in carried.items()}


def _weights(
    names: Names,
    vectors: Sequence[Vector],
    labels: Sequence[bool],
    *,
    strength: float = 10.0,
    rare: dict[int, float] | None = None,
) -> Weights:
    scale = rare or dict.fromkeys(range(len(names.numbers)), 1.0)
    scaled = [[(i, value * scale[i]) for i, value in vector] for vector in vectors]
    bias, weights = learn(scaled, labels, width=len(names.numbers), strength=strength)
    told = {name: round(weights[at] * scale[at] * SCALE) for name, at in names.numbers.items()}
    return Weights(
        round(bias, 4),
        {name: weight / SCALE for name, weight in told.items() if abs(weight) >= LEAST},
    )


def judge(row: Row, clause: Weights, text: Weights, *, share: float) -> list[float]:
    return [
        max(share * _dot(text, near), LEAST_AROUND) + bonus + _dot(clause, values)
        for near, values, bonus in zip(row.around, row.clauses, row.bonus, strict=True)
    ]


def _dot(weights: Weights, values: dict[str, float]) -> float:
    known = weights.weights
    return weights.bias + sum(value * known.get(name, 0.0) for name, value in values.items())


def leave_each_hand_out(corpus: Sequence[Row], own: Sequence[Row], *, share: float) -> None:
    """Score every row of the corpus by a model that never saw its hand."""
    for hand in sorted({row.example.hand for row in corpus}):
        clause, text = fit([*(row for row in corpus if row.example.hand != hand), *own])
        for row in corpus:
            if row.example.hand == hand:
                row.scores = judge(row, clause, text, share=share)


def families(rows: Sequence[Row]) -> dict[str, Weights]:
    """For each family the clauses that carry it against those that carry another."""
    names = Names()
    vectors: list[Vector] = []
    kinds: list[str] = []
    for row in rows:
        for values, heavy in zip(row.clauses, row.heavy, strict=True):
            if heavy and row.example.family != "mixed":
                told = {name: v for name, v in values.items() if name[0] in "wgps"}
                vectors.append(names.vector(told, grow=True))
                kinds.append(row.example.family)
    found = {}
    for family in sorted(set(kinds)):
        weights = _weights(names, vectors, [kind == family for kind in kinds])
        # Told apart roughly is enough: only the sentence shown depends on it.
        strong = {n: w for n, w in weights.weights.items() if abs(w) >= 0.3}
        found[family] = Weights(weights.bias, strong)
    return found


def caught_at(rows: Sequence[Row], share: float) -> float:
    bound = threshold((r.score for r in rows if not r.example.found), share=share)
    found = [r.score >= bound for r in rows if r.example.found]
    return sum(found) / len(found)


def as_json(weights: Weights) -> dict[str, Any]:
    return {
        "bias": weights.bias,
        "weights": {n: round(w * SCALE) for n, w in sorted(weights.weights.items())},
    }
