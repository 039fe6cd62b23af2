"""What somebody could try at the database itself, to get at a text or to send one on.

tests/laws/consent_story.py makes the tries, by plain SQL as the application role. `%(…)s` in them are
ids of its story.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Insert:
    """A row like one that is there, with other values.

    who   the one who tries. like: SQL, which row; seen_by: who can read it.
    new   column → SQL. right: the same as its right person could insert it.
    """

    table: str
    who: str
    like: str
    new: dict[str, str]
    right: dict[str, str]
    seen_by: str = "eli"


@dataclass(frozen=True)
class Sight:
    """Reading rows. where: SQL, which; by: who may."""

    table: str
    who: str
    where: str
    by: str = "eli"


@dataclass(frozen=True)
class Change:
    """Changing a row. change, where: SQL; right: (who, change, where) that goes through."""

    table: str
    who: str
    change: str
    where: str
    right: tuple[str, str, str]


@dataclass(frozen=True)
class Answer:
    """Asking a function, perhaps after something else, perhaps looking at what it did.

    steps  (who, SQL); the answer is the first value of the last one's first row. is_: what it must be;
    REFUSED where the database refuses.
    """

    is_: Any
    steps: tuple[tuple[str, str], ...]


REFUSED = "refused"


def full(table: str) -> str:
    """The table's name in the database: of the rooms' tables, what follows "reviews_" is enough."""
    return table if table.startswith("accounts_") else f"reviews_{table}"


Attempt = Insert | Sight | Change | Answer


@dataclass(frozen=True)
class Line:
    """attempt  name of a try, or of a release in the story. also: conditions that would hold it as well
    and are taken away with it: labels of the same text, or (text, label)."""

    attempt: str
    also: tuple[str | tuple[str, str], ...] = field(default=())


Lines = dict[tuple[str, str], Line]


def of(name: str, lines: dict[str, str | Line]) -> Lines:
    """The lines of one policy or function."""
    return {
        (name, label): line if isinstance(line, Line) else Line(line)
        for label, line in lines.items()
    }
