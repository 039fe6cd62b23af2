"""Likely names of people outside an engagement, addresses, numbers and telling job titles. Pure.

Nobody's name is listed anywhere here. Form decides: capital letters inside a sentence, titles,
initials, possessives, who speaks. So an unusual name is found as well as a common one, and a rare
ordinary word with a capital letter is sometimes taken for one. An aid, and no proof.
"""

import re
from collections.abc import Iterator

from reviews.language import questions
from reviews.language.capitals import PARTICLE, WORD, bare, capitals
from reviews.language.concepts import groups_of
from reviews.language.contacts import contacts
from reviews.language.features import read
from reviews.language.findings import QUESTION, REFUSE, Mark, Review, without_overlaps
from reviews.language.initials import initials
from reviews.language.ordinary import SMALL_WORDS
from reviews.language.posts import posts
from reviews.language.report import as_review
from reviews.language.standing import Standing

FAMILIES = frozenset({"name", "address", "phone", "post"})

# In small letters, only after the titles that are no other word.
_SMALL_AFTER_TITLE = re.compile(
    rf"(?<!\w)(?<!\d\s)(?:mr|mrs|ms|mx|dr|prof)\.?\s+(?:{PARTICLE}\s+)*([a-z][a-z'-]+)"
)
_SMALL_AFTER_CALLED = re.compile(
    r"\b(?:man|woman|person|colleague|trainee|intern|friend|somebody|someone)\s+(?:named|called)\s+"
    r"([a-z][a-z'-]+)"
)


def review_names(text: Standing, *, cast: frozenset[str]) -> Review:
    """Who and what could be pointed at, beyond the engagement's own cast.

    cast  full names of the client, clinicians, recipient, practice and organizations; any part
          of one passes.
    Names, addresses, numbers and a title with its department are refused; a capitalized word that
    may be a place, or initials alone, are asked about.
    """
    reading = read(text)
    folded = reading.folded
    parts = _parts_of(cast)
    marks = [
        *contacts(folded.text),
        *posts(folded.text, cast=parts),
        *initials(folded.cased, cast=cast),
        *_in_small_letters(folded.text, parts),
        *capitals(folded.cased, cast=parts),
    ]
    return as_review(without_overlaps(marks), reading)


def _parts_of(cast: frozenset[str]) -> frozenset[str]:
    parts = set()
    for name in cast:
        for part in WORD.findall(read(name).folded.cased):
            parts.update(_forms(part))
            parts.update(piece for piece in bare(part).split("-") if len(piece) > 1)
    return frozenset(parts)


def _forms(part: str) -> set[str]:
    return {bare(part), part.lower().rstrip(".")}


def _in_small_letters(text: str, cast: frozenset[str]) -> Iterator[Mark]:
    """ "ms. o'neil", "a colleague called sarah": what stands where a name stands."""
    for pattern, strength in ((_SMALL_AFTER_TITLE, REFUSE), (_SMALL_AFTER_CALLED, QUESTION)):
        for match in pattern.finditer(text):
            word = bare(match[1])
            if word not in cast and word not in SMALL_WORDS and not groups_of(word):
                yield Mark(match.start(1), match.end(1), "name", strength, questions.NAMES["name"])
