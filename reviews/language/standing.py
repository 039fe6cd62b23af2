"""A typed text as it will stand: what is signed, printed and read, and so what a gate reads. Pure.

Whoever types may end a line anywhere, and a mail that is pasted ends one in most sentences. On a paper
a single line end is a space. One way to make that text serves the freezing and every gate: a word that
a line end hides from a gate would be read by somebody all the same.
"""

from typing import NewType

# What the gates take. Made by as_it_stands, so that nobody hands them a text as it was typed.
Standing = NewType("Standing", str)


def paragraphs(text: str) -> list[str]:
    """A typed text as paragraphs: an empty line parts them, a single line end does not."""
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return [block for block in blocks if block]


def as_it_stands(text: str) -> Standing:
    """The same as one text, an empty line between paragraphs. Twice is as once."""
    return Standing("\n\n".join(paragraphs(text)))
