"""Whom a name in a report may be said to be: somebody of the engagement's own cast, and nobody else.

What the author says here is part of what they sign, and is read by the client and the second
clinician. It is not remembered: every version asks anew. Source: docs/language.md, "Names".
"""

from collections.abc import Iterable, Mapping

from reviews.reports.body import Named
from reviews.reports.gate import Found

NAMED_AS: dict[str, str] = {
    "client": "The client",
    "clinician": "A clinician of this work",
    "recipient": "The person it is written for",
    "mentor": "The client’s mentor",
    "support": "A support that was agreed",
}


def is_named(found: Found, named: Mapping[str, str]) -> bool:
    """Whether the author has said of these words that they are of the cast. `named` by key."""
    return found.points and named.get(found.key) in NAMED_AS


def said(found: Iterable[Found], named: Mapping[str, str]) -> list[Named]:
    """What was said, each words once, in the order of the text."""
    pairs = [(f.finding.span, named[f.key]) for f in found if is_named(f, named)]
    return [Named(words, who) for words, who in dict.fromkeys(pairs)]
