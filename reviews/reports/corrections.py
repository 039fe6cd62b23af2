"""Asking for a correction of facts, and answering in writing."""

from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.engagements import rules as engagement_rules
from reviews.engagements.telling import tell, tell_clinicians
from reviews.records import vault
from reviews.records.once import once
from reviews.reports import rules
from reviews.reports.models import CorrectionRequest, Report


def ask_correction(
    *, actor: Actor, report: Report, words: str, now: datetime, row_id: UUID | None = None
) -> CorrectionRequest:
    """The client asks for a correction of facts; the author answers in writing.

    row_id  of the new row, so that a form sent twice asks once (reviews.records.once).
    Raises NotAllowed for anybody but the client, WrongState if one waits for an answer already.
    """
    if not engagement_rules.is_client(actor, report.engagement):
        raise NotAllowed

    def make(new_id: UUID) -> CorrectionRequest:
        if CorrectionRequest.objects.filter(report=report, state=CorrectionRequest.ASKED).exists():
            raise WrongState
        asked = CorrectionRequest(
            id=new_id,
            engagement_id=report.engagement_id,
            author_id=actor.user_id,
            report=report,
            created_at=now,
        )
        vault.insert(asked, words=words)
        audit.record(
            verb="ask_correction",
            object_kind="report",
            object_id=report.id,
            chain=report.engagement_id,
        )
        tell_clinicians(
            key=f"correction:{asked.id}",
            engagement=report.engagement,
            subject_id=report.id,
            now=now,
        )
        return asked

    return once(CorrectionRequest, row_id, actor=actor, make=make)


def answer_correction(
    *, actor: Actor, correction: CorrectionRequest, outcome: str, answer: str, now: datetime
) -> None:
    """The author's answer in writing: "corrected" in a new version, or "kept" with the reasons.

    The same answer a second time changes nothing. Raises NotAllowed, WrongState if it was answered
    otherwise.
    """
    if not rules.is_author(actor, correction.report):
        raise NotAllowed
    if outcome not in (CorrectionRequest.CORRECTED, CorrectionRequest.KEPT):
        raise WrongState
    moved = CorrectionRequest.objects.filter(
        id=correction.id, state=CorrectionRequest.ASKED
    ).update(
        answer=vault.seal_text(correction, "answer", answer),
        outcome=outcome,
        state=CorrectionRequest.ANSWERED,
        answered_at=now,
    )
    if not moved:
        now_there = CorrectionRequest.objects.get(id=correction.id)
        said = vault.open_text(now_there, "answer", engagement_id=now_there.engagement_id)
        if (now_there.outcome, said) != (outcome, answer):
            raise WrongState
        return
    audit.record(
        verb="answer_correction",
        object_kind="report",
        object_id=correction.report_id,
        chain=correction.engagement_id,
    )
    tell(
        key=f"correction:{correction.id}:answered",
        recipient_id=correction.engagement.client_id,
        engagement=correction.engagement,
        subject_id=correction.report_id,
        now=now,
    )
