"""What a reading of a text comes to: findings that point at words, each with one question.

Sources: the rules for reports and the aid for reflections, docs/language.md.
"""

from bisect import bisect_left
from dataclasses import dataclass

REFUSE = "refuse"  # the writer must say it in another way
QUESTION = "question"  # the writer may keep it after reading why


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text: `text[start:end] == span`, in characters of the text as it was given."""

    start: int
    end: int
    span: str
    family: str
    strength: str  # REFUSE or QUESTION
    question: str  # one calm sentence to the writer: why, and a way to say it


@dataclass(frozen=True, slots=True)
class Review:
    """All findings of one text, in the order of the text."""

    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """ "refuse", "question" or "pass": the strongest finding decides."""
        if self.refused:
            return REFUSE
        return QUESTION if self.findings else "pass"

    @property
    def refused(self) -> bool:
        return any(finding.strength == REFUSE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place found in folded text, before it is turned into a Finding of the original."""

    start: int
    end: int
    family: str
    strength: str
    question: str


def without_overlaps(marks: list[Mark]) -> list[Mark]:
    """One question about one place: of overlapping marks the stronger stays, then the longer."""
    kept: list[tuple[int, int]] = []
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.strength != REFUSE, m.start - m.end, m.start)):
        at = bisect_left(kept, (mark.start, mark.end))
        before_ends = kept[at - 1][1] if at else 0
        after_starts = kept[at][0] if at < len(kept) else mark.end
        if before_ends <= mark.start and mark.end <= after_starts:
            kept.insert(at, (mark.start, mark.end))
            chosen.append(mark)
    return sorted(chosen, key=lambda m: m.start)
