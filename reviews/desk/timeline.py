"""Every step of one engagement, for both people: what, when, by whom. Never a narrative.

Each sees what they may know: a client, what was offered to them and who opened what they released;
a clinician, that it was released and whether it ended. A commitment is a line both people hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.timezone import make_aware

from accounts.access import Actor
from reviews.agreements import queries as agreements
from reviews.agreements.models import Agreement
from reviews.checkins import queries as checkins
from reviews.checkins.models import CheckIn
from reviews.checkins.rules import HELD
from reviews.checkins.words import became_of
from reviews.commitments.models import CommitmentStep
from reviews.commitments.queries import list_commitments
from reviews.desk import rules
from reviews.desk.steps import Step
from reviews.desk.timeline_course import course_steps
from reviews.desk.timeline_reports import report_steps
from reviews.desk.timeline_sharing import sharing_steps
from reviews.engagements import queries as engagements
from reviews.engagements.queries import EngagementSeen
from reviews.feedback.queries import list_feedback
from reviews.journal import queries as journal
from reviews.limits import queries as limits
from reviews.sessions.queries import SessionHead, list_sessions
from tracker.lib.dates import full_day, local, month_day


@dataclass(frozen=True, slots=True)
class _Asking:
    """For whom, about which engagement, at what moment."""

    actor: Actor
    engagement: EngagementSeen
    now: datetime

    @property
    def ids(self) -> list[UUID]:
        return [self.engagement.id]

    @property
    def client(self) -> str:
        return self.engagement.short_name

    @property
    def clinician(self) -> str:
        return self.engagement.clinician_name

    @property
    def other(self) -> str:
        is_client = self.actor.user_id == self.engagement.client_id
        return self.clinician if is_client else self.client


def list_steps(*, actor: Actor, engagement: EngagementSeen, now: datetime) -> list[Step]:
    """Every step so far, newest first, with what lies ahead on top."""
    asking = _Asking(actor, engagement, now)
    sessions = list_sessions(actor=actor, engagement_ids=asking.ids)
    steps = [
        *_agreements(asking),
        *_limits(asking),
        *_meetings(asking),
        *_sessions(asking, sessions),
        *_feedback(asking, {s.id: s.on_date for s in sessions}),
        *_commitments(asking, {s.id: s.signed_at for s in sessions}),
        *report_steps(actor=actor, engagement=engagement),
        *sharing_steps(actor=actor, engagement=engagement, now=now),
        *course_steps(actor=actor, engagement=engagement, now=now),
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _agreements(asking: _Asking) -> Iterator[Step]:
    for agreement in agreements.list_agreements(actor=asking.actor, engagement_ids=asking.ids):
        what = "Agreement" if agreement.version == 1 else f"Agreement, version {agreement.version},"
        yield Step("agreement", agreement.created_at, f"{what} offered", asking.clinician)
        if agreement.answered_at is not None:
            by = asking.clinician if agreement.state == Agreement.WITHDRAWN else asking.client
            yield Step("agreement", agreement.answered_at, f"{what} {agreement.state}", by)


def _limits(asking: _Asking) -> Iterator[Step]:
    found = engagements.get_engagement(actor=asking.actor, engagement_id=asking.engagement.id)
    acknowledged = limits.acknowledged_at(engagement=found)
    if acknowledged is not None:
        yield Step("limits", acknowledged, "Limits of confidentiality read", asking.client)


def _meetings(asking: _Asking) -> Iterator[Step]:
    """Check-ins, and what was written for them."""
    days: dict[UUID, date] = {}
    for checkin in checkins.list_checkins(actor=asking.actor, engagement_ids=asking.ids):
        if checkin.state == CheckIn.CANCELED:
            continue
        met = "Talked" if checkin.state in HELD else "Check-in"
        yield Step(
            "checkin",
            checkin.due_at,
            f"{met} with {asking.other}",
            text=became_of(checkin),
            ahead=checkin.due_at > asking.now and rules.lies_ahead(checkin),
            object_kind="checkin",
            object_id=checkin.id,
        )
        days[checkin.id] = checkin.on_date
    for entry in journal.list_entries(actor=asking.actor, engagement_ids=asking.ids):
        if entry.shared_at is not None:
            day = days.get(entry.checkin_id) if entry.checkin_id else None
            title = f"For the check-in on {month_day(day)}" if day else "Shared"
            yield Step(
                "reflection",
                entry.shared_at,
                title,
                asking.client,
                text="Late." if entry.late else "",
                object_kind="reflection",
                object_id=entry.id,
            )


def _sessions(asking: _Asking, sessions: list[SessionHead]) -> Iterator[Step]:
    for session in sessions:
        if session.signed_at is None:
            continue
        text = f"It did not take place: {session.why_not_on_screen}."
        if session.held:
            text = f"{session.minutes} minutes, {session.format_on_screen}."
        yield Step(
            "session",
            session.signed_at,
            f"Session of {month_day(session.on_date)}",
            asking.clinician,
            text=text,
            object_kind="session",
            object_id=session.id,
            in_error=session.in_error,
        )


def _feedback(asking: _Asking, days: dict[UUID, date]) -> Iterator[Step]:
    for feedback in list_feedback(actor=asking.actor, engagement_ids=asking.ids):
        if feedback.published_at is None:
            continue
        day = days.get(feedback.session_id) if feedback.session_id else None
        said = month_day(local(feedback.published_at))
        yield Step(
            "feedback",
            feedback.published_at,
            f"About the session of {month_day(day)}" if day else f"Feedback of {said}",
            asking.clinician,
            object_kind="feedback",
            object_id=feedback.id,
            in_error=feedback.in_error,
        )
        if feedback.reply_sent_at is not None:
            yield Step(
                "reply",
                feedback.reply_sent_at,
                f"To the feedback of {said}",
                asking.client,
                object_kind="feedback",
                object_id=feedback.id,
            )


def _commitments(asking: _Asking, signed: dict[UUID, datetime | None]) -> Iterator[Step]:
    """What was agreed, what was said about it since, and the day it is to be done by."""
    settled = (CommitmentStep.DONE, CommitmentStep.NOT_TAKEN_UP, *CommitmentStep.FINAL)
    listed = list_commitments(actor=asking.actor, engagement_id=asking.engagement.id)
    for commitment in listed:
        title = f"“{commitment.text.rstrip('.')}”"
        opened: dict[str, Any] = {"object_kind": "commitment", "object_id": commitment.id}
        due = commitment.due_on
        by = commitment.first_due_on
        agreed = f"Agreed. To be done by {full_day(by)}." if by else "Agreed."
        if (session_id := commitment.session_id) is not None:
            agreed_at = signed.get(session_id) or _start_of(commitment.agreed_on)
            yield Step("commitment", agreed_at, title, asking.client, text=agreed, **opened)
        else:
            who = asking.client if commitment.proposed_by_client else asking.clinician
            text = agreed.replace("Agreed.", "Proposed.")
            yield Step("commitment", commitment.proposed_at, title, who, text=text, **opened)
        for answer in commitment.answers:
            who = asking.client if answer.by_client else asking.clinician
            text = f"The answer: {answer.says_on_screen}."
            yield Step("commitment", answer.at, title, who, text=text, **opened)
        for step in commitment.steps:
            who = asking.client if step.by_client else asking.clinician
            text = f"How it stands: {step.stands_on_screen}."
            yield Step("commitment", step.at, title, who, text=text, **opened)
        if due is not None and commitment.stands not in settled:
            due_at = _start_of(due)
            if due_at > asking.now:
                yield Step(
                    "commitment", due_at, title, ahead=True, when=f"by {month_day(due)}", **opened
                )


def _start_of(day: date) -> datetime:
    """The day's first moment, where the reader is."""
    return make_aware(datetime.combine(day, time()))
