"""The code on a paper, for asking whether the paper still stands: 60 random bits, easy to type.

Crockford's base 32: digits and capitals without I, L, O and U, so that what is misread is still
understood.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS = 12
LONGEST_TYPED = 60  # with room for spaces and dashes
_MISREAD = str.maketrans("OIL", "011")
# Hyphens, dashes and minus, as typed or as a word processor makes them.
_BETWEEN = dict.fromkeys(map(ord, "-\u2010\u2011\u2012\u2013\u2014\u2212"))
_UNSEEN = "Cf"  # Unicode's signs without a shape: words that are copied bring some along


def new_code() -> str:
    """Twelve signs without dashes, at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))


def format_code(code: str) -> str:
    """As it is printed: XXXX-XXXX-XXXX. Raises ValueError for what is no code."""
    if normalize_code(code) != code:
        raise ValueError("not a code")
    return "-".join(code[start : start + 4] for start in range(0, SIGNS, 4))


def normalize_code(typed: str) -> str | None:
    """The twelve signs a person meant, or None when it cannot be a code."""
    if len(typed) > LONGEST_TYPED:
        return None
    seen = "".join(sign for sign in typed if unicodedata.category(sign) != _UNSEEN)
    code = "".join(seen.split()).translate(_BETWEEN)
    if not code.isascii():  # some letters elsewhere have I or K as their capital
        return None
    code = code.upper().translate(_MISREAD)
    if len(code) != SIGNS or not set(code) <= set(ALPHABET):
        return None
    return code
