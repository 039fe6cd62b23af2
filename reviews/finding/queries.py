"""Finding words in one engagement: its texts are opened in memory, with one line in the trail.

What was looked for is written nowhere. Process notes, other people's drafts and what was entered in
error are not among the texts. Source: docs/architecture.md, "Sealing".
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from accounts import audit
from accounts.access import Actor
from reviews.agreements.models import Agreement
from reviews.amendments.models import Amendment
from reviews.checkins.models import CheckIn, Move
from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep, Goal, GoalEnd
from reviews.concerns.models import Concern, ConcernStep
from reviews.concerns.queries import second_words
from reviews.dialogue.models import Message
from reviews.disclosures.models import Disclosure
from reviews.ending.models import Closing, ClosingWords
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen, get_engagement, list_engagements
from reviews.feedback.models import Feedback, Reply
from reviews.finding.matching import Piece, find
from reviews.journal.definitions import WRITINGS
from reviews.journal.models import Addendum, Answer, Entry
from reviews.progress.models import ReviewRemark
from reviews.prompts.models import Preparation
from reviews.records import vault
from reviews.records.vault import Lock
from reviews.releases.models import Statement
from reviews.reports.models import CorrectionRequest, Report, Section
from reviews.sessions.models import SessionLog
from reviews.suitability.models import Referral
from tracker.lib import dates

MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class Found:
    """One text in which the words stand."""

    kind: str  # in words
    on: date
    url: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class _Text:
    kind: str
    at: datetime
    url: str
    words: str


def find_in_engagement(*, actor: Actor, engagement_id: UUID, words: str) -> list[Found]:
    """Every text of the engagement that the actor may read and the words stand in, newest first.

    At most MOST_FOUND. One line in the trail says that it was done, never what was looked for.
    Raises NotFound.
    """
    engagement = get_engagement(actor=actor, engagement_id=engagement_id)
    audit.record(
        verb="find", object_kind="engagement", object_id=engagement.id, chain=engagement.id
    )
    found = []
    for text in _texts(actor, engagement):
        piece = find(words, text.words)
        if piece is not None:
            found.append((text.at, Found(text.kind, dates.local(text.at).date(), text.url, piece)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [item for _, item in found[:MOST_FOUND]]


def find_people(*, actor: Actor, name: str) -> list[EngagementSeen]:
    """The actor's people whose name or code the words stand in; names are opened in memory."""
    return [
        seen
        for seen in list_engagements(actor=actor, limit=5000)
        if find(name, seen.client_name) or find(name, seen.code)
    ]


def _texts(actor: Actor, engagement: Engagement) -> Iterator[_Text]:
    """What row policies and ownership let the actor read, opened."""
    in_error = set(
        Amendment.objects.filter(engagement=engagement, kind=Amendment.IN_ERROR).values_list(
            "of_id", flat=True
        )
    )
    yield from _writing(actor, engagement, in_error)
    yield from _sessions(actor, engagement, in_error)
    yield from _feedback(actor, engagement, in_error)
    yield from _commitments(engagement)
    yield from _messages(engagement)
    yield from _times(engagement)
    yield from _reports(actor, engagement, in_error)
    yield from _beside_reports(actor, engagement, in_error)
    yield from _amendments(engagement, in_error)
    yield from _beginning_and_end(engagement)
    yield from _concerns_and_reviews(engagement, in_error)
    yield from _told_outside(engagement)
    for agreement in Agreement.objects.filter(engagement=engagement):
        words = json.loads(_open(agreement, "terms"))["working_on"]
        url = reverse("agreements:read", args=[agreement.id])
        yield _Text("Agreement", agreement.created_at, url, words)


def _writing(actor: Actor, engagement: Engagement, in_error: set[UUID]) -> Iterator[_Text]:
    answers = Answer.objects.filter(
        Q(entry__state=Entry.SHARED) | Q(entry__author_id=actor.user_id),
        entry__engagement=engagement,
    )
    for answer in answers.exclude(entry_id__in=in_error).select_related("entry"):
        entry = answer.entry
        shared = entry.state == Entry.SHARED
        url = reverse("journal:read" if shared else "journal:look_over", args=[entry.id])
        title, word = WRITINGS[entry.kind].title, WRITINGS[entry.kind].shared.lower()
        kind = title if shared else f"{title}, not {word}"
        yield _Text(kind, entry.shared_at or answer.saved_at, url, _open(answer, "text"))
    added = Addendum.objects.filter(engagement=engagement).exclude(entry_id__in=in_error)
    for addendum in added.select_related("entry"):
        url = reverse("journal:read", args=[addendum.entry_id])
        kind = f"Addition to a {WRITINGS[addendum.entry.kind].noun}"
        yield _Text(kind, addendum.created_at, url, _open(addendum, "text"))


def _sessions(actor: Actor, engagement: Engagement, in_error: set[UUID]) -> Iterator[_Text]:
    for log in SessionLog.objects.filter(engagement=engagement).exclude(id__in=in_error):
        if log.state == SessionLog.DRAFT and log.author_id != actor.user_id:
            continue
        signed = log.state == SessionLog.SIGNED
        url = reverse("sessions:read" if signed else "sessions:write", args=[log.id])
        kind = "Session log" if signed else "Session log, not signed"
        yield _Text(kind, log.signed_at or log.created_at, url, _parts(_open(log, "words")))


def _feedback(actor: Actor, engagement: Engagement, in_error: set[UUID]) -> Iterator[_Text]:
    for row in Feedback.objects.filter(engagement=engagement).exclude(id__in=in_error):
        if row.state == Feedback.DRAFT and row.author_id != actor.user_id:
            continue
        published = row.state == Feedback.PUBLISHED
        url = reverse("feedback:read" if published else "feedback:write", args=[row.id])
        kind = "Feedback" if published else "Feedback, not published"
        yield _Text(kind, row.published_at or row.created_at, url, _open(row, "text"))
    for reply in Reply.objects.filter(engagement=engagement).exclude(id__in=in_error):
        if reply.state == Reply.DRAFT and reply.author_id != actor.user_id:
            continue
        url = reverse("feedback:read", args=[reply.feedback_id])
        kind = "Reply" if reply.state == Reply.SENT else "Reply, not sent"
        yield _Text(kind, reply.sent_at or reply.created_at, url, _parts(_open(reply, "words")))


def _commitments(engagement: Engagement) -> Iterator[_Text]:
    for row in Commitment.objects.filter(engagement=engagement):
        url = reverse("commitments:one", args=[row.id])
        yield _Text("Commitment", row.created_at, url, _open(row, "text"))
    for step in CommitmentStep.objects.filter(engagement=engagement, text__isnull=False):
        url = reverse("commitments:one", args=[step.commitment_id])
        yield _Text("How a commitment stands", step.created_at, url, _open(step, "text"))
    for goal in Goal.objects.filter(engagement=engagement):
        url = reverse("commitments:goal", args=[goal.id])
        yield _Text("Goal", goal.created_at, url, _open(goal, "text"))
    for end in GoalEnd.objects.filter(engagement=engagement):
        url = reverse("commitments:goal", args=[end.goal_id])
        yield _Text("How a goal ended", end.created_at, url, _open(end, "text"))
    for answer in CommitmentAnswer.objects.filter(engagement=engagement, text__isnull=False):
        where = "commitments:one" if answer.commitment_id else "commitments:goal"
        url = reverse(where, args=[answer.commitment_id or answer.goal_id])
        yield _Text("Why, to what was proposed", answer.created_at, url, _open(answer, "text"))


def _beginning_and_end(engagement: Engagement) -> Iterator[_Text]:
    """What stands beside the writings of a first conversation, and of the end."""
    for referral in Referral.objects.filter(engagement=engagement):
        url = reverse("suitability:talk", args=[engagement.id])
        yield _Text("Where other help is", referral.created_at, url, _open(referral, "text"))
    url = reverse("ending:after", args=[engagement.id])
    for closing in Closing.objects.filter(engagement=engagement, text__isnull=False):
        yield _Text("How the work ended", closing.created_at, url, _open(closing, "text"))
    for own in ClosingWords.objects.filter(engagement=engagement):
        yield _Text("Words beside the closing summary", own.created_at, url, _open(own, "text"))


def _concerns_and_reviews(engagement: Engagement, in_error: set[UUID]) -> Iterator[_Text]:
    """What a second clinician noted, what was said to a concern, and beside a review."""
    steps = ConcernStep.objects.filter(engagement=engagement, text__isnull=False)
    in_view = steps.exclude(concern__entry_id__in=in_error).exclude(concern_id__in=in_error)
    for step in in_view:
        url = reverse("concerns:read", args=[step.concern_id])
        yield _Text("What became of a concern", step.created_at, url, _open(step, "text"))
    for told in Concern.objects.filter(engagement=engagement, copy_id__isnull=False):
        url = reverse("concerns:read", args=[told.id])
        noted = second_words(told)
        words = " ".join(noted.parts) if noted else ""
        yield _Text("What a second clinician noted", told.created_at, url, words)
    for said in ReviewRemark.objects.filter(engagement=engagement):
        url = reverse("progress:one", args=[said.review_id])
        yield _Text("Beside a part of a review", said.created_at, url, _open(said, "text"))


def _messages(engagement: Engagement) -> Iterator[_Text]:
    for row in Message.objects.filter(engagement=engagement):
        url = reverse("dialogue:read", args=[row.checkin_id])
        yield _Text("Message", row.created_at, url, _open(row, "text"))


def _times(engagement: Engagement) -> Iterator[_Text]:
    """What was said about one time, and the questions picked for it alone."""
    for missed in CheckIn.objects.filter(engagement=engagement, why_words__isnull=False):
        url = reverse("desk:checkin", args=[missed.id])
        yield _Text("Why it did not take place", missed.due_at, url, _open(missed, "why_words"))
    for move in Move.objects.filter(engagement=engagement, words__isnull=False):
        url = reverse("desk:checkin", args=[move.checkin_id])
        yield _Text("Another time asked for", move.created_at, url, _open(move, "words"))
    for row in Preparation.objects.filter(engagement=engagement):
        url = reverse("desk:checkin", args=[row.checkin_id])
        yield _Text(
            "Questions for one check-in", row.changed_at, url, _parts(_open(row, "questions"))
        )


def _reports(actor: Actor, engagement: Engagement, in_error: set[UUID]) -> Iterator[_Text]:
    """Signed versions as they stand; the author's own draft by its sections."""
    reports = Report.objects.filter(engagement=engagement).exclude(id__in=in_error)
    for report in reports:
        if report.state == Report.SIGNED and report.signed_at is not None:
            url = reverse("reports:read", args=[report.id])
            yield _Text("Report", report.signed_at, url, _parts(_open(report, "body")))
    drafts = Section.objects.filter(
        report__in=reports.filter(state=Report.DRAFT, author_id=actor.user_id)
    )
    for section in drafts:
        url = reverse("reports:draft", args=[section.report_id])
        yield _Text("Report, not signed", section.saved_at, url, _open(section, "text"))


def _beside_reports(actor: Actor, engagement: Engagement, in_error: set[UUID]) -> Iterator[_Text]:
    """What was asked and answered about a version, and the client's own words beside it."""
    requests = CorrectionRequest.objects.filter(engagement=engagement)
    for asked in requests.exclude(report_id__in=in_error):
        url = reverse("reports:read", args=[asked.report_id])
        yield _Text("A correction that was asked for", asked.created_at, url, _open(asked, "words"))
        if asked.answered_at is not None:
            words = _open(asked, "answer")
            yield _Text("An answer about a correction", asked.answered_at, url, words)
    rows = Statement.objects.filter(engagement=engagement).exclude(report_id__in=in_error)
    written = list(rows.order_by("created_at", "id"))
    standing = {row.report_id: row.id for row in written}  # the last wording of each version
    is_client = engagement_rules.is_client(actor, engagement)
    for row in written:
        if is_client and standing[row.report_id] == row.id:
            url = reverse("releases:statement", args=[row.report_id])
            yield _Text("Your statement", row.created_at, url, _open(row, "text"))
            continue
        # Any other wording is read in what went out with it, and nowhere else.
        release = row.releases.order_by("created_at").last()
        if release is not None:
            url = reverse("releases:copy", args=[release.id])
            yield _Text("A statement, as released", row.created_at, url, _open(row, "text"))


def _told_outside(engagement: Engagement) -> Iterator[_Text]:
    """What was told without permission, or not told. What a client may not know yet is not there."""
    lock = vault.sharing(engagement.id)
    for row in Disclosure.objects.filter(engagement=engagement):
        texts = ("facts", "consulted", "decision", "told_to", "why_later")
        words = " ".join(_open(row, column, lock) for column in texts)
        url = reverse("disclosures:read", args=[row.id])
        yield _Text("What was told outside, or not told", row.created_at, url, words)


def _amendments(engagement: Engagement, in_error: set[UUID]) -> Iterator[_Text]:
    pages = {
        Amendment.SESSION: "sessions:read",
        Amendment.FEEDBACK: "feedback:read",
        Amendment.REPORT: "reports:read",
    }
    replies = dict(Reply.objects.filter(engagement=engagement).values_list("id", "feedback_id"))
    added = Amendment.objects.filter(engagement=engagement, kind=Amendment.ADDENDUM)
    for row in added.exclude(of_id__in=in_error):
        page = pages.get(row.of_kind, "feedback:read")
        url = reverse(page, args=[replies.get(row.of_id, row.of_id)])
        yield _Text("Addition", row.created_at, url, _open(row, "text"))


def _open(row: Any, column: str, lock: Lock | None = None) -> str:
    """lock: where another key than the record's seals it."""
    return vault.open_in(lock or vault.record(row.engagement_id), row, column)


def _parts(text: str) -> str:
    """The words in a text that is kept as JSON, one part after the other."""
    return " ".join(_strings(json.loads(text)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
