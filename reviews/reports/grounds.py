"""What a section may rest on: signed records of the engagement, as kinds and days."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.access import Actor
from reviews.agreements.models import Agreement
from reviews.agreements.queries import list_agreements
from reviews.commitments.queries import list_commitments
from reviews.feedback.queries import list_feedback
from reviews.reports.models import Ground, Report
from reviews.sessions.queries import list_sessions
from tracker.lib import dates


@dataclass(frozen=True, slots=True)
class GroundChoice:
    """A record a section may rest on: a kind and a day, never its words."""

    of_kind: str
    of_id: UUID
    on: date
    label: str

    @property
    def value(self) -> str:
        return f"{self.of_kind}:{self.of_id}"


def ground_choices(*, actor: Actor, report: Report) -> list[GroundChoice]:
    """Signed records of this engagement up to the period's end; never a private one."""
    ids = [report.engagement_id]
    choices = [
        GroundChoice(Ground.SESSION, log.id, log.on_date, f"Session, {dates.full_day(log.on_date)}")
        for log in list_sessions(actor=actor, engagement_ids=ids)
        if log.signed_at is not None and not log.in_error
    ]
    for said in list_feedback(actor=actor, engagement_ids=ids):
        if said.published_at is not None and not said.in_error:
            day = dates.local(said.published_at).date()
            choices.append(
                GroundChoice(Ground.FEEDBACK, said.id, day, f"Feedback, {dates.full_day(day)}")
            )
    for item in list_commitments(actor=actor, engagement_id=report.engagement_id):
        label = f"Commitment, {dates.full_day(item.agreed_on)}"
        choices.append(GroundChoice(Ground.COMMITMENT, item.id, item.agreed_on, label))
    for agreement in list_agreements(actor=actor, engagement_ids=ids):
        if agreement.state == Agreement.ACCEPTED and agreement.answered_at is not None:
            day = dates.local(agreement.answered_at).date()
            choices.append(
                GroundChoice(
                    Ground.AGREEMENT, agreement.id, day, f"Agreement, {dates.full_day(day)}"
                )
            )
    last = report.period_to
    return sorted((c for c in choices if last is None or c.on <= last), key=lambda c: c.on)
