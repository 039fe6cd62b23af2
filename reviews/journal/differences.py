"""Which words two texts do not share. Pure; for showing, never for deciding."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\s+|\S+")
LONGEST_COMPARED = 8_000  # words; above it the whole of both is marked


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one text; `added` if the other text does not have it."""

    text: str
    added: bool


def compare(here: str, there: str) -> tuple[list[Part], list[Part]]:
    """Both texts in parts; joined, the parts of each are that text again."""
    ours, theirs = _PIECES.findall(here), _PIECES.findall(there)
    if max(len(ours), len(theirs)) > LONGEST_COMPARED:
        return [Part(here, added=True)], [Part(there, added=True)]
    left: list[Part] = []
    right: list[Part] = []
    # Pieces are compared by their exact text; white space alone is no anchor.
    matcher = SequenceMatcher(isjunk=str.isspace, a=ours, b=theirs, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if a2 > a1:
            left.append(Part("".join(ours[a1:a2]), added=kind != "equal"))
        if b2 > b1:
            right.append(Part("".join(theirs[b1:b2]), added=kind != "equal"))
    return left, right
