"""A small linear model: which clauses carry weight, and which words of them.

The weights are a JSON file that bench/language makes; every weight can be read beside its name.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reviews.language.features import (
    Features,
    Reading,
    Task,
    clause_features,
    spread_of,
    surroundings,
)

WEIGHTS = Path(__file__).parent / "weights"
LEAST_AROUND = -1.0  # fair words nearby take no more than this from a clause's own score
_LEAST_GAIN = 0.02  # what a word must add for a span to grow over it
_SHORT, _FEWEST = 7, 4  # words: a short clause is pointed at whole, and never one word alone
_OPENERS_TEXT = """
    and but so because though although then or that which still yet
"""
_OPENERS = frozenset(_OPENERS_TEXT.split())


@dataclass(frozen=True, slots=True)
class Weights:
    """One linear part: `bias` plus the sum of value times weight."""

    bias: float
    weights: dict[str, float]

    def score(self, features: Features) -> float:
        known = self.weights
        return self.bias + sum(f.value * known.get(name, 0.0) for name, f in features.items())


@dataclass(frozen=True, slots=True)
class Model:
    """`clause` says how much one clause weighs, `text` how much its surroundings add."""

    about: dict[str, Any]  # how it was made
    clause: Weights
    text: Weights
    families: dict[str, Weights]
    text_share: float
    question_from: float
    refuse_from: float

    def family_of(self, features: Features) -> str:
        return max(self.families, key=lambda family: self.families[family].score(features))


@cache
def load(name: str) -> Model:
    """The model of one kind of text. Raises FileNotFoundError if the file is not there."""
    made = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    scale = made["scale"]

    def part(found: dict[str, Any]) -> Weights:
        return Weights(found["bias"], {k: v / scale for k, v in found["weights"].items()})

    return Model(
        about=made["about"],
        clause=part(made["clause"]),
        text=part(made["text"]),
        families={family: part(found) for family, found in made["families"].items()},
        text_share=made["text_share"],
        question_from=made["question_from"],
        refuse_from=made["refuse_from"],
    )


def scores(reading: Reading, task: Task, model: Model) -> list[tuple[float, Features]]:
    """For each clause its score, the text's share included, and the features it rests on."""
    if not reading.clauses:
        return []
    nearby = surroundings(reading, task)
    around = 0.0
    spread = spread_of(reading, task)
    found = []
    for index in range(len(reading.clauses)):
        features = clause_features(reading, index, task, spread)
        if not index or nearby[index] is not nearby[index - 1]:
            around = max(model.text_share * model.text.score(nearby[index]), LEAST_AROUND)
        found.append((around + model.clause.score(features), features))
    return found


def heaviest(reading: Reading, index: int, features: Features, weights: Weights) -> tuple[int, int]:
    """Bounds, in folded text, of the stretch of the clause that adds most to its score."""
    clause, tokens = reading.clauses[index], reading.tokens[index]
    if not tokens:
        return clause.start, clause.end
    gains = [-_LEAST_GAIN] * len(tokens)
    for name, feature in features.items():
        weight = weights.weights.get(name)
        if weight and feature.first >= 0:
            each = feature.value * weight / (feature.last - feature.first + 1)
            for at in range(feature.first, feature.last + 1):
                gains[at] += each
    best, best_sum, start, total = (0, len(tokens) - 1), 0.0, 0, 0.0
    for at, gain in enumerate(gains):
        if total <= 0:
            start, total = at, 0.0
        total += gain
        if total > best_sum:
            best, best_sum = (start, at), total
    first, last = best
    if len(tokens) <= _SHORT:
        first, last = 0, len(tokens) - 1
    while last - first + 1 < _FEWEST and (first > 0 or last < len(tokens) - 1):
        first, last = max(first - 1, 0), min(last + 1, len(tokens) - 1)
    while first < last and tokens[first].word in _OPENERS:
        first += 1
    return tokens[first].start, tokens[last].end
