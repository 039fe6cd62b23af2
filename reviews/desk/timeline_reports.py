"""What happened to the reports of one engagement: heads, no words."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from accounts.access import Actor
from reviews.desk.second_names import SecondName, list_second_names
from reviews.desk.steps import Step
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen
from reviews.releases import words
from reviews.reports.models import CorrectionRequest, CoSignature
from reviews.reports.queries import ReportHead, list_reports

ANSWERED = {
    CoSignature.CHANGES_ASKED: "asked for changes, and did not sign it as the second name",
    CoSignature.DECLINED: "did not sign it as the second name",
    CoSignature.STOOD_ASIDE: "stood aside as the second name",
}


def report_steps(*, actor: Actor, engagement: EngagementSeen) -> Iterator[Step]:
    """Signed, second names, offered, corrections. A client is shown what was offered or told."""
    heads = list_reports(actor=actor, engagement_ids=[engagement.id])
    answers = list_second_names(actor=actor, engagement_ids=[engagement.id])
    by_id = {head.id: head for head in heads}
    is_client = actor.user_id == engagement.client_id
    offered = f"offered to {'you' if is_client else engagement.short_name} to read"
    for head in heads:
        said = "Signed." if head.two_names else f"Signed, and {offered}."
        if head.signed_at is not None:
            yield _step(head.signed_at, head, by=engagement.clinician_name, text=said)
    for answer in answers:
        found = by_id.get(answer.report_id)  # none: told to a client, of what they cannot read
        if answer.state != CoSignature.COSIGNED:
            yield from _answer(answer, found, is_client=is_client)
        elif found is not None and answer.answered_at is not None:
            said = f"Signed as the second name, and {offered}."
            yield _step(answer.answered_at, found, by=answer.by, text=said)
    yield from _corrections(actor, engagement, by_id)


def _answer(answer: SecondName, head: ReportHead | None, *, is_client: bool) -> Iterator[Step]:
    at = answer.passed_on_at if is_client else answer.answered_at
    if at is None or answer.state == CoSignature.ASKED:
        return
    text = f"{answer.by} {ANSWERED[answer.state]}."
    if head is None:
        yield Step("report", at, "Report", answer.by, text=text)
    else:
        yield _step(at, head, by=answer.by, text=text)


def _corrections(
    actor: Actor, engagement: EngagementSeen, by_id: dict[UUID, ReportHead]
) -> Iterator[Step]:
    rows = CorrectionRequest.objects.filter(
        engagement_id=engagement.id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).values_list("report_id", "created_at", "answered_at", "outcome")
    for report_id, asked_at, answered_at, outcome in rows:
        head = by_id.get(report_id)
        if head is None:
            continue
        yield _step(asked_at, head, by=engagement.short_name, text="A correction was asked for.")
        if answered_at is not None:
            kept = outcome == CorrectionRequest.KEPT
            said = "the words stay, with reasons" if kept else "a new version corrects it"
            text = f"The correction was answered: {said}."
            yield _step(answered_at, head, by=engagement.clinician_name, text=text)


def _step(at: datetime, head: ReportHead, *, by: str, text: str) -> Step:
    return Step(
        "report",
        at,
        words.report(head),
        by,
        text=text,
        object_kind="report",
        object_id=head.id,
        in_error=head.in_error,
    )
