"""One's own drafts and unsent texts, all of them, without a word of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet

from accounts.access import Actor
from accounts.outbox.models import Notice
from accounts.queries import get_organization, list_introduced_clients
from accounts.roles import CLIENT
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen, list_engagements
from reviews.feedback.models import Feedback, Reply
from reviews.journal.queries import list_drafts
from reviews.records.models import EngagementKey, EngagementRecord
from reviews.reports.models import Report
from reviews.sessions.models import SessionLog
from reviews.sessions.queries import begun_logs
from reviews.unfinished import rules
from reviews.unsent.places import Place
from reviews.unsent.queries import list_unsent

Row = TypeVar("Row", bound=EngagementRecord)


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing begun. For lists: no words of it.

    kind   one of journal.definitions, reply | session | feedback | report, or "unsent": a form, see
           `place`.
    about  what it is gone on with by: its own id, or what the form is about.
    stays  also where the work is over: something that stays hangs on it.
    engagement_id  None for what is typed before there is one; `about` is the client's membership.
    begun_at  when its first word was kept.
    """

    kind: str
    id: UUID
    about: UUID
    engagement_id: UUID | None
    begun_at: datetime
    touched_at: datetime
    place: Place | None = None
    stays: bool = False

    @property
    def belongs_to(self) -> UUID:
        """The engagement it goes with, or the client's membership before there is one."""
        return self.engagement_id or self.about


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Everything the actor has begun, the latest first.

    engagements  by id, those they may still enter.
    clients  membership → address, of clients with whom nothing has begun.
    go_at  what drafts belong to → when they go: only where the work is over, or not begun.
    """

    drafts: list[Draft]
    engagements: dict[UUID, EngagementSeen]
    clients: dict[UUID, str]
    go_at: dict[UUID, datetime]

    def goes_at(self, draft: Draft) -> datetime | None:
        return self.go_at.get(draft.belongs_to) if _goes_with_the_work(draft) else None


def list_unfinished(*, actor: Actor, now: datetime) -> Unfinished:
    """Opens the names of people, as lists do, and no text."""
    drafts = [*_drafts(actor), *_unsent(actor)]
    merged = sorted(_merged(drafts), key=lambda draft: draft.touched_at, reverse=True)
    before = {draft.about: draft for draft in merged if draft.engagement_id is None}
    ids = {draft.belongs_to for draft in merged} - before.keys()
    seen = {e.id: e for e in list_engagements(actor=actor) if e.id in ids} if ids else {}
    introduced = list_introduced_clients(actor=actor) if before else []
    clients = {member.id: member.user.email for member in introduced}
    go_at = {id_: draft.touched_at + rules.OFFER_KEPT for id_, draft in before.items()}
    return Unfinished(merged, seen, clients, go_at | _go_at(actor, merged, seen, now=now))


def _go_at(
    actor: Actor, drafts: list[Draft], seen: dict[UUID, EngagementSeen], *, now: datetime
) -> dict[UUID, datetime]:
    over: dict[UUID, list[Draft]] = {}
    for draft in drafts:
        engagement = seen.get(draft.belongs_to)
        if engagement and engagement.state in Engagement.FINAL and _goes_with_the_work(draft):
            over.setdefault(engagement.id, []).append(draft)
    if not over:
        return {}
    kept = timedelta(days=get_organization(actor=actor).drafts_kept_days)
    notices = Notice.objects.filter(
        recipient_id=actor.user_id, subject_id__in=over, key__startswith="drafts:"
    )
    warned = list(notices.values_list("subject_id", "created_at"))
    return {
        id_: rules.goes_at(
            ended_at=ended_at,
            kept=kept,
            touched_at=max(d.touched_at for d in going),
            warned_at=max(
                (at for of, at in warned if of == id_ and at >= min(d.begun_at for d in going)),
                default=None,
            ),
            now=now,
        )
        for id_, going in over.items()
        if (ended_at := seen[id_].ended_at) is not None
    }


def _goes_with_the_work(draft: Draft) -> bool:
    """What whoever is asked types is theirs as long as they are asked; and some of it stays."""
    return not draft.stays and (draft.place is None or draft.place.key != EngagementKey.COPY)


def _drafts(actor: Actor) -> Iterator[Draft]:
    for entry in list_drafts(actor=actor):
        yield Draft(
            entry.kind, entry.id, entry.id, entry.engagement_id, entry.created_at, entry.touched_at
        )
    if actor.role == CLIENT:
        for reply in _own(actor, Reply.objects.filter(state=Reply.DRAFT).defer("words")):
            yield _untouched("reply", reply, about=reply.feedback_id)
        return
    for log in _own(actor, _begun_logs()):
        begun = _untouched("session", log, about=log.id)
        yield replace(begun, stays=log.has_note or log.has_feedback)  # type: ignore[attr-defined] # annotated
    for row in _own(actor, Feedback.objects.filter(state=Feedback.DRAFT).defer("text")):
        yield _untouched("feedback", row, about=row.id)
    reports = Report.objects.filter(state=Report.DRAFT).defer("about", "body")
    last = {"saved": Max("sections__saved_at"), "second": Max("sections__second_saved_at")}
    for report in _own(actor, reports.annotate(**last)):
        at = max(filter(None, (report.created_at, report.saved, report.second)))  # type: ignore[attr-defined] # annotated
        yield Draft("report", report.id, report.id, report.engagement_id, report.created_at, at)


def _begun_logs() -> QuerySet[SessionLog]:
    """With what hangs on them, of which the database deletes nothing."""
    given = Feedback.objects.filter(session=OuterRef("id")).exclude(state=Feedback.DRAFT)
    return begun_logs().annotate(has_feedback=Exists(given))


def _untouched(kind: str, row: EngagementRecord, *, about: UUID) -> Draft:
    """Its row knows only when it was begun."""
    return Draft(kind, row.id, about, row.engagement_id, row.created_at, row.created_at)


def _own(actor: Actor, rows: QuerySet[Row]) -> QuerySet[Row]:
    visible = Engagement.objects.visible_to(actor).values("id")
    return rows.filter(author_id=actor.user_id, engagement__in=visible)


def _unsent(actor: Actor) -> Iterator[Draft]:
    for head in list_unsent(actor=actor):
        yield Draft(
            "unsent",
            head.id,
            head.about,
            head.engagement_id,
            head.begun_at,
            head.touched_at,
            place=head.place,
        )


def _merged(drafts: list[Draft]) -> Iterator[Draft]:
    """What was typed into a draft's own form is that draft, touched later."""
    begun = {d.about: d for d in drafts if d.kind != "unsent"}
    typed = {d.about: d for d in drafts if d.place is not None and d.place.of_draft}
    for draft in drafts:
        other = typed.get(draft.about)
        if draft.kind != "unsent" and other is not None:
            yield replace(
                draft,
                begun_at=min(draft.begun_at, other.begun_at),
                touched_at=max(draft.touched_at, other.touched_at),
            )
        elif not (draft.place is not None and draft.place.of_draft and draft.about in begun):
            yield draft
