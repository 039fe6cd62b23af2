"""Initials: "J. R. Hartley", "A.K.", "K. told him". They point to a person like a name. Pure."""

import re
from collections.abc import Iterator

from reviews.language import questions
from reviews.language.findings import QUESTION, REFUSE, Mark
from reviews.language.ordinary import SMALL_WORDS

_SEVERAL = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){2,}(?![\w])|(?<![\w.])(?:[A-Z]\.\s?){2,}(?=[A-Z])")
_ONE = re.compile(r"(?<![\w.'])[A-HJ-Z]\.(?=\s+[a-z])")
_PLACES = frozenset(
    {"us", "uk", "eu", "un", "nhs", "ps", "am", "pm", "ba", "ma", "dc", "usa", "ie"}
)
_LABEL = re.compile(
    r"\b(?:section|part|plan|option|appendix|annex|class|group|room|step|type|vitamin|version|case"
    r"|schedule|form|hepatitis|point|item)\s+$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?<![\w'])[A-HJ-Z]\.\s*$")


def initials(text: str, *, cast: frozenset[str]) -> Iterator[Mark]:
    """Initials in folded text that are not those of somebody of the cast."""
    own = {_of(name)[start:] for name in cast for start in range(len(_of(name)))}  # "Dr" may go
    own |= {sign for name in cast for sign in _of(name)}
    for match in _SEVERAL.finditer(text):
        letters = "".join(sign for sign in match[0] if sign.isalpha()).lower()
        if letters in _PLACES or letters in own or _name_follows(text[match.end() :]):
            continue
        yield _mark(match, REFUSE)
    for match in _ONE.finditer(text):
        if match[0][0].lower() not in own and not _LABEL.search(text[: match.start()][-24:]):
            yield _mark(match, QUESTION)


def _name_follows(text: str) -> bool:
    """A whole name is found as one, without its initials."""
    found = re.match(r"\s?([A-Z][a-z'-]+)", text)
    return bool(found) and found is not None and found[1].lower() not in SMALL_WORDS


def after_initial(before: str) -> bool:
    """Whether what stands before a word is an initial, so that the word begins no sentence."""
    found = _INITIAL.search(before)
    return bool(found) and found is not None and not _LABEL.search(before[: found.start()])


def _of(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name)).lower()


def _mark(match: re.Match[str], strength: str) -> Mark:
    end = match.start() + len(match[0].rstrip())
    return Mark(match.start(), end, "name", strength, questions.NAMES["name"])
