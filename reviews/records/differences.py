"""Which words two texts do not share, and how alike they are. Pure; nothing is permitted by it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"^\s+|\S+\s*")  # a word with the white space after it
# Pairs of equal words that are looked at, about half a second of work. Above it, all between the
# common beginning and end is marked: a text of one word repeated must not keep the server busy.
MOST_PAIRS = 400_000


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one text; `added` if the other text does not have it."""

    text: str
    added: bool


def compare(here: str, there: str) -> tuple[list[Part], list[Part]]:
    """Both texts in parts; joined, the parts of each are that text again."""
    ours, theirs = _PIECES.findall(here), _PIECES.findall(there)
    left: list[Part] = []
    right: list[Part] = []
    for equal, a1, a2, b1, b2 in _stretches(ours, theirs):
        left += _parts("".join(ours[a1:a2]), added=not equal)
        right += _parts("".join(theirs[b1:b2]), added=not equal)
    return left, right


def likeness(one: str, other: str, *, least: float) -> float:
    """How many of their words two texts share in the same order, 0 to 1; below `least` it is 0."""
    matcher = SequenceMatcher(a=one.split(), b=other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= least else 0.0


def _parts(text: str, *, added: bool) -> list[Part]:
    """One stretch; the white space at the end of a marked one is not marked."""
    marked = text.rstrip() if added else text
    rest = text[len(marked) :] if marked else ""
    return [part for part in (Part(marked or text, added), Part(rest, False)) if part.text]


def _stretches(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """(equal, from and to in ours, from and to in theirs), in order."""
    counted = Counter(theirs)
    if sum(counted[piece] for piece in ours) <= MOST_PAIRS:
        matcher = SequenceMatcher(a=ours, b=theirs, autojunk=False)
        return [(k == "equal", a1, a2, b1, b2) for k, a1, a2, b1, b2 in matcher.get_opcodes()]
    shorter = min(len(ours), len(theirs))
    start = next((i for i in range(shorter) if ours[i] != theirs[i]), shorter)
    left = shorter - start
    end = next((i for i in range(left) if ours[-1 - i] != theirs[-1 - i]), left)
    a, b = len(ours), len(theirs)
    return [
        (True, 0, start, 0, start),
        (False, start, a - end, start, b - end),
        (True, a - end, a, b - end, b),
    ]
