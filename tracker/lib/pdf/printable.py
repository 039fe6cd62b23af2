"""Which signs the PDF's fonts can print. Asked when a text is written, not when it is released.

Body text is set in Source Serif Pro and the service's words in Source Sans Pro; each family helps
out where the other lacks a sign, and there is no third.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from tracker.lib.fonts import files_of

# What the template uses of each family.
FACES = {
    "font_source_serif_pro": ("SourceSerifPro-Regular.ttf", "SourceSerifPro-Semibold.ttf"),
    "font_source_sans_pro": ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"),
}
# What is printed in another form: a tab as four spaces, every line end as one kind, and signs that
# only join, hide or hint not at all. In the file they would cling to the letters before them.
PRINTED_AS: dict[int, str] = {
    ord("\t"): "\u00a0" * 4,
    0x2028: "\n",
    0x2029: "\n\n",
    **dict.fromkeys((0x00AD, *range(0x200B, 0x2010), 0x2060, 0xFE0E, 0xFE0F, 0xFEFF), ""),
}
# Drawn from others: spaces from the ordinary one, the hyphen that must not break from the one that
# may.
DERIVED = frozenset(map(chr, (*range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x2011)))


def first_unprintable(text: str) -> tuple[int, str] | None:
    """The first sign that no font of the PDF can print and its index, or None.

    Some milliseconds for 100,000 characters. The fonts are read once in a process, 40 ms.
    """
    bad = {sign for sign in set(text) if not _is_printable(sign)}
    if not bad:
        return None
    return next((index, sign) for index, sign in enumerate(text) if sign in bad)


@lru_cache(maxsize=4096)
def _is_printable(sign: str) -> bool:
    if sign == "\n" or sign in DERIVED or ord(sign) in PRINTED_AS:
        return True
    # A letter with marks may be in a font as one sign or as its parts.
    forms = (sign, unicodedata.normalize("NFC", sign), unicodedata.normalize("NFD", sign))
    return any(all(part in _signs() for part in form) for form in forms)


@cache
def _signs() -> frozenset[str]:
    """What at least one family has in all its faces in use."""
    return frozenset[str]().union(
        *(
            frozenset.intersection(*(_signs_of(files_of(package) / face) for face in faces))
            for package, faces in FACES.items()
        )
    )


def _signs_of(font: Path) -> frozenset[str]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))
