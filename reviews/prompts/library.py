"""The questions of a practice in one version, and which of them are asked next. Pure.

A version is never changed: another wording is another version, and what was asked is kept with the
answers (reviews.journal). Source: docs/glossary.md, "Prompt".
"""

import json
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from reviews.prompts.shipped import FOCUS_AREAS

ASKED_AT_A_TIME = 4
MOST_SINGLE = 3  # questions for one check-in alone
MOST_QUESTIONS = 20  # of one area
SINGLE_TITLE = "Asked for this time"


@dataclass(frozen=True, slots=True)
class Library:
    """version 0 is what the product brings; questions by the key of their focus area."""

    version: int
    questions: dict[str, tuple[str, ...]]

    def with_area(self, key: str, questions: list[str]) -> dict[str, tuple[str, ...]]:
        """All questions, with those of one area replaced."""
        return {**self.questions, key: tuple(questions)}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was asked. The key names it within one writing."""

    key: str
    title: str
    question: str


SHIPPED = Library(0, {key: area.questions for key, area in FOCUS_AREAS.items()})


def read(version: int, data: dict[str, Any]) -> Library:
    """A stored version; an area it does not know has what the product brings."""
    stored = {key: tuple(questions) for key, questions in data.items() if key in FOCUS_AREAS}
    return Library(version, {**SHIPPED.questions, **stored})


def choose(
    library: Library, *, focus_areas: list[str], single: list[str], earlier: int
) -> list[Asked]:
    """What is asked next: the single questions, then the areas in turn, going on where it stopped.

    earlier  how many reflections were begun before. Starts again after the last question.
    """
    areas = [key for key in focus_areas if library.questions.get(key)] or ["responsibility"]
    asked_of = [whole_area(library, key) for key in areas]
    in_turn = [item for row in zip_longest(*asked_of) for item in row if item is not None]
    asked = [Asked(f"single.{n}", SINGLE_TITLE, words) for n, words in enumerate(single, start=1)]
    left = min(max(ASKED_AT_A_TIME - len(asked), 1), len(in_turn))
    start = (earlier * ASKED_AT_A_TIME) % len(in_turn)
    return [*asked, *(in_turn[(start + step) % len(in_turn)] for step in range(left))]


def whole_area(library: Library, key: str) -> list[Asked]:
    """Every question of one focus area, in order; each key says of which version it is."""
    suffix = f"@{library.version}" if library.version else ""
    return [
        Asked(f"{key}.{number}{suffix}", FOCUS_AREAS[key].title, question)
        for number, question in enumerate(library.questions[key], start=1)
    ]


def write_asked(asked: list[Asked]) -> str:
    return json.dumps([asdict(item) for item in asked], ensure_ascii=False)


def read_asked(text: str) -> list[Asked]:
    return [Asked(**item) for item in json.loads(text)]


def shipped_question(key: str) -> Asked:
    """A question by its key alone: how the first writings kept what was asked."""
    area, _, number = key.partition(".")
    return Asked(key, FOCUS_AREAS[area].title, FOCUS_AREAS[area].questions[int(number) - 1])
