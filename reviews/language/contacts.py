"""E-mail and postal addresses and phone numbers, in the ways people write them. Pure."""

import re
from collections.abc import Iterator

from reviews.language import questions
from reviews.language.findings import REFUSE, Mark

_AT = r"(?:@|\(at\)|\[at\]|\{at\})"
_DOT = r"(?:\.|\(dot\)|\[dot\]|\{dot\})"
_MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}\s?{_AT}\s?[\w-]+(?:\s?{_DOT}\s?[\w-]+)+"
    r"|(?<![\w.+-])[\w.+-]{1,64}(?: dot [\w-]{1,32}){0,3} at [\w-]{1,64}"
    r"(?: dot (?:co|ac|gov|org))? dot (?:com|org|net|edu|gov|uk|de|co|io|info|fr|nl|ie|eu|us|ca|au)\b"
    r"|(?<!\w)@[a-z][\w.]{2,}"
)
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,?\s+(?:[a-z'-]+\s+){1,3}"
    r"(?:street|road|lane|avenue|drive|court|close|terrace|crescent|boulevard|way|square|place"
    r"|st\.|rd\.|ave\.)(?!\w)"
)
_PHONE = re.compile(r"(?<![\w/.-])\+?\(?\d[\d \u00a0()./-]{5,}\d(?![\w/])")
_DATES = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|(?<!\d)(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)\d{1,2}[./]\d{1,2}\.?(?!\d)"
)
_SPOKEN = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_SPOKEN_NUMBER = re.compile(rf"\b{_SPOKEN}(?:[\s,-]+{_SPOKEN}){{6,}}\b")
FEWEST, MOST = 7, 15  # digits of a phone number


def contacts(text: str) -> Iterator[Mark]:
    """Addresses and numbers in folded text."""
    for pattern in (_MAIL, _STREET):
        for match in pattern.finditer(text):
            yield _mark(match, "address")
    for match in _PHONE.finditer(text):
        digits = sum(sign.isdigit() for sign in _DATES.sub("", match[0]))
        if FEWEST <= digits <= MOST:
            yield _mark(match, "phone")
    for match in _SPOKEN_NUMBER.finditer(text):
        yield _mark(match, "phone")


def _mark(match: re.Match[str], family: str) -> Mark:
    return Mark(match.start(), match.end(), family, REFUSE, questions.NAMES[family])
