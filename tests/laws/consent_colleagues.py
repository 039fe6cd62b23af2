"""What colleagues do in the story of consent: Mo reads as a second name, Ines covers Otto's work."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.access import Actor, acting_as
from reviews.amendments.actions import add_addendum
from reviews.assignments import actions as assigning
from reviews.assignments import queries as assigned
from reviews.engagements.queries import get_engagement
from reviews.reports import corrections, cosignature_queries, cosignatures
from reviews.reports.actions import begin_report
from reviews.reports.correction_queries import get_correction
from reviews.reports.models import CoSignature
from reviews.reports.queries import get_signed
from tests.sharing_story import STANDING

REMARK = "The third section needs an example."


def asked(author: Actor, report: Any, colleague: Actor, *, now: Any) -> Any:
    with acting_as(author), transaction.atomic():
        return cosignatures.ask_cosigner(
            actor=author,
            report=get_signed(actor=author, report_id=report.id),
            cosigner_id=colleague.user_id,
            now=now,
        )


def answered(colleague: Actor, row: Any, outcome: str, *, now: Any) -> None:
    with acting_as(colleague), transaction.atomic():
        cosignatures.answer_cosignature(
            actor=colleague,
            cosignature=cosignature_queries.get_asked(actor=colleague, cosignature_id=row.id),
            outcome=outcome,
            remark="" if outcome == CoSignature.COSIGNED else REMARK,
            standing=STANDING,
            authenticated_at=now,
            now=now,
        )


def declined(author: Actor, report: Any, colleague: Actor, *, now: Any) -> Any:
    row = asked(author, report, colleague, now=now)
    answered(colleague, row, CoSignature.DECLINED, now=now)
    return row


def kept_back(author: Actor, row: Any, *, now: Any) -> None:
    with acting_as(author), transaction.atomic():
        seen = cosignature_queries.get_cosignature(actor=author, cosignature_id=row.id)
        cosignatures.keep_back_answer(actor=author, cosignature=seen, why="Not yet.", now=now)


def passed_on(author: Actor, row: Any, *, now: Any) -> None:
    with acting_as(author), transaction.atomic():
        seen = cosignature_queries.get_cosignature(actor=author, cosignature_id=row.id)
        cosignatures.pass_on_answer(actor=author, cosignature=seen, now=now)


def wish(client: Actor, report: Any, *, now: Any) -> Any:
    """The client asks for a correction."""
    with acting_as(client), transaction.atomic():
        found = get_signed(actor=client, report_id=report.id)
        words = "It was a Tuesday."
        return corrections.ask_correction(actor=client, report=found, words=words, now=now)


def settled(author: Actor, asked_for: Any, *, now: Any) -> Any:
    """The author keeps the words, and says why; the id of what was asked."""
    with acting_as(author), transaction.atomic():
        corrections.answer_correction(
            actor=author,
            correction=get_correction(actor=author, correction_id=asked_for.id),
            outcome="kept",
            answer="It was a Friday.",
            now=now,
        )
    return asked_for.id


def begun(author: Actor, work: Any, *, now: Any) -> Any:
    """A draft."""
    with acting_as(author), transaction.atomic():
        engagement = get_engagement(actor=author, engagement_id=work)
        return begin_report(actor=author, engagement=engagement, now=now)


def covered(author: Actor, colleague: Actor, work: Any, *, days: tuple[int, int], now: Any) -> None:
    """From the first to the last of these days, counted from today; the colleague has agreed."""
    first, last = ((now + timedelta(days=day)).date() for day in days)
    with acting_as(author), transaction.atomic():
        cover = assigning.ask_cover(
            actor=author,
            engagement=get_engagement(actor=author, engagement_id=work),
            colleague_id=colleague.user_id,
            first=first,
            last=last,
            now=now,
        )
    with acting_as(colleague), transaction.atomic():
        found = assigned.get_cover(actor=colleague, cover_id=cover.id)
        assigning.agree_to_cover(actor=colleague, cover=found, now=now)


def added(author: Actor, report: Any, *, now: Any) -> None:
    """An addendum below a signed version."""
    with acting_as(author), transaction.atomic():
        add_addendum(
            actor=author,
            engagement_id=report.engagement_id,
            of_kind="report",
            of_id=report.id,
            reason="It came later.",
            text="There were two talks more.",
            now=now,
        )
