"""Questions about the writer's own words: asked within the request, for the writer alone. Pure.

Nothing of it is stored, and no clinician can tell that it was used. Source: docs/language.md.
"""

import hashlib

from reviews.language.findings import Finding
from reviews.language.reflection import review_reflection

MOST = 3  # at a time
# Here a thought is written down as it came: quoting it is what was asked for.
QUOTED = frozenset({"thought_record.2", "thought_record.8", "thought_record.9"})


def questions_about(text: str, *, prompt: str, kept: frozenset[str]) -> list[dict[str, str]]:
    """At most three, in the order of the text; `kept` are values the writer has answered with
    "Keep my words".
    """
    if prompt.partition("@")[0] in QUOTED:  # whatever version of the practice's it is
        return []
    found = review_reflection(text).findings
    waiting = [finding for finding in found if _value(finding) not in kept]
    return [
        {"phrase": finding.span, "question": finding.question, "value": _value(finding)}
        for finding in waiting[:MOST]
    ]


def _value(finding: Finding) -> str:
    said = f"{finding.family}|{finding.span}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]
