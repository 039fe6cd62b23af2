"""Giving feedback and replying to it. What was published or sent is never changed.

Saving, reading and discarding one's own draft leaves no trace.
"""

import uuid
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, Stale, WrongState, one_at_a_time
from reviews.amendments.queries import in_error
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_clinicians, tell_other
from reviews.feedback import queries, rules
from reviews.feedback import words as words_text
from reviews.feedback.models import Feedback, Reply
from reviews.feedback.words import ReplyWords
from reviews.records import vault
from reviews.sessions.models import SessionLog

LONGEST_TEXT = 20_000  # characters, of each text


def begin_feedback(  # noqa: PLR0913 - feedback has these parts
    *,
    actor: Actor,
    engagement: Engagement,
    session: SessionLog | None,
    text: str,
    now: datetime,
    feedback_id: UUID | None = None,
) -> Feedback:
    """New unpublished feedback, about a session or on its own.

    feedback_id  chosen by the page, so that a form sent twice begins one.
    Raises NotFound for anybody but the clinician, or for a session unsigned or of other work;
    WrongState if the work has not begun, or the form was sent twice.
    """
    if not rules.can_give(actor, engagement):
        raise WrongState if engagement_rules.is_clinician(actor, engagement) else NotFound
    if session is not None and (
        session.engagement_id != engagement.id or session.state != SessionLog.SIGNED
    ):
        raise NotFound
    row = Feedback(
        id=feedback_id or uuid.uuid4(),
        engagement=engagement,
        author_id=actor.user_id,
        session=session,
        created_at=now,
    )
    with one_at_a_time():
        vault.insert(row, text=text)
    return row


def save_feedback(
    *, actor: Actor, feedback: Feedback, text: str, version: int, now: datetime
) -> int:
    """Keep the text; returns its new version.

    version  the one the writer started from. Raises Stale, with nothing written, if another text
    was saved since; WrongState if it was published or discarded.
    """
    row = _lock_feedback(actor, feedback)
    if text == queries.text_of(row):
        return row.version
    if row.version != version:
        raise Stale
    Feedback.objects.filter(id=row.id).update(
        text=vault.seal_text(row, "text", text), version=version + 1
    )
    return version + 1


def discard_feedback(*, actor: Actor, feedback: Feedback, now: datetime) -> None:
    """Delete one's own unpublished feedback; nothing of it is left. Raises WrongState."""
    _lock_feedback(actor, feedback)
    if not Feedback.objects.filter(id=feedback.id, state=Feedback.DRAFT).delete()[0]:
        raise WrongState


def publish_feedback(*, actor: Actor, feedback: Feedback, version: int, now: datetime) -> None:
    """Let the client read it and reply. From now on it is added to, never changed.

    version  the one that was read over. Raises Stale if another text was saved since, NotAllowed if
    there is none, WrongState if it was published or discarded.
    """
    row = _lock_feedback(actor, feedback)
    if row.version != version:
        raise Stale
    if not queries.text_of(row).strip():
        raise NotAllowed
    moved = Feedback.objects.filter(id=row.id, state=Feedback.DRAFT).update(
        state=Feedback.PUBLISHED, published_at=now
    )
    if not moved:
        raise WrongState
    audit.record(verb="publish", object_kind="feedback", object_id=row.id, chain=row.engagement_id)
    tell_other(
        actor=actor,
        key=f"feedback:{row.id}:published",
        engagement=row.engagement,
        subject_id=row.id,
        now=now,
    )


def save_reply(
    *, actor: Actor, feedback: Feedback, fields: ReplyWords, version: int, now: datetime
) -> int:
    """Keep the client's draft of a reply; returns its new version. Nobody else can tell of it.

    version  the one the writer started from; 0 for a first text. Raises Stale, with nothing
    written, if another text was saved since; WrongState if the reply was sent, or the feedback was
    entered in error; NotFound for anybody but the client.
    """
    if not rules.can_reply(actor, feedback):
        raise NotFound
    if feedback.id in in_error(actor=actor, engagement_ids=[feedback.engagement_id]):
        raise WrongState
    row = _lock_reply(actor, feedback)
    if row is None:
        if version:
            raise WrongState
        return _begin_reply(actor=actor, feedback=feedback, fields=fields, now=now)
    if row.state != Reply.DRAFT:
        raise WrongState
    if fields == queries.words_of(row):
        return row.version
    if row.version != version:
        raise Stale
    Reply.objects.filter(id=row.id).update(
        words=vault.seal_text(row, "words", words_text.write(fields)), version=version + 1
    )
    return version + 1


def discard_reply(*, actor: Actor, feedback: Feedback) -> None:
    """Delete one's own draft of a reply; nothing of it is left. Raises WrongState if it was sent or
    there is none, NotFound for anybody but the client.
    """
    if not rules.can_reply(actor, feedback):
        raise NotFound
    row = _lock_reply(actor, feedback)
    if row is None or not Reply.objects.filter(id=row.id, state=Reply.DRAFT).delete()[0]:
        raise WrongState


def send_reply(*, actor: Actor, feedback: Feedback, version: int, now: datetime) -> None:
    """Let the clinician read the reply. From now on it is added to, never changed.

    version  the one that was read over. Raises Stale if another text was saved since, NotAllowed if
    all three parts are empty, WrongState if it was sent or the feedback was entered in error,
    NotFound for anybody but the client.
    """
    if not rules.can_reply(actor, feedback):
        raise NotFound
    row = _lock_reply(actor, feedback)
    gone = in_error(actor=actor, engagement_ids=[feedback.engagement_id])
    if row is None or row.state != Reply.DRAFT or feedback.id in gone:
        raise WrongState
    if row.version != version:
        raise Stale
    if queries.words_of(row).is_empty:
        raise NotAllowed
    moved = Reply.objects.filter(id=row.id, state=Reply.DRAFT).update(state=Reply.SENT, sent_at=now)
    if not moved:
        raise WrongState
    audit.record(verb="send", object_kind="reply", object_id=row.id, chain=row.engagement_id)
    engagement = feedback.engagement
    tell_clinicians(
        key=f"feedback:{row.id}:sent", engagement=engagement, subject_id=row.id, now=now
    )


def _begin_reply(*, actor: Actor, feedback: Feedback, fields: ReplyWords, now: datetime) -> int:
    row = Reply(
        engagement_id=feedback.engagement_id,
        author_id=actor.user_id,
        feedback=feedback,
        created_at=now,
    )
    try:
        with transaction.atomic():
            vault.insert(row, words=words_text.write(fields))
    except IntegrityError:  # a second tab began at once; its text stands, this one was not written
        raise Stale from None
    return row.version


def _lock_feedback(actor: Actor, feedback: Feedback) -> Feedback:
    """One's own unpublished feedback as it is now, held until the end of the transaction."""
    row = (
        Feedback.objects.select_for_update(of=("self",))
        .filter(id=feedback.id, author_id=actor.user_id, state=Feedback.DRAFT)
        .select_related("engagement")
        .first()
    )
    if row is None:
        raise WrongState
    return row


def _lock_reply(actor: Actor, feedback: Feedback) -> Reply | None:
    """The client's reply as it is now, a draft held until the end of the transaction."""
    own = Reply.objects.filter(feedback=feedback, author_id=actor.user_id)
    # A sent one cannot be locked: its policy lets nobody change it.
    return own.filter(state=Reply.DRAFT).select_for_update().first() or own.first()
