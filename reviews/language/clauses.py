"""Where one clause ends and the next begins, and what stands in quotation marks."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from reviews.language.folding import Folded

_SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n+")
_NOT_AN_END = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|e\.g|i\.e|no|approx|ca|cf|pp?|ext|rev|hon|art|sec|fig"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|dept|inc|ltd|jr|sr)|\b[a-z])\.$"
)
_CLAUSE_END = re.compile(
    r"[;)\]](?=\s|$)|\s(?=[(\[])|;|\s—\s?|—|\s-+\s"
    r"|,?\s+(?=(?:but|though|although|whereas|while|whilst|yet|except|however|because|unless)\b)"
    r"|,\s+(?=(?:and|so|or|nor|for|which|who|that said|still|only|then|if|since|as|when|i|he|she|it"
    r"|they|we|you|there|this|that|my|his|her)\b)"
    r"|:\s+(?=[a-z\"]+\s+[a-z']+\s+[a-z']+)"
)
# "While no forecast is given, he is safe": what is said first excuses nothing after the comma.
_OPENING = re.compile(
    r"^\W*(?:while|whilst|although|though|if|since|as|absent|given|without|were|should|because"
    r"|having|when|once|by|from|in|on|for)\b[^,]{6,160},\s+"
)
_QUOTED = re.compile(r'"[^"\n]{1,400}"|(?<![a-z0-9])\'[^\'\n]{2,300}\'(?![a-z0-9])')


LONGEST = 800  # characters of a sentence; one that is longer is read in pieces
OVERLAP = 200  # characters of a piece that the next one begins with: a claim may lie across the cut


@dataclass(frozen=True, slots=True)
class Clause:
    """Bounds in folded text; `sentence` counts sentences from 0."""

    start: int
    end: int
    sentence: int
    text: str
    quoted: bool  # more than half of it stands in quotation marks


def split(folded: Folded) -> list[Clause]:
    """The clauses of a text in order; white space around them is left out. Those of a sentence longer
    than LONGEST overlap where it is cut.
    """
    text = folded.text
    quoted = quotations(text)
    clauses: list[Clause] = []
    for sentence, (start, end) in enumerate(_pieces(text)):
        cut = start
        bounds = {match.end() for match in _CLAUSE_END.finditer(text, start, end)}
        opening = _OPENING.match(text[start:end])
        if opening:
            bounds.add(start + opening.end())
        for bound in [*sorted(bounds), end]:
            clause = _clause(text, cut, bound, sentence, quoted)
            if clause is not None:
                clauses.append(clause)
            cut = bound
    return clauses


def quotations(text: str) -> list[tuple[int, int]]:
    """Bounds of what stands in quotation marks, the marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


def _sentence_ends(text: str) -> list[int]:
    ends = []
    for match in _SENTENCE_END.finditer(text):
        if match[0][0] == "." and _NOT_AN_END.search(text, max(match.start() - 8, 0), match.end()):
            after = text[match.end() : match.end() + 2].strip()
            if after and not match[0].endswith("\n"):
                continue
        ends.append(match.end())
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return ends


def _pieces(text: str) -> list[tuple[int, int]]:
    """Bounds of each sentence. One longer than LONGEST is cut, at spaces, so that a text without a full
    stop does not keep us busy; what stands at a cut is read with what comes before it, and with what
    comes after.
    """
    pieces: list[tuple[int, int]] = []
    start = 0
    for end in _sentence_ends(text):
        while end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = space if space > 0 else start + LONGEST
            pieces.append((start, cut))
            space = text.find(" ", cut - OVERLAP, cut)
            start = space if space > 0 else cut - OVERLAP
        pieces.append((start, end))
        start = end
    return pieces


def _clause(
    text: str, start: int, end: int, sentence: int, quoted: list[tuple[int, int]]
) -> Clause | None:
    while start < end and not text[start].isalnum() and text[start] not in "★●■↑↓→☝♥+|[#\"'%<$£€":
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    at = max(bisect_left(quoted, (start, start)) - 1, 0)
    inside = 0
    while at < len(quoted) and quoted[at][0] < end:
        inside += max(0, min(end, quoted[at][1]) - max(start, quoted[at][0]))
        at += 1
    return Clause(start, end, sentence, text[start:end], inside * 2 > end - start)
