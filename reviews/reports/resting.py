"""What each paragraph of a section rests on: records chosen for the section, or words. Pure.

A paragraph keeps its grounds while it is edited: of what was kept, the same paragraph counts, or else
the most alike. One that is written anew has none until its author says so. Source:
docs/glossary.md, "Grounds".
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from reviews.language.standing import paragraphs
from reviews.records.differences import likeness

ALIKE = 0.6  # of difflib, by words: from here on a paragraph is the other one, edited
LONGEST_WORDS = 300  # characters


@dataclass(frozen=True, slots=True)
class Rest:
    """One paragraph, and what its author says it rests on."""

    paragraph: str
    grounds: frozenset[UUID]
    words: str = ""  # "what he told me on the phone"; read by the author and a second clinician

    @property
    def is_grounded(self) -> bool:
        return bool(self.grounds or self.words)


def resting(text: str, *, kept: list[Rest], of_section: frozenset[UUID]) -> list[Rest]:
    """The paragraphs of a section as they stand, each with what it rests on.

    kept        what was said before, of these paragraphs or earlier ones.
    of_section  what the whole section rests on: a record that was taken off it grounds no paragraph,
                and the only paragraph of a section rests on all of it.
    """
    found = paragraphs(text)
    said = _matched(found, kept)
    if len(found) == 1:
        return [Rest(found[0], of_section, said[0].words)]
    return [
        Rest(paragraph, rest.grounds & of_section, rest.words)
        for paragraph, rest in zip(found, said, strict=True)
    ]


def fingerprint(shown: list[Rest]) -> str:
    """The same as long as a section has these paragraphs in this order, and says this of each."""
    said = [(r.paragraph, sorted(map(str, r.grounds)), r.words) for r in shown]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def write(rests: Iterable[Rest]) -> str:
    """Only what says something is kept."""
    data = [
        {"paragraph": r.paragraph, "grounds": sorted(map(str, r.grounds)), "words": r.words}
        for r in rests
        if r.is_grounded
    ]
    return json.dumps(data, ensure_ascii=False)


def read(text: str) -> list[Rest]:
    return [
        Rest(row["paragraph"], frozenset(map(UUID, row["grounds"])), row["words"])
        for row in json.loads(text or "[]")
    ]


def _matched(found: list[str], kept: list[Rest]) -> list[Rest]:
    """For each paragraph what was said of it; the same first, then the most alike, each once."""
    left = list(kept)
    said: dict[int, Rest] = {}
    for index, paragraph in enumerate(found):
        same = next((rest for rest in left if rest.paragraph == paragraph), None)
        if same is not None:
            said[index] = same
            left.remove(same)
    for index, paragraph in enumerate(found):
        if index in said or not left:
            continue
        nearest = max(left, key=lambda rest: likeness(rest.paragraph, paragraph, least=ALIKE))
        if likeness(nearest.paragraph, paragraph, least=ALIKE) >= ALIKE:
            said[index] = nearest
            left.remove(nearest)
    return [said.get(index, Rest(paragraph, frozenset())) for index, paragraph in enumerate(found)]
