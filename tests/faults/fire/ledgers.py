"""The comparison of the three ledgers. Pure: rows in, findings out.

A mail that the server took twice is `uncertain`, and not doubled, only if all of this holds: both
times under one Message-ID, the product's row says so itself, and the first time fell together with
a fault that ends a process or its connection. That is SMTP's own window; everything else is a bug.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

SENT = "sent"
CUTS = frozenset({"worker", "postgres"})  # whose end can part the server's yes from its record
# From the server's yes to its record on a busy machine, and for an end that takes a moment.
SLACK_SECONDS = 2.0


@dataclass(frozen=True)
class Due:
    """A reason to write: what it is about and to whom. Not `wanted`: it must not be written."""

    subject: UUID
    address: str
    wanted: bool = True


@dataclass(frozen=True)
class Taken:
    """One acceptance by the mail server; `at` in seconds since the epoch, real time."""

    message_id: str
    address: str
    at: float


@dataclass(frozen=True)
class Row:
    """What the product believes about one message."""

    id: UUID
    subject: UUID
    address: str  # "" where the product makes it at the moment of sending
    state: str
    uncertain: bool


@dataclass(frozen=True)
class Struck:
    """A fault: whom, and from when to when, in seconds since the epoch."""

    target: str
    began: float
    ended: float


@dataclass
class Findings:
    """Each list holds what went wrong, one line for each; `uncertain` is counted apart."""

    lost: list[str] = field(default_factory=list)  # due, never taken
    doubled: list[str] = field(default_factory=list)  # taken again, and no fault explains it
    unwanted: list[str] = field(default_factory=list)  # its reason had ended, and it was taken
    only_believed: list[str] = field(default_factory=list)  # the product says sent
    not_believed: list[str] = field(default_factory=list)  # taken, and the product denies it
    misdirected: list[str] = field(default_factory=list)  # taken for another address
    uncertain: int = 0  # taken again within the one window

    @property
    def wrong(self) -> dict[str, list[str]]:
        """Whatever may never happen, by name."""
        return {name: found for name, found in vars(self).items() if isinstance(found, list)}


def compare(
    *, due: Iterable[Due], taken: Sequence[Taken], rows: Sequence[Row], struck: Sequence[Struck]
) -> Findings:
    """Hold the three ledgers against each other, and the faults against what came twice."""
    found = Findings()
    by_id = {str(row.id): row for row in rows}
    times: dict[str, list[float]] = defaultdict(list)
    for one in taken:
        key = _row_of(one.message_id)
        times[key].append(one.at)
        if key in by_id and by_id[key].address not in ("", one.address):
            found.misdirected.append(f"{one.message_id} to {one.address}")
    _by_subject(found, due=due, rows=rows, times=times)
    _by_row(found, rows=rows, times=times)
    for key, moments in times.items():
        if key not in by_id:
            # Another id for a reason that has a row of its own: a reader cannot tell it is the same.
            found.doubled.extend([f"{key}: taken under an id no row has"] * len(moments))
        else:
            _again(found, by_id[key], sorted(moments), struck)
    return found


def _row_of(message_id: str) -> str:
    """The row a Message-ID is made of: <row@host>."""
    return message_id.strip().strip("<>").partition("@")[0]


def _by_subject(
    found: Findings, *, due: Iterable[Due], rows: Sequence[Row], times: dict[str, list[float]]
) -> None:
    rows_of: dict[tuple[UUID, str], list[Row]] = defaultdict(list)
    for row in rows:
        rows_of[row.subject, row.address].append(row)
    for reason in due:
        mine = rows_of[reason.subject, reason.address]
        sent = [row for row in mine if times.get(str(row.id))]
        name = f"{reason.subject} to {reason.address}"
        if reason.wanted and not sent:
            states = ", ".join(row.state for row in mine) or "no row"
            found.lost.append(f"{name} ({states})")
        if reason.wanted and len(sent) > 1:
            found.doubled.extend([f"{name}: two messages for one reason"] * (len(sent) - 1))
        if not reason.wanted and sent:
            found.unwanted.append(name)


def _by_row(found: Findings, *, rows: Sequence[Row], times: dict[str, list[float]]) -> None:
    for row in rows:
        if row.state == SENT and not times.get(str(row.id)):
            found.only_believed.append(f"{row.id} to {row.address}")
        if row.state != SENT and times.get(str(row.id)):
            found.not_believed.append(f"{row.id} to {row.address} ({row.state})")


def _again(found: Findings, row: Row, moments: list[float], struck: Sequence[Struck]) -> None:
    for first in moments[:-1]:
        if row.uncertain and _met_a_fault(first, struck):
            found.uncertain += 1
        else:
            found.doubled.append(
                f"{row.id} to {row.address}: taken again, and no fault explains it"
            )


def _met_a_fault(at: float, struck: Sequence[Struck]) -> bool:
    return any(
        one.target in CUTS and one.began - SLACK_SECONDS <= at <= one.ended + SLACK_SECONDS
        for one in struck
    )


# --- submissions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Promise:
    """What a 2xx (or the redirect of a form) told a writer is kept. `what` names the object."""

    what: str
    text: str


def missing(promised: Iterable[Promise], stored: dict[str, str]) -> list[str]:
    """Promises whose object is absent, or is not equal to the last byte. A later one replaces."""
    last = {promise.what: promise.text for promise in promised}
    return [
        f"{what}: {'another text' if what in stored else 'absent'}"
        for what, text in last.items()
        if stored.get(what) != text
    ]


def twice(names: Iterable[str]) -> list[str]:
    """Objects that exist more than once for one reason to exist."""
    return sorted(name for name, count in Counter(names).items() if count > 1)
