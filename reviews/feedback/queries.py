"""Reading feedback and the reply to it, opened together with their line in the trail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.roles import CLINICIAN
from reviews.amendments.queries import AmendmentSeen, in_error, list_amendments
from reviews.engagements.models import Engagement
from reviews.feedback import words as words_text
from reviews.feedback.models import Feedback, Reply
from reviews.feedback.words import ReplyWords
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class FeedbackHead:
    """Feedback without its words: for lists."""

    id: UUID
    engagement_id: UUID
    session_id: UUID | None
    state: str
    published_at: datetime | None
    created_at: datetime
    reply_sent_at: datetime | None
    in_error: bool


@dataclass(frozen=True, slots=True)
class ReplySeen:
    """The reply: sent, or the client's own draft. Without words once it was entered in error."""

    id: UUID
    state: str
    sent_at: datetime | None
    version: int
    words: ReplyWords | None
    amendments: list[AmendmentSeen]

    @property
    def addenda(self) -> list[AmendmentSeen]:
        return [a for a in self.amendments if not a.is_in_error]

    @property
    def error(self) -> AmendmentSeen | None:
        return next((a for a in self.amendments if a.is_in_error), None)


@dataclass(frozen=True, slots=True)
class FeedbackSeen:
    """Feedback with its words and its reply; without words once it was entered in error."""

    id: UUID
    engagement_id: UUID
    session_id: UUID | None
    state: str
    published_at: datetime | None
    version: int
    text: str | None
    amendments: list[AmendmentSeen]
    reply: ReplySeen | None

    @property
    def addenda(self) -> list[AmendmentSeen]:
        return [a for a in self.amendments if not a.is_in_error]

    @property
    def error(self) -> AmendmentSeen | None:
        return next((a for a in self.amendments if a.is_in_error), None)


def get_feedback_draft(*, actor: Actor, feedback_id: UUID) -> Feedback:
    """The clinician's own unpublished feedback. Raises NotFound for anybody and anything else."""
    found = get_own_feedback(actor=actor, feedback_id=feedback_id)
    if found.state != Feedback.DRAFT:
        raise NotFound
    return found


def is_own_draft(*, actor: Actor, feedback_id: UUID) -> bool:
    """Whether it is the actor's own and not published yet."""
    try:
        get_feedback_draft(actor=actor, feedback_id=feedback_id)
    except NotFound:
        return False
    return True


def get_own_feedback(*, actor: Actor, feedback_id: UUID) -> Feedback:
    """The clinician's own in any state: to say what happened to it. Raises NotFound."""
    found = _visible(actor).filter(id=feedback_id, author_id=actor.user_id).first()
    if found is None or actor.role != CLINICIAN:
        raise NotFound
    return found


def get_published(*, actor: Actor, feedback_id: UUID) -> Feedback:
    """Published feedback of an engagement the actor may enter. Raises NotFound, also for a draft."""
    found = _visible(actor).filter(id=feedback_id, state=Feedback.PUBLISHED).first()
    if found is None:
        raise NotFound
    return found


def open_feedback_draft(*, actor: Actor, feedback_id: UUID) -> FeedbackSeen:
    """One's own unpublished feedback with its words; leaves no trace. Raises NotFound."""
    row = get_feedback_draft(actor=actor, feedback_id=feedback_id)
    return _seen(row, amendments=[], reply=None)


def read_feedback(*, actor: Actor, feedback_id: UUID) -> FeedbackSeen:
    """Published feedback and its reply, if it was sent or is the client's own draft.

    The reading enters the trail; no trail, no reading. Raises NotFound.
    """
    row = get_published(actor=actor, feedback_id=feedback_id)
    audit.record(verb="read", object_kind="feedback", object_id=row.id, chain=row.engagement_id)
    reply = find_reply(actor=actor, feedback=row)
    ids = [row.id, *([reply.id] if reply else [])]
    amendments = list_amendments(actor=actor, of_ids=ids)
    return _seen(
        row,
        amendments=amendments.get(row.id, []),
        reply=_reply_seen(reply, amendments.get(reply.id, [])) if reply else None,
    )


def find_reply(*, actor: Actor, feedback: Feedback) -> Reply | None:
    """The reply, without its words: sent, or the actor's own draft."""
    reply = Reply.objects.filter(feedback=feedback).first()
    if reply is None or (reply.state == Reply.DRAFT and reply.author_id != actor.user_id):
        return None
    return reply


def list_feedback(*, actor: Actor, engagement_ids: list[UUID]) -> list[FeedbackHead]:
    """Feedback the actor may see, newest first, without words. A draft is its author's alone."""
    rows = (
        _visible(actor)
        .filter(engagement_id__in=engagement_ids)
        .order_by("-created_at")
        .select_related(None)
    )
    replies = dict(
        Reply.objects.filter(engagement_id__in=engagement_ids, state=Reply.SENT).values_list(
            "feedback_id", "sent_at"
        )
    )
    gone = in_error(actor=actor, engagement_ids=engagement_ids)
    return [
        FeedbackHead(
            id=row.id,
            engagement_id=row.engagement_id,
            session_id=row.session_id,
            state=row.state,
            published_at=row.published_at,
            created_at=row.created_at,
            reply_sent_at=replies.get(row.id),
            in_error=row.id in gone,
        )
        for row in rows
        if row.state == Feedback.PUBLISHED or row.author_id == actor.user_id
    ]


def text_of(feedback: Feedback) -> str:
    """For publishing; a page reads through the functions above."""
    return vault.open_text(feedback, "text", engagement_id=feedback.engagement_id)


def words_of(reply: Reply) -> ReplyWords:
    """For sending; a page reads through the functions above."""
    return words_text.read(vault.open_text(reply, "words", engagement_id=reply.engagement_id))


def _visible(actor: Actor) -> QuerySet[Feedback]:
    return Feedback.objects.filter(
        engagement__in=Engagement.objects.visible_to(actor).values("id")
    ).select_related("engagement", "session")


def _seen(
    row: Feedback, *, amendments: list[AmendmentSeen], reply: ReplySeen | None
) -> FeedbackSeen:
    gone = any(a.is_in_error for a in amendments)
    return FeedbackSeen(
        id=row.id,
        engagement_id=row.engagement_id,
        session_id=row.session_id,
        state=row.state,
        published_at=row.published_at,
        version=row.version,
        text=None if gone else text_of(row),
        amendments=amendments,
        reply=reply,
    )


def _reply_seen(row: Reply, amendments: list[AmendmentSeen]) -> ReplySeen:
    gone = any(a.is_in_error for a in amendments)
    return ReplySeen(
        id=row.id,
        state=row.state,
        sent_at=row.sent_at,
        version=row.version,
        words=None if gone else words_of(row),
        amendments=amendments,
    )
