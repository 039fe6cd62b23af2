"""Finding the numbers that stand on no list: in figures, in words, as signs, as bars, as keys."""

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.laws.numbers_listed import IN_TEXTS, KEYS, MACHINE, PHRASES, WORDS

_LISTED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (*(re.escape(phrase) for phrase in PHRASES), *IN_TEXTS)
]
_MACHINE = re.compile("|".join(MACHINE))
_IN_WORDS = re.compile(
    rf"\b(?:{'|'.join(WORDS)}|hundreds?|dozens?|half|thirds|quarters?|twice|thrice|percent"
    # "Her second setback": what is told is never counted, in any word.
    r"|(?:one|first|second|third|fourth|several|many|fewer)"
    r" (?:setback|concern|absence|refusal|complaint|lapse|relapse|slip|miss)(?:e?s)?"
    r"|in a row)\b|<(?:meter|progress|aria-value\w+)>",
    re.IGNORECASE,
)
# A row of them is a rating without a digit.
_SIGNS = frozenset("%‰★☆⭐●○◐◉■□▪▫▮▯▓▒░✓✔✗✘▲▼△▽▁▂▃▄▅▆▇█▉▊▋▌▍▎▏")
_TAKEN = " … "
# A list of the API does not tell how long it is, nor how long the whole would be.
TOTALS = frozenset(
    (
        *("count", "counts", "total", "totals", "next", "previous", "results"),
        *("length", "size", "pages", "offset", "limit"),
    )
)


def numbers_in(text: str, *, typed: Iterable[str] = ()) -> list[str]:
    """What is a number in a shown text, once the words somebody typed and all listed ones are out."""
    if not _all_numbers(text):  # most lines: nothing to take out
        return []
    for words in typed:
        text = text.replace(words, _TAKEN)
    for pattern in _LISTED:
        text = pattern.sub(_TAKEN, text)
    return _all_numbers(text)


def _all_numbers(text: str) -> list[str]:
    figures = (run for run in re.findall(r"\d+|\D", text) if _is_figure(run[0]))
    return [*figures, *(found[0] for found in _IN_WORDS.finditer(text))]


def numbers_in_json(value: Any, *, typed: Iterable[str] = (), key: str = "") -> Iterator[str]:
    """The same for an answer of the API: also numbers under a key that is not listed, and totals."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if _is_total(name):
                yield f"{name}: a total"
            yield from numbers_in_json(inner, typed=typed, key=name)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_in_json(inner, typed=typed, key=key)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if key not in KEYS:
            yield f"{key}: {value}"
    elif isinstance(value, str) and not _MACHINE.fullmatch(value):
        found = numbers_in(" ".join(value.split()), typed=typed)
        yield from (f"{key}: {number}" for number in found)


def numbers_in_schema(schema: Any, *, name: str = "") -> Iterator[str]:
    """Fields and parameters of the API's schema that would hold a number or a total."""
    if isinstance(schema, list):
        for inner in schema:
            yield from numbers_in_schema(inner, name=name)
    elif isinstance(schema, dict):
        if schema.get("type") in ("integer", "number") and name not in KEYS:
            yield f"{name}: {schema['type']}"
        name = schema["name"] if isinstance(schema.get("name"), str) else name
        for key, inner in schema.items():
            if key == "properties":
                yield from (f"{field}: a total" for field in inner if _is_total(field))
            yield from numbers_in_schema(inner, name=name if key in _WITHIN_A_FIELD else key)


_WITHIN_A_FIELD = frozenset(("schema", "items", "allOf", "oneOf", "anyOf"))


def _is_total(name: str) -> bool:
    return name in TOTALS or name.endswith(("_count", "_total"))


def _is_figure(sign: str) -> bool:
    return unicodedata.category(sign) in ("Nd", "Nl", "No") or sign in _SIGNS


def typed_in(paths: Iterable[Path]) -> list[str]:
    """The lines with a number that somebody types in a story, longest first; whole sentences only.

    Read from the source that tells it, so that nothing the service itself says is among them.
    """
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                lines = [" ".join(line.split()) for line in node.value.splitlines()]
                found.update(line for line in lines if _is_sentence(line) and numbers_in(line))
    return sorted(found, key=len, reverse=True)


def _is_sentence(line: str) -> bool:
    return " " in line or line.endswith(".")
