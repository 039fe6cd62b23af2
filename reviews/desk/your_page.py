"""What the client sees first: the one next thing, what else waits, and lists without words."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.access import Actor
from accounts.queries import last_read
from reviews.agreements import queries as agreements
from reviews.checkins import queries as checkins
from reviews.checkins.models import Cadence, CheckIn
from reviews.commitments.queries import CommitmentSeen, list_commitments
from reviews.concerns import queries as concerns
from reviews.desk import rules
from reviews.desk.reviews import ReviewWaits, find_reviews
from reviews.desk.times import Times, find_times
from reviews.dialogue.queries import Unread, list_unread
from reviews.disclosures import queries as disclosures
from reviews.disclosures.queries import DisclosureHead
from reviews.engagements import queries as engagements
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen
from reviews.feedback.queries import FeedbackHead, list_feedback
from reviews.journal import queries as journal
from reviews.limits import queries as limits
from reviews.releases.models import ClosedRelease, Release
from reviews.releases.queries import chose_not_to_release, list_closed_unread
from reviews.reports.models import CorrectionRequest
from reviews.reports.queries import ReportHead, list_reports
from reviews.sessions.queries import SessionHead, list_sessions

REBOOK_WITHIN = timedelta(days=14)  # a missed time is offered anew this long


@dataclass(frozen=True, slots=True)
class ToRead:
    """What came for the client, and has not been opened or decided about yet."""

    sessions: list[SessionHead] = field(default_factory=list)
    feedback: list[FeedbackHead] = field(default_factory=list)
    reports: list[ReportHead] = field(default_factory=list)  # to read, and to decide about
    corrections: list[UUID] = field(default_factory=list)  # reports with an unread answer
    messages: list[Unread] = field(default_factory=list)
    told: list[concerns.New] = field(default_factory=list)
    told_outside: list[DisclosureHead] = field(default_factory=list)
    closed: list[ClosedRelease] = field(default_factory=list)  # for its reader, by the practice

    @property
    def is_empty(self) -> bool:
        return not (
            self.sessions
            or self.feedback
            or self.reports
            or self.corrections
            or self.messages
            or self.told
            or self.told_outside
            or self.closed
        )


@dataclass(frozen=True, slots=True)
class YourPage:
    engagement: EngagementSeen | None
    offered_agreement_id: UUID | None = None  # the first: nothing has begun before its answer
    new_version_id: UUID | None = None  # while the work goes on
    agreed_id: UUID | None = None  # the agreement in force
    limits_acknowledged: bool = False
    open_checkin: CheckIn | None = None
    draft_id: UUID | None = None  # of the open check-in
    also_open: list[CheckIn] = field(default_factory=list)  # nothing written late is refused
    other_drafts: list[journal.EntryHead] = field(default_factory=list)  # talked over since
    next_checkins: list[CheckIn] = field(default_factory=list)
    shared: list[journal.EntryHead] = field(default_factory=list)
    cadence: Cadence | None = None
    days: dict[UUID, date] = field(default_factory=dict)  # check-in id → its day
    sessions: list[SessionHead] = field(default_factory=list)
    feedback: list[FeedbackHead] = field(default_factory=list)
    commitments: list[CommitmentSeen] = field(default_factory=list)
    reports: list[ReportHead] = field(default_factory=list)
    read_at: dict[UUID, datetime] = field(default_factory=dict)  # when they opened each, if ever
    to_read: ToRead = field(default_factory=ToRead)
    times: Times = field(default_factory=Times)
    reviews: list[ReviewWaits] = field(default_factory=list)
    missed: list[CheckIn] = field(default_factory=list)  # lately, and without a later time


def see_your_page(*, actor: Actor, now: datetime) -> YourPage:
    """The client's own page."""
    engagement = engagements.current_engagement(actor=actor)
    if engagement is None:
        return YourPage(None)
    ids = [engagement.id]
    found = Engagement.objects.get(id=engagement.id)
    offer = agreements.open_offer(actor=actor, engagement_id=engagement.id)
    agreed = agreements.in_force(actor=actor, engagement_id=engagement.id)
    # One from before signatures cannot be answered with a yes: its page says so, nothing waits.
    offer_id = offer.id if offer is not None and offer.digest else None
    listed = checkins.list_checkins(actor=actor, engagement_ids=ids)
    entries = journal.list_entries(actor=actor, engagement_ids=ids)
    drafts = [e for e in entries if e.shared_at is None]
    open_checkin, also_open = _to_write_for(listed, drafts, now)
    open_id = open_checkin.id if open_checkin is not None else None
    sessions = list_sessions(actor=actor, engagement_ids=ids)
    feedback = list_feedback(actor=actor, engagement_ids=ids)
    reports = list_reports(actor=actor, engagement_ids=ids)
    read_at = last_read(
        actor=actor,
        object_ids=[*(s.id for s in sessions), *(f.id for f in feedback), *(r.id for r in reports)],
        chains=set(ids),
    )
    return YourPage(
        engagement=engagement,
        offered_agreement_id=offer_id if engagement.state == Engagement.PROPOSED else None,
        agreed_id=agreed.id if agreed is not None else None,
        new_version_id=offer_id if engagement.state == Engagement.ACTIVE else None,
        limits_acknowledged=limits.has_acknowledged(engagement=found),
        open_checkin=open_checkin,
        draft_id=next((e.id for e in drafts if e.checkin_id == open_id), None),
        also_open=also_open,
        other_drafts=[e for e in drafts if e.checkin_id != open_id],
        next_checkins=[c for c in listed if c.due_at > now and rules.lies_ahead(c)][:3],
        shared=[e for e in entries if e.shared_at is not None],
        cadence=checkins.get_cadence(engagement_id=engagement.id),
        days={c.id: c.on_date for c in listed},
        sessions=sessions,
        feedback=feedback,
        commitments=list_commitments(actor=actor, engagement_id=engagement.id),
        reports=reports,
        read_at=read_at,
        to_read=ToRead(
            sessions=[s for s in sessions if s.id not in read_at and not s.in_error],
            feedback=[f for f in feedback if f.id not in read_at and not f.in_error],
            reports=_undecided(actor, reports),
            corrections=_answered(actor, engagement.id, read_at),
            messages=list_unread(actor=actor, engagement_ids=ids),
            told=concerns.list_new(actor=actor, engagement_ids=ids),
            told_outside=disclosures.list_unread(actor=actor, engagement_ids=ids),
            closed=list_closed_unread(actor=actor, engagement_ids=ids),
        ),
        times=find_times(actor=actor, engagement_ids=ids, now=now),
        reviews=find_reviews(actor=actor, engagement_ids=ids, now=now),
        missed=_missed(listed, now) if engagement.state == Engagement.ACTIVE else [],
    )


def _missed(listed: list[CheckIn], now: datetime) -> list[CheckIn]:
    """To choose another time for, while it is recent."""
    has_later = {c.moved_from_id for c in listed}
    return [
        c
        for c in listed
        if c.state == CheckIn.MISSED and c.id not in has_later and c.due_at > now - REBOOK_WITHIN
    ]


def _undecided(actor: Actor, reports: list[ReportHead]) -> list[ReportHead]:
    """The newest versions that were neither released nor decided against, or were closed since."""
    current = [r for r in reports if not r.replaced and not r.in_error]
    ids = [r.id for r in current]
    visible = Engagement.objects.visible_to(actor).values("id")
    released = Release.objects.filter(report_id__in=ids, engagement__in=visible, closed=None)
    decided = {
        *released.values_list("report_id", flat=True),
        *chose_not_to_release(actor=actor, report_ids=ids),
    }
    return [r for r in current if r.id not in decided]


def _answered(actor: Actor, engagement_id: UUID, read_at: dict[UUID, datetime]) -> list[UUID]:
    """Reports whose author has answered a correction since the client last opened them."""
    rows = CorrectionRequest.objects.filter(
        engagement_id=engagement_id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
        state=CorrectionRequest.ANSWERED,
    ).values_list("report_id", "answered_at")
    unread = (
        report_id
        for report_id, at in rows
        if at is not None and (report_id not in read_at or read_at[report_id] < at)
    )
    return list(dict.fromkeys(unread))


def _to_write_for(
    listed: list[CheckIn], drafts: list[journal.EntryHead], now: datetime
) -> tuple[CheckIn | None, list[CheckIn]]:
    """The one check-in to write for, and the other open ones, latest first.

    The one begun already, else the next to come, else the last that has passed; but none, once the
    reflection for the next to come was shared.
    """
    waiting = [c for c in listed if c.state == CheckIn.OPEN]
    begun = {e.checkin_id for e in drafts}
    order = [*(c for c in waiting if c.id in begun), *(c for c in waiting if c.due_at > now)]
    if not any(c.state == CheckIn.SHARED and c.due_at > now for c in listed):
        order += reversed(waiting)
    if not order:
        return None, list(reversed(waiting))
    return order[0], [c for c in reversed(waiting) if c.id != order[0].id]
