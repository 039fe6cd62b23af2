"""The report gate, where it stands: every text an employer could read passes it. Pure.

The patterns are reviews.language's; here is which texts are asked, and how a question that the
author has read and decided about is remembered. Source: docs/language.md.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviews.language.findings import Finding
from reviews.language.names import FAMILIES, review_names
from reviews.language.report import review_line, review_report
from reviews.language.standing import Standing, as_it_stands

REFUSE = "refuse"
ABOUT = "about"  # where the lines about the author stand
HEADINGS = "headings"  # where the practice's headings stand


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in one of the texts. `key` stays the same while its words and place kind do."""

    where: str  # a section's key, or "about"
    finding: Finding  # its place is that in the text as it will stand
    key: str

    @property
    def refused(self) -> bool:
        return self.finding.strength == REFUSE

    @property
    def points(self) -> bool:
        """It may point to somebody outside: removed, or said to be of the engagement's own cast."""
        return self.refused and self.finding.family in FAMILIES


def review_texts(texts: Mapping[str, Standing], *, cast: frozenset[str]) -> list[Found]:
    """Everything found in these texts, by where they stand."""
    return [found for where, text in texts.items() for found in _review(where, text, cast)]


def review_headings(headings: Iterable[str], *, cast: frozenset[str]) -> list[Found]:
    """The same for headings, each judged as a line; all of them stand at HEADINGS."""
    lines = as_it_stands("\n\n".join(headings))
    review = (*review_line(lines).findings, *review_names(lines, cast=cast).findings)
    return [Found(HEADINGS, finding, _key(HEADINGS, finding)) for finding in review]


def _review(where: str, text: Standing, cast: frozenset[str]) -> Iterable[Found]:
    review = review_line if where == ABOUT else review_report
    findings = (*review(text).findings, *review_names(text, cast=cast).findings)
    for finding in sorted(findings, key=lambda found: (found.start, found.end)):
        yield Found(where, finding, _key(where, finding))


def _key(where: str, finding: Finding) -> str:
    said = f"{where}|{finding.family}|{finding.span}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]
