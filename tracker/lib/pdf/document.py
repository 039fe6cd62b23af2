"""What a paper says: the shape of the data that `render` takes and templates/pdf/summary.typ reads.

All of it is plain text that stands on the page as it is here. An empty text or list leaves its part
out. Line ends inside a text stay line ends.
"""

from typing import TypedDict


class Section(TypedDict):
    heading: str
    paragraphs: list[str]


class Statement(TypedDict):
    """`about`  one line between the heading and the words: when they were written."""

    heading: str
    paragraphs: list[str]
    about: str


class Limits(TypedDict):
    heading: str
    items: list[str]


class Signer(TypedDict):
    name: str
    about: str
    signed: str


class Document(TypedDict):
    """One paper for one reader.

    until         words, the last day on which it may be read; in the footer of every page.
    issued        the same day as issued_words, as YYYY-MM-DD; the date in the file's metadata.
    code          as `codes.format_code` gives it, or None. A preview shows none.
    verify_words  how to ask whether the paper is unchanged.
    language      two letters; screen readers choose their voice by it.
    """

    title: str
    person: str
    period: str
    reader: str
    until: str
    issued: str
    issued_words: str
    purpose: str
    notice: str
    sections: list[Section]
    statement: Statement | None
    limits: Limits
    signers: list[Signer]
    code: str | None
    verify_words: str
    preview: bool
    language: str
