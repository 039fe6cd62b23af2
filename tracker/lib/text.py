"""What people type, before it is kept: plain text that can be shown, sealed and printed."""

import re
import unicodedata

from django.core.exceptions import ValidationError

from tracker.lib.pdf.printable import first_unprintable

# Characters that reorder or hide text; a reader could be shown other words than were written.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?")


def clean_text(value: str, *, longest: int, required: bool = True) -> str:
    """`value` with plain line ends, stripped of outer white space.

    longest  characters; over it the text is refused, never cut.
    Raises ValidationError, whose sentence first says what happened to the text.
    """
    text = _LINE_ENDS.sub("\n", value).strip()
    if required and not text:
        raise ValidationError("Nothing was saved yet: this is empty. Write something first.")
    if len(text) > longest:
        raise ValidationError(
            f"Your text is still here, but not saved: it is longer than {longest:,} characters. "
            "Shorten it, or go on in a second entry."
        )
    bad = _first_hidden(text)
    if bad is not None:
        raise ValidationError(
            "Your text is still here, but not saved: it holds a hidden character "
            f"(U+{ord(bad[1]):04X}, at position {bad[0] + 1}) that cannot be shown. Remove it."
        )
    return text


def clean_line(value: str, *, longest: int, required: bool = True) -> str:
    """One line of text, under the same promise as `clean_text`. Raises ValidationError."""
    text = clean_text(value, longest=longest, required=required)
    if len(text.splitlines()) > 1:
        raise ValidationError("Your text is still here, but not saved: it must be one line.")
    return text


def clean_printable(value: str, *, longest: int, required: bool = True) -> str:
    """Text that may come to stand in a PDF, under the same promise as `clean_text`.

    A sign that none of the PDF's fonts can print is refused now, and not on the day of release.
    Raises ValidationError.
    """
    return printable(clean_text(value, longest=longest, required=required))


def clean_printable_line(value: str, *, longest: int, required: bool = True) -> str:
    """One line of such text. Raises ValidationError."""
    return printable(clean_line(value, longest=longest, required=required))


def printable(text: str) -> str:
    """A cleaned text, if every sign of it can be printed. Raises ValidationError."""
    bad = first_unprintable(text)
    if bad is None:
        return text
    position, sign = bad
    shown = sign if unicodedata.category(sign)[0] in "LNPS" else f"U+{ord(sign):04X}"
    raise ValidationError(
        "Your text is still here, but not saved: this sign cannot be printed: "
        f"{shown} (at position {position + 1}). Remove it or write it in words."
    )


def _first_hidden(text: str) -> tuple[int, str] | None:
    for position, sign in enumerate(text):
        if sign in "\n\t":
            continue
        if unicodedata.category(sign) in ("Cc", "Cs") or _BIDI.match(sign):
            return position, sign
    return None
