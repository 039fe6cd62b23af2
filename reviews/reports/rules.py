"""Who may do what to a report, in which state, and what must be there before it is signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.access import Actor
from accounts.roles import CLINICIAN
from reviews.language.findings import Finding
from reviews.reports.models import CorrectionRequest, CoSignature, Report

TRANSITIONS: dict[str, frozenset[str]] = {
    Report.DRAFT: frozenset({Report.SIGNED}),
    Report.SIGNED: frozenset(),
}
COSIGNATURE_TRANSITIONS: dict[str, frozenset[str]] = {
    CoSignature.ASKED: frozenset(
        {
            CoSignature.COSIGNED,
            CoSignature.CHANGES_ASKED,
            CoSignature.DECLINED,
            CoSignature.STOOD_ASIDE,
        }
    ),
    CoSignature.COSIGNED: frozenset(),
    CoSignature.CHANGES_ASKED: frozenset(),
    CoSignature.DECLINED: frozenset(),
    CoSignature.STOOD_ASIDE: frozenset(),
}
CORRECTION_TRANSITIONS: dict[str, frozenset[str]] = {
    CorrectionRequest.ASKED: frozenset({CorrectionRequest.ANSWERED}),
    CorrectionRequest.ANSWERED: frozenset(),
}


# From a second clinician's answer on, until the client reads it, unless the author says why not yet.
TOLD_AFTER = timedelta(days=2)


RESTS = "rests:"  # before a section's key: what its paragraphs rest on


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a report from being signed.

    where  a section's key, RESTS and a section's key, or "about".
    """

    where: str
    sentence: str
    finding: Finding | None = None  # where the words are


class NotReady(Exception):
    """The text stays as it is; `problems` say what is missing or must be changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = problems


def can_write(actor: Actor, report: Report) -> bool:
    return (
        actor.role == CLINICIAN
        and report.author_id == actor.user_id
        and report.state == Report.DRAFT
    )


def is_author(actor: Actor, report: Report) -> bool:
    return actor.role == CLINICIAN and report.author_id == actor.user_id


def is_asked(actor: Actor, cosignature: CoSignature) -> bool:
    return (
        actor.role == CLINICIAN
        and cosignature.cosigner_id == actor.user_id
        and cosignature.state == CoSignature.ASKED
    )


def told_key(cosignature_id: UUID) -> str:
    """One mail to the client for each answer: passed on, or read by them since a while has passed.

    The database looks for it (answers_to_tell in migrations/_answers.py).
    """
    return f"cosign:{cosignature_id}:passed_on"


def told_by_time(cosignature: CoSignature, *, now: datetime) -> bool:
    """Whether the client reads an answer without anybody passing it on. Whether it is kept back is
    asked apart.
    """
    answered = cosignature.answered_at
    return (
        cosignature.state not in (CoSignature.ASKED, CoSignature.COSIGNED)
        and answered is not None
        and answered + TOLD_AFTER <= now
    )


def period_problems(
    *, first: date | None, last: date | None, started_on: date | None, today: date
) -> Iterable[Problem]:
    """What is wrong with the period."""
    if first is None or last is None:
        yield Problem("about", "Enter the period: its first and its last day.")
        return
    if last < first:
        yield Problem("about", "The period ends before it begins. Change one of its days.")
    if last > today:
        yield Problem("about", "The period ends in the future. A report speaks of what has been.")
    if started_on is not None and first < started_on:
        yield Problem("about", "The period begins before the work did. Change its first day.")
