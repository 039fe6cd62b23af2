"""Finding words in a text, whatever their case. Pure."""

import unicodedata
from dataclasses import dataclass

AROUND = 60  # characters shown on each side


@dataclass(frozen=True, slots=True)
class Piece:
    """The first place where the words stand, with what stands around it."""

    before: str
    match: str
    after: str


def find(words: str, text: str) -> Piece | None:
    """Where `words` first stand in `text`, or None. Line breaks and runs of spaces are one space."""
    said, wanted = " ".join(text.split()), _folded(" ".join(words.split()))
    if not wanted:
        return None
    # Folding may change lengths ("ß", ligatures): places are found sign by sign.
    signs = [_folded(sign) for sign in said]
    at = "".join(signs).find(wanted)
    if at < 0:
        return None
    start = _sign_at(signs, at)
    end = _sign_at(signs, at + len(wanted) - 1) + 1
    before, after = said[max(0, start - AROUND) : start], said[end : end + AROUND]
    return Piece(
        before=f"…{before}" if start > AROUND else before,
        match=said[start:end],
        after=f"{after}…" if end + AROUND < len(said) else after,
    )


def _sign_at(signs: list[str], place: int) -> int:
    """The number of the sign that the folded text has at this place."""
    passed = 0
    for number, sign in enumerate(signs):
        passed += len(sign)
        if place < passed:
            return number
    return len(signs) - 1


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
