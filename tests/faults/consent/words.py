"""Words that stand nowhere else: each text has some of its own, so that one is found wherever it is."""

import io
import random

import pypdf

from tests.faults.consent.asking import Answer

CONSONANTS, VOWELS, SYLLABLES = "bdfgklmnprstvz", "aeiou", 6


def new_words(*, seed: str, count: int) -> tuple[str, ...]:
    """Lower case, of letters alone: no page and no JSON writes them otherwise."""
    chance = random.Random(seed)  # noqa: S311 - a seeded run, no secret
    return tuple(
        "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(SYLLABLES))
        for _ in range(count)
    )


def is_pdf(body: bytes) -> bool:
    return body.startswith(b"%PDF")


def found(answer: Answer, words: tuple[str, ...]) -> list[str]:
    """Those that stand in the headers, in the bytes of the body, or in the text of a PDF."""
    everywhere = " ".join(f"{name}: {value}" for name, value in answer.headers)
    everywhere += answer.body.decode("utf-8", errors="replace")
    if is_pdf(answer.body):
        everywhere += text_of(answer.body)
    return [word for word in words if word in everywhere.lower()]


def text_of(pdf: bytes) -> str:
    """What a PDF says, without the breaks of its lines; "" if it cannot be read any more."""
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    except pypdf.errors.PyPdfError:
        return ""
    return "".join("".join(pages).replace("\u00ad", "").replace("-\n", "").split())
