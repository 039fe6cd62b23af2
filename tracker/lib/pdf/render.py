"""Lays out a paper: one JSON text in, the bytes of a tagged PDF (PDF/UA-1 and PDF/A-2a) out.

The data is never part of the template's source, so nothing in it can become markup. The template
imports no package, and reads nothing outside its own folder. Source: docs/documents.md.
"""

import json
import os
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tracker.lib.fonts import files_of
from tracker.lib.pdf.printable import PRINTED_AS, first_unprintable

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "pdf"
TEMPLATE = TEMPLATES / "summary.typ"
FONT_PACKAGES = ("font_source_serif_pro", "font_source_sans_pro")

# A compiler serves one caller at a time.
_one_at_a_time = threading.Lock()


class CannotRender(Exception):
    """The data is no paper, or holds a sign that no font can print. Never repeats the text."""


def render(document: Mapping[str, Any]) -> bytes:
    """The PDF of a tracker.lib.pdf.document.Document; the same data gives the same bytes.

    Raises CannotRender. About 15 milliseconds for two pages, 100 more in a process's first call.
    """
    data = json.dumps(_printed(document))
    try:
        with _one_at_a_time:
            made = _compiler_of_this_process().compile(
                input=str(TEMPLATE),
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=["a-2a", "ua-1"],
            )
    except typst.TypstError as error:
        raise CannotRender(_reason(document, error.message)) from None
    if not isinstance(made, bytes):
        raise CannotRender("The template made no single file.")
    return made


def _compiler_of_this_process() -> typst.Compiler:
    process, compiler = _compiler()
    if process != os.getpid():  # its threads are not here, and it would wait for them for ever
        raise RuntimeError("a process that has rendered was forked: fork before the first paper")
    return compiler


@cache
def _compiler() -> tuple[int, typst.Compiler]:
    """One for the process, and its number. Fonts stay read; what is alike is laid out once."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,  # DejaVu Sans Mono, for the code
        font_paths=[str(files_of(package)) for package in FONT_PACKAGES],
    )
    return os.getpid(), typst.Compiler(
        root=str(TEMPLATES),
        font_paths=fonts,
        ignore_system_fonts=True,
        # Nothing is imported; were it, nothing would be found and nothing fetched.
        package_path=os.devnull,
        package_cache_path=os.devnull,
    )


def _printed(value: Any) -> Any:
    """`value` with every text as it goes to the page: see PRINTED_AS."""
    if isinstance(value, str):
        return value.translate(PRINTED_AS)
    if isinstance(value, Mapping):
        return {name: _printed(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(inner) for inner in value]
    return value


def _reason(document: Mapping[str, Any], message: str) -> str:
    """Where the trouble lies. The compiler's own words may quote the text, so they are not used."""
    for name, text in _texts(document, ""):
        found = first_unprintable(text)
        if found is not None:
            return f"{name} holds U+{ord(found[1]):04X}, which cannot be printed."
    if "does not contain key" in message:
        return "The data lacks a name that the template reads."
    return "The data is not what the template reads."


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{name}.{number}")
