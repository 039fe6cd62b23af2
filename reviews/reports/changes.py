"""What one version says that another does not, sentence by sentence, in words. Pure.

For author, client and second clinician. For showing: what decides is always the text itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviews.records.differences import Part, compare, likeness
from reviews.reports.body import Body, BodySection
from tracker.lib.dates import full_day

ADDED, TAKEN_AWAY, CHANGED = "added", "taken_away", "changed"
ALIKE = 0.5  # of difflib: from here on a sentence is the other one, changed
# Pairs of sentences that are looked at; above it, all are shown as taken away and added.
MOST_PAIRS = 10_000
_SENTENCES = re.compile(r".+?(?:[.!?…]+[\"”’')]*(?=\s+[^a-z\s]|\s*$)|$)", re.DOTALL)

LINES = {  # of About
    "role": "Role",
    "licence": "Licence",
    "sources_used": "This rests on",
    "sources_not_used": "Not used",
    "fee_payer": "The work is paid for by",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence. `before` and `after` in parts, those of a change with what differs marked."""

    kind: str  # ADDED, TAKEN_AWAY or CHANGED
    before: list[Part]
    after: list[Part]


@dataclass(frozen=True, slots=True)
class PlaceChanged:
    """All changes of one section, or of the lines about the author."""

    heading: str
    changes: list[Change]


def between(earlier: Body, later: Body) -> list[PlaceChanged]:
    """Where two versions differ, in the order of the later one; nothing where they say the same."""
    return [
        PlaceChanged(heading, changes)
        for heading, before, after in _places(earlier, later)
        if (changes := list(_changes(before, after)))
    ]


def sentences(text: str) -> list[str]:
    """A text as sentences, without the white space between them."""
    return [found for match in _SENTENCES.findall(text) if (found := " ".join(match.split()))]


def _places(earlier: Body, later: Body) -> Iterator[tuple[str, list[str], list[str]]]:
    yield "Period", [_period(earlier)], [_period(later)]
    for name, heading in LINES.items():
        before, after = getattr(earlier.about, name), getattr(later.about, name)
        yield heading, sentences(before), sentences(after)
    then = {section.kind: section for section in earlier.sections}
    for section in later.sections:
        old = then.pop(section.kind, None)
        if old is not None:
            yield f"Heading: {section.heading}", [old.heading], [section.heading]
        yield section.heading, _said(old), _said(section)
    for section in then.values():
        yield section.heading, _said(section), []


def _period(body: Body) -> str:
    return f"{full_day(body.period_from)} to {full_day(body.period_to)}."


def _said(section: BodySection | None) -> list[str]:
    if section is None:
        return []
    return [said for paragraph in section.paragraphs for said in sentences(paragraph)]


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind != "equal":
            yield from _stretch(before[a1:a2], after[b1:b2])


def _stretch(before: list[str], after: list[str]) -> Iterator[Change]:
    """What stood here, and what stands here now: the most alike sentences are one, changed."""
    became = _pairs(before, after)
    for at, said in enumerate(before):
        if at not in became:
            yield Change(TAKEN_AWAY, [Part(said, True)], [])
    came_from = {new: old for old, new in became.items()}
    for at, said in enumerate(after):
        if at in came_from:
            left, right = compare(before[came_from[at]], said)
            yield Change(CHANGED, left, right)
        else:
            yield Change(ADDED, [], [Part(said, True)])


def _pairs(before: list[str], after: list[str]) -> dict[int, int]:
    """Where each earlier sentence stands that became a later one, and where that one stands.

    The most alike first. By place: the same sentence may stand twice.
    """
    if len(before) * len(after) > MOST_PAIRS:
        return {}
    alike = sorted(
        (-ratio, old, new)
        for old, said in enumerate(before)
        for new, says in enumerate(after)
        if (ratio := likeness(said, says, least=ALIKE)) >= ALIKE
    )
    pairs: dict[int, int] = {}
    for _, old, new in alike:
        if old not in pairs and new not in pairs.values():
            pairs[old] = new
    return pairs
