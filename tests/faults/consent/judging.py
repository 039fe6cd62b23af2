"""What one answer of a round is: the whole text, the whole absence, or something that may not be."""

import re
from dataclasses import dataclass

from tests.faults.consent.absences import FORMS
from tests.faults.consent.asking import Answer, Said
from tests.faults.consent.words import found, is_pdf

LISTS = {"list": "/documents/", "API's list": "/api/v1/shared/"}
EVERY_FORM = FORMS | LISTS
WHOLE, ABSENT = "whole", "absent"
LEAKED, HALF, UNEQUAL = "leaked", "half", "unequal"
# Of an open document's page: the token of a form, and when the sign-in runs out.
MOVING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|datetime="[^"]*"|\d{1,2}:\d\d( [AP]M)?'
)
SHOWN = 200  # bytes of an answer in a finding


@dataclass(frozen=True)
class Known:
    """What the answers of one round may be.

    words  stand in this document alone; its id stands in the lists.
    whole  what was answered while it was open, by form.
    absent  what is answered about an id that nobody knows, by form; the lists have none.
    """

    release_id: str
    words: tuple[str, ...]
    whole: dict[str, bytes]
    absent: dict[str, Said]


def still(body: bytes) -> bytes:
    """Without what moves from one answer to the next, by a fixed mark."""
    return body if is_pdf(body) else MOVING.sub(b"", body)


def verdict(answer: Answer, form: str, known: Known, *, late: bool) -> str:
    """late  it was asked for after the client had been told that nothing can be opened any more."""
    if late and carries(answer, form, known):
        return LEAKED
    if answer.cut:
        return HALF
    if is_absence(answer, form, known):
        return ABSENT
    if late:
        return UNEQUAL
    return WHOLE if still(answer.body) == known.whole[form] else HALF


def carries(answer: Answer, form: str, known: Known) -> bool:
    """Any of its words, its line in a list, any of a PDF, or all of it."""
    listed = form in LISTS and known.release_id.encode() in answer.body
    return listed or is_pdf(answer.body) or bool(found(answer, known.words))


def is_absence(answer: Answer, form: str, known: Known) -> bool:
    if form in LISTS:
        return answer.status == 200 and known.release_id.encode() not in answer.body  # noqa: PLR2004
    return answer.said == known.absent[form]


def told(answer: Answer, form: str, known: Known) -> str:
    """One line about an answer that may not be."""
    words = ", ".join(found(answer, known.words)) or "none of its words"
    cut = f", cut: {answer.cut}" if answer.cut else ""
    return (
        f"{form} {answer.status}, {len(answer.body)} bytes, {words}{cut}: {answer.body[:SHOWN]!r}"
    )
