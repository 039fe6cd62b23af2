"""Job titles with their department, which often point to one person. Pure.

Form decides, and the names of departments that many workplaces have.
"""

import re
from collections.abc import Iterator

from reviews.language import questions
from reviews.language.findings import QUESTION, REFUSE, Mark

_WHOSE = r"(?:the|our|his|her|their|its|a|an|my|one|another)\s+"
_RANK = r"(?:(?:deputy|assistant|acting|former|senior|junior|regional|new|old|then)\s+)?"
_LEADS = r"(?:head|director|chief|vp|vice[- ]president|chair|dean|controller)"
_TITLE = (
    r"(?:head|director|chief|vp|vice[- ]president|manager|supervisor|lead|leader|coordinator"
    r"|secretary|assistant|chair|dean|superintendent|steward|controller|buyer|officer|clerk"
    r"|partner|foreman|trainee|intern|consultant|representative)"
)
_DEPARTMENT = (
    r"(?:human\s+resources|people\s+(?:and|&)\s+culture|people\s+operations|people\s+team"
    r"|customer\s+(?:success|support|service|services|care|relations)|accounts?\s+(?:payable"
    r"|receivable)|information\s+technology|public\s+relations|business\s+development"
    r"|supply\s+chain|health\s+(?:and|&)\s+safety|night[- ]shift|day[- ]shift|front[- ]desk"
    r"|payroll|finance|hr|people|accounts?|accounting|marketing|sales|legal|it|procurement"
    r"|logistics|operations|research|nursing|warehouse|reception|communications?|press"
    r"|compliance|facilities|design|quality|safety|training|catering|security|audit|treasury"
    r"|maintenance|production|engineering|purchasing|product|technology|claims|underwriting"
    r"|admissions|editorial|personnel|recruitment)"
)
_UNIT = r"(?:\s+(?:department|team|desk|office|unit|division))?"
_NO_OFFICE = "table|house|household|family|state|queue|bed|line|stairs|steps|room"
_SURE = re.compile(
    rf"\b{_WHOSE}{_RANK}{_LEADS}\s+of\s+(?!(?:the\s+)?(?:{_NO_OFFICE}|a|an|his|her|their|our|my"
    rf"|this|that|other)\b)(?:the\s+)?(?:{_DEPARTMENT}|[a-z-]+){_UNIT}"
    rf"|\b{_WHOSE}{_RANK}{_TITLE}\s+(?:of|for|in|at)\s+(?:the\s+)?{_DEPARTMENT}\b{_UNIT}"
    rf"|\b{_WHOSE}{_RANK}{_DEPARTMENT}(?:\s+(?:department|team)(?:'s)?)?\s+{_TITLE}\b"
    rf"|\b(?:{_WHOSE})?chief\s+[a-z]+\s+officer\b"
    rf"|\b{_WHOSE}(?:ceo|cfo|coo|cto|cio|chro|cmo)\b"
)
_PERHAPS = re.compile(
    rf"\b{_WHOSE}(?:\w+\s+)?{_TITLE}\s+(?:of|for|in|at)\s+(?:the\s+)?[a-z]+{_UNIT}"
)
_NOT_A_POST = re.compile(
    rf"\b(?:of|for|in|at)\s+(?:the\s+)?(?:{_NO_OFFICE}|\w*ing|fact|all|this|that|his|her|work|times?|first|last"
    r"|least|once|home|a|an|such|now)$"
)


def posts(text: str, *, cast: frozenset[str]) -> Iterator[Mark]:
    """Titles with a department in folded text; one that is a reader's own, all of the cast, passes.

    cast  single words, in lower case.
    """
    for match in _SURE.finditer(text):
        if not _of_cast(match[0], cast):
            yield Mark(match.start(), match.end(), "post", REFUSE, questions.NAMES["post"])
    for match in _PERHAPS.finditer(text):
        if not _NOT_A_POST.search(match[0]) and not _of_cast(match[0], cast):
            yield Mark(match.start(), match.end(), "post", QUESTION, questions.NAMES["post"])


def _of_cast(post: str, cast: frozenset[str]) -> bool:
    words = re.findall(r"[a-z]+", post)[1:] or [post]  # without "the"
    return all(word in cast or word in ("of", "for", "in", "at", "the") for word in words)
