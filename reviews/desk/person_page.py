"""One engagement as its clinician sees it: lists without words, but the lines both people hold."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.access import Actor
from accounts.queries import last_read
from reviews.agreements import queries as agreements
from reviews.agreements.models import Agreement
from reviews.asides.models import Pressure
from reviews.asides.queries import open_pressures
from reviews.calls.models import Call
from reviews.calls.queries import open_calls
from reviews.checkins import queries as checkins
from reviews.checkins.models import Cadence, CheckIn
from reviews.commitments.queries import CommitmentSeen, list_commitments
from reviews.desk import rules
from reviews.desk.second_names import SecondName, list_second_names
from reviews.desk.times import Times, find_times
from reviews.engagements import queries as engagements
from reviews.engagements.queries import EngagementSeen
from reviews.feedback.queries import FeedbackHead, list_feedback
from reviews.journal import queries as journal
from reviews.releases.queries import PermissionSeen, list_permissions
from reviews.reports.correction_queries import open_corrections
from reviews.reports.queries import ReportHead, list_reports
from reviews.sessions.queries import SessionHead, list_sessions


@dataclass(frozen=True, slots=True)
class PersonPage:
    engagement: EngagementSeen
    working_on: str
    agreement: Agreement | None  # the newest version
    in_force: Agreement | None  # the one that was signed last
    cadence: Cadence | None
    next_checkins: list[CheckIn]
    to_note: list[CheckIn]  # past, and nobody has said whether the two talked
    to_log: list[CheckIn]  # talked, and no log yet
    shared: list[tuple[journal.EntryHead, date | None, bool]]  # with its day, and whether read
    sessions: list[SessionHead]
    feedback: list[tuple[FeedbackHead, bool]]  # and whether a reply waits unread
    commitments: list[CommitmentSeen]
    reports: list[ReportHead]
    second_names: list[SecondName]
    to_correct: frozenset[UUID]  # reports whose client waits for an answer
    permissions: list[PermissionSeen]
    calls: list[Call]  # the client asks to be rung
    pressures: list[Pressure]  # the client feels pressured
    times: Times


def see_person(*, actor: Actor, engagement_id: UUID, now: datetime) -> PersonPage:
    """Raises NotFound."""
    engagement = engagements.see_engagement(actor=actor, engagement_id=engagement_id)
    ids = [engagement_id]
    listed = checkins.list_checkins(actor=actor, engagement_ids=ids)
    days = {c.id: c.on_date for c in listed}
    entries = journal.list_entries(actor=actor, engagement_ids=ids)
    sessions = list_sessions(actor=actor, engagement_ids=ids)
    feedback = list_feedback(actor=actor, engagement_ids=ids)
    logged = {s.checkin_id for s in sessions if not s.in_error}
    read_at = last_read(
        actor=actor,
        object_ids=[*(e.id for e in entries), *(f.id for f in feedback)],
        chains={engagement_id},
    )
    to_note = [c for c in listed if rules.is_past(c, now) and c.id not in logged]
    noted = {c.id for c in to_note}
    return PersonPage(
        engagement=engagement,
        working_on=agreements.working_on(actor=actor, engagement_ids=ids).get(engagement_id, ""),
        agreement=agreements.latest_agreement(actor=actor, engagement_id=engagement_id),
        in_force=agreements.in_force(actor=actor, engagement_id=engagement_id),
        cadence=checkins.get_cadence(engagement_id=engagement_id),
        next_checkins=[c for c in listed if c.due_at > now and rules.lies_ahead(c)][:3],
        to_note=to_note,
        to_log=[
            c
            for c in listed
            if rules.may_need_a_log(c, now) and c.id not in logged and c.id not in noted
        ],
        shared=[
            (e, days.get(e.checkin_id) if e.checkin_id else None, e.id in read_at) for e in entries
        ],
        sessions=sessions,
        feedback=[(f, _reply_is_new(f, read_at)) for f in feedback],
        commitments=list_commitments(actor=actor, engagement_id=engagement_id),
        reports=list_reports(actor=actor, engagement_ids=ids),
        second_names=list_second_names(actor=actor, engagement_ids=ids),
        to_correct=frozenset(
            row.report_id for row in open_corrections(actor=actor, engagement_ids=ids)
        ),
        permissions=list_permissions(actor=actor, engagement_id=engagement_id, now=now),
        calls=open_calls(actor=actor, engagement_ids=ids),
        pressures=open_pressures(actor=actor, engagement_ids=ids),
        times=find_times(actor=actor, engagement_ids=ids, now=now),
    )


def _reply_is_new(feedback: FeedbackHead, read_at: dict[UUID, datetime]) -> bool:
    sent = feedback.reply_sent_at
    return sent is not None and (feedback.id not in read_at or read_at[feedback.id] < sent)
