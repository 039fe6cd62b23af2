"""What waits for a clinician across everybody they work with: heads, no words.

Asked over many engagements at once, so it reads a few columns and never a sealed text.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access import Actor
from accounts.queries import opened_since, staff_names
from reviews.amendments.models import Amendment
from reviews.asides.models import Pressure
from reviews.asides.queries import ToRing, list_to_ring, open_pressures
from reviews.calls.models import Call
from reviews.calls.queries import open_calls
from reviews.checkins.models import CheckIn
from reviews.concerns import queries as concerns
from reviews.desk import rules
from reviews.desk.reviews import ReviewWaits, find_reviews
from reviews.desk.second_names import SecondName, list_second_names
from reviews.desk.times import Times, find_times
from reviews.dialogue.queries import Unread, list_unread
from reviews.engagements.models import Engagement
from reviews.feedback.models import Feedback, Reply
from reviews.records.models import EngagementRecord
from reviews.releases.models import ClosedRelease
from reviews.releases.queries import list_closed_unread
from reviews.reminders.undelivered import Undelivered, list_undelivered
from reviews.reports.correction_queries import open_corrections
from reviews.reports.cosignature_queries import list_asked
from reviews.reports.models import CoSignature, Report
from reviews.sessions.models import SessionLog
from tracker.lib import dates

Row = TypeVar("Row", bound=EngagementRecord)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One's own draft that nobody else can read yet."""

    engagement_id: UUID
    kind: str  # session | feedback | report
    of_id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply to one's feedback that was not read yet."""

    engagement_id: UUID
    feedback_id: UUID
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """The client asked for a correction and waits for an answer in writing."""

    engagement_id: UUID
    report_id: UUID
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A colleague asks the actor to read a text as the second clinician."""

    cosignature_id: UUID
    by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A signed version that needs a second name, and nobody is asked for it."""

    engagement_id: UUID
    report_id: UUID
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    to_log: list[CheckIn] = field(default_factory=list)
    unfinished: list[Unfinished] = field(default_factory=list)
    replies: list[Replied] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    answered: list[SecondName] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    told: list[concerns.New] = field(default_factory=list)  # no word of the actor's yet
    answered_told: list[concerns.New] = field(default_factory=list)  # said since they looked
    pressures: list[Pressure] = field(default_factory=list)
    to_ring: list[ToRing] = field(default_factory=list)  # not the actor's own clients
    messages: list[Unread] = field(default_factory=list)
    undelivered: list[Undelivered] = field(default_factory=list)
    closed: list[ClosedRelease] = field(default_factory=list)  # by somebody else
    reviews: list[ReviewWaits] = field(default_factory=list)
    times: Times = field(default_factory=Times)

    @property
    def engagement_ids(self) -> set[UUID]:
        """Whose names the sentences need; a colleague's are not the actor's to know."""
        return set(self.open_between())

    def open_between(self) -> dict[UUID, list[str]]:
        """By engagement, what is open between the two of them, the most urgent first."""
        pairs = [
            *((row.engagement_id, "call") for row in self.calls),
            *((row.engagement_id, "told") for row in [*self.told, *self.answered_told]),
            *((row.engagement_id, "pressure") for row in self.pressures),
            *((row.engagement_id, "undelivered") for row in self.undelivered),
            *((row.engagement_id, "closed") for row in self.closed),
            *((row.engagement_id, "message") for row in self.messages),
            *((row.engagement_id, "time") for row in self.times.moves),
            *((row.engagement_id, "time") for row in self.times.rhythms),
            *((row.engagement_id, "correction") for row in self.corrections),
            *((row.engagement_id, "second_name") for row in self.answered),
            *((row.engagement_id, "second_name") for row in self.unnamed),
            *((row.engagement_id, "reply") for row in self.replies),
            *((row.engagement_id, "review") for row in self.reviews if row.needs_you),
            *((row.engagement_id, "log") for row in self.to_log),
            *((row.engagement_id, "draft") for row in self.unfinished),
        ]
        found: dict[UUID, list[str]] = {}
        for engagement_id, kind in dict.fromkeys(pairs):
            found.setdefault(engagement_id, []).append(kind)
        return found


def find_waiting(
    *, actor: Actor, engagement_ids: list[UUID], checkins: list[CheckIn], now: datetime
) -> Waiting:
    """For the clinician of these engagements.

    checkins  those of the running ones: a log is asked for while the work goes on.
    """
    past = [c for c in checkins if rules.may_need_a_log(c, now)]
    logs = _logs(actor, engagement_ids, past)
    logged = {log.checkin_id for log in logs}
    reports = _reports(actor, engagement_ids)
    second_names = list_second_names(actor=actor, engagement_ids=engagement_ids)
    told = concerns.unacknowledged(actor=actor, engagement_ids=engagement_ids)
    said = concerns.list_new(actor=actor, engagement_ids=engagement_ids)
    return Waiting(
        to_log=[c for c in past if c.id not in logged],
        unfinished=[*_sessions(logs), *_feedback(actor, engagement_ids), *_drafts(reports)],
        replies=_replies(actor, engagement_ids),
        corrections=[
            Correction(row.engagement_id, row.report_id, row.created_at)
            for row in open_corrections(actor=actor, engagement_ids=engagement_ids)
        ],
        asked=_asked(actor),
        answered=_answered(second_names, reports),
        unnamed=_unnamed(second_names, reports),
        calls=open_calls(actor=actor, engagement_ids=engagement_ids),
        told=told,
        answered_told=[new for new in said if new.id not in {one.id for one in told}],
        pressures=open_pressures(actor=actor, engagement_ids=engagement_ids),
        to_ring=list_to_ring(actor=actor),
        messages=list_unread(actor=actor, engagement_ids=engagement_ids),
        reviews=find_reviews(actor=actor, engagement_ids=engagement_ids, now=now),
        undelivered=[u for u in list_undelivered() if u.engagement_id in set(engagement_ids)],
        closed=list_closed_unread(actor=actor, engagement_ids=engagement_ids),
        times=find_times(actor=actor, engagement_ids=engagement_ids, now=now),
    )


def _logs(actor: Actor, engagement_ids: list[UUID], past: list[CheckIn]) -> list[SessionLog]:
    """One's own drafts, and the logs of these check-ins; without their words."""
    in_error = Amendment.objects.filter(of_id=OuterRef("id"), kind=Amendment.IN_ERROR)
    return list(
        _of(SessionLog.objects.all(), actor, engagement_ids)
        .filter(
            Q(state=SessionLog.DRAFT, author_id=actor.user_id)
            | Q(checkin_id__in=[c.id for c in past])
        )
        .exclude(Exists(in_error))
        .order_by("on_date")
        .only("id", "engagement_id", "checkin_id", "state", "on_date")
    )


def _sessions(logs: list[SessionLog]) -> list[Unfinished]:
    return [
        Unfinished(log.engagement_id, "session", log.id, log.on_date)
        for log in logs
        if log.state == SessionLog.DRAFT
    ]


def _feedback(actor: Actor, engagement_ids: list[UUID]) -> list[Unfinished]:
    drafts = _of(Feedback.objects.all(), actor, engagement_ids).filter(
        state=Feedback.DRAFT, author_id=actor.user_id
    )
    return [
        Unfinished(row.engagement_id, "feedback", row.id, dates.local(row.created_at).date())
        for row in drafts.order_by("created_at").only("id", "engagement_id", "created_at")
    ]


def _drafts(reports: list[Report]) -> list[Unfinished]:
    return [
        Unfinished(row.engagement_id, "report", row.id, dates.local(row.created_at).date())
        for row in reports
        if row.state == Report.DRAFT
    ]


def _replies(actor: Actor, engagement_ids: list[UUID]) -> list[Replied]:
    unread = _of(Reply.objects.all(), actor, engagement_ids).exclude(
        opened_since(actor=actor, object_id="feedback_id", since="sent_at")
    )
    in_error = Amendment.objects.filter(
        of_id__in=[OuterRef("feedback_id"), OuterRef("id")], kind=Amendment.IN_ERROR
    )
    return [
        Replied(row.engagement_id, row.feedback_id, row.sent_at)
        for row in unread.filter(state=Reply.SENT)
        .exclude(Exists(in_error))
        .order_by("sent_at")
        .only("id", "engagement_id", "feedback_id", "sent_at")
        if row.sent_at is not None
    ]


def _reports(actor: Actor, engagement_ids: list[UUID]) -> list[Report]:
    """One's own drafts, and one's own signed versions that no other replaces."""
    later = Report.objects.filter(replaces=OuterRef("id"))
    in_error = Amendment.objects.filter(of_id=OuterRef("id"), kind=Amendment.IN_ERROR)
    return list(
        _of(Report.objects.all(), actor, engagement_ids)
        .filter(author_id=actor.user_id)
        .exclude(Exists(later))
        .exclude(Exists(in_error))
        .order_by("created_at")
        .only("id", "engagement_id", "state", "two_names", "created_at", "signed_at")
    )


def _asked(actor: Actor) -> list[Asked]:
    rows = list_asked(actor=actor)
    authors = {row.author_id for row in rows if row.author_id is not None}
    names = staff_names(organization_id=actor.organization_id, user_ids=authors)
    return [
        Asked(row.id, (row.author_id and names.get(row.author_id)) or "A colleague", row.created_at)
        for row in rows
    ]


def _answered(second_names: list[SecondName], reports: list[Report]) -> list[SecondName]:
    """Answers other than a yes that the author has neither passed on nor answered by a new text."""
    current = {row.id for row in reports}
    return [
        name
        for name in second_names
        if name.report_id in current
        and name.state not in (CoSignature.ASKED, CoSignature.COSIGNED)
        and name.passed_on_at is None
    ]


def _unnamed(second_names: list[SecondName], reports: list[Report]) -> list[Unnamed]:
    """Nobody was asked yet. What was answered otherwise is the answer's own line."""
    known = {name.report_id for name in second_names}
    return [
        Unnamed(row.engagement_id, row.id, row.signed_at)
        for row in reports
        if row.two_names and row.signed_at is not None and row.id not in known
    ]


def _of(rows: QuerySet[Row], actor: Actor, engagement_ids: list[UUID]) -> QuerySet[Row]:
    return rows.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    )
