"""Ties of a colleague that an agreement or a report tells of, by their words. Pure.

What the house cannot know, a second clinician says themselves. Source: docs/glossary.md, "Second name".
"""

import re
from collections.abc import Iterable

SUPERVISES = "The agreement names them where it speaks of supervision."
PAYS = "They are named where it says who pays."

# What stands beside a name in a line of an agreement about supervision and cover: covering for
# somebody, or reading with them, is no line.
_LINE = re.compile(
    r"supervis|line[- ]manag|manages|reports? to|employs?|appraises?|my (?:boss|manager|head)",
    re.IGNORECASE,
)
_TITLES = re.compile(r"^(?:dr|prof|mr|mrs|ms|mx)\.?\s+", re.IGNORECASE)


def tie_of(name: str, *, supervision: str, payers: Iterable[str]) -> str:
    """Why this colleague is not asked, in words; "" where nothing is known of a tie."""
    if any(_names(line, name) for line in payers):
        return PAYS
    sentences = re.split(r"(?<=[.;!?])\s+|\n", supervision)
    if any(_names(said, name) and _LINE.search(said) for said in sentences):
        return SUPERVISES
    return ""


def _names(text: str, name: str) -> bool:
    """Whether a text names them, with or without their title."""
    plain = _TITLES.sub("", name).casefold()
    return bool(plain) and re.search(rf"\b{re.escape(plain)}\b", text.casefold()) is not None
