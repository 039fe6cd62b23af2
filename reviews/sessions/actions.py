"""Logging a session: begun, saved, signed. A signed log is never changed. And process notes.

Saving, reading and discarding one's own unsigned log leaves no trace; signing is the first act that
does.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import (
    Actor,
    NotAllowed,
    NotFound,
    Stale,
    WrongState,
    one_at_a_time,
    require_fresh,
)
from reviews.checkins.actions import follow_log
from reviews.checkins.models import CheckIn
from reviews.commitments.actions import NewCommitment, agree
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.records import vault
from reviews.records.once import once
from reviews.sessions import queries, rules
from reviews.sessions import words as words_text
from reviews.sessions.models import ProcessNote, SessionLog
from reviews.sessions.words import Words

LONGEST_TEXT = 20_000  # characters, of each text


@dataclass(frozen=True, slots=True)
class SessionFields:
    """One log as its author wrote it.

    why_not  of SessionLog.REASONS, exactly when it was not held.
    minutes, format  only when it was held; a draft may leave them open.
    """

    on_date: date
    held: bool
    why_not: str = ""
    minutes: int | None = None
    format: str = ""
    words: Words = field(default_factory=Words)


def begin_session(  # noqa: PLR0913 - a log has these parts
    *,
    actor: Actor,
    engagement: Engagement,
    checkin: CheckIn | None,
    fields: SessionFields,
    now: datetime,
    session_id: UUID | None = None,
) -> SessionLog:
    """A new unsigned log, of a check-in or of a talk between two.

    session_id  chosen by the page, so that a form sent twice begins one log.
    Raises NotFound for anybody but the clinician; WrongState if the work has not begun, the check-in
    takes none, or has one already.
    """
    if not rules.can_log(actor, engagement):
        raise WrongState if engagement_rules.is_clinician(actor, engagement) else NotFound
    if checkin is not None:
        if checkin.engagement_id != engagement.id:
            raise NotFound
        if checkin.state not in rules.LOGGED:
            raise WrongState
        if queries.list_of_checkin(actor=actor, checkin=checkin):
            raise WrongState
    row = SessionLog(
        id=session_id or uuid.uuid4(),
        engagement=engagement,
        author_id=actor.user_id,
        checkin=checkin,
        created_at=now,
    )
    _fill(row, fields)
    with one_at_a_time():  # the form was sent twice, or a second tab began at once
        row.save(force_insert=True)
    return row


def save_session(
    *, actor: Actor, session: SessionLog, fields: SessionFields, version: int, now: datetime
) -> int:
    """Keep the log as it was written; returns its new version.

    version  the one the writer started from. Raises Stale, with nothing written, if another text
    was saved since; WrongState if it was signed or discarded.
    """
    row = _lock(actor, session)
    if _same(row, fields):
        return row.version
    if row.version != version:
        raise Stale
    changed = SessionLog(id=row.id, engagement_id=row.engagement_id)
    _fill(changed, fields)
    SessionLog.objects.filter(id=row.id).update(
        on_date=changed.on_date,
        held=changed.held,
        why_not=changed.why_not,
        minutes=changed.minutes,
        format=changed.format,
        words=changed.words,
        version=version + 1,
    )
    return version + 1


def discard_session(*, actor: Actor, session: SessionLog, now: datetime) -> None:
    """Delete one's own unsigned log; nothing of it is left. Raises WrongState if it was signed."""
    _lock(actor, session)
    if not SessionLog.objects.filter(id=session.id, state=SessionLog.DRAFT).delete()[0]:
        raise WrongState


def sign_session(
    *, actor: Actor, session: SessionLog, version: int, authenticated_at: datetime, now: datetime
) -> None:
    """Sign the log as it was read over: the client reads it, and its commitments are agreed.

    Its check-in says the same from then on: talked, or missed with the log's reason.
    version  the one that was read over. Raises NotFresh; Stale if another text was saved since;
    NotAllowed if it still lacks something (rules.missing); WrongState if it was signed or
    discarded, its check-in has a signed log, or says otherwise (rules.against).
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    row = _lock(actor, session)
    if row.version != version:
        raise Stale
    words = queries.words_of(row)
    if rules.missing(row, words):
        raise NotAllowed
    if row.checkin is not None and queries.has_signed_log(actor=actor, checkin=row.checkin):
        raise WrongState
    moved = SessionLog.objects.filter(id=row.id, state=SessionLog.DRAFT).update(
        state=SessionLog.SIGNED, signed_at=now
    )
    if not moved:
        raise WrongState
    items = [NewCommitment(text=c.text, due_on=c.due_on) for c in words.commitments]
    agree(actor=actor, session=row, items=items, now=now)
    if row.checkin is not None:
        follow_log(actor=actor, checkin=row.checkin, held=row.held, why_not=row.why_not, now=now)
    audit.record(verb="sign", object_kind="session", object_id=row.id, chain=row.engagement_id)
    tell_other(
        actor=actor,
        key=f"session:{row.id}:signed",
        engagement=row.engagement,
        subject_id=row.id,
        now=now,
    )


def write_process_note(
    *,
    actor: Actor,
    engagement: Engagement,
    session: SessionLog | None,
    text: str,
    now: datetime,
    row_id: UUID | None = None,
) -> ProcessNote:
    """Keep a note that only its author can ever read, under its own key and in its own trail.

    row_id  of the new row, so that a form sent twice keeps one (reviews.records.once).
    Raises NotFound for anybody but the clinician or for a session of other work, WrongState if the
    work has not begun.
    """
    if not rules.can_log(actor, engagement):
        raise WrongState if engagement_rules.is_clinician(actor, engagement) else NotFound
    if session is not None and session.engagement_id != engagement.id:
        raise NotFound
    lock = vault.process(engagement.id, author_id=actor.user_id)
    vault.make_key(lock, now=now)

    def make(new_id: UUID) -> ProcessNote:
        note = ProcessNote(
            id=new_id,
            engagement=engagement,
            author_id=actor.user_id,
            session=session,
            created_at=now,
        )
        vault.insert(note, lock, text=text)
        audit.record(
            verb="write_process_note",
            object_kind="process_note",
            object_id=note.id,
            chain=vault.key_id(lock),
            chain_kind="process",
        )
        return note

    return once(ProcessNote, row_id, actor=actor, make=make)


def _lock(actor: Actor, session: SessionLog) -> SessionLog:
    """One's own unsigned log as it is now, held until the end of the transaction."""
    row = (
        SessionLog.objects.select_for_update(of=("self",))
        .filter(id=session.id, author_id=actor.user_id, state=SessionLog.DRAFT)
        .select_related("engagement", "checkin", "checkin__engagement")
        .first()
    )
    if row is None:
        raise WrongState
    return row


def _fill(row: SessionLog, fields: SessionFields) -> None:
    row.on_date = fields.on_date
    row.held = fields.held
    row.why_not = fields.why_not
    row.minutes = fields.minutes
    row.format = fields.format
    row.words = vault.seal_text(row, "words", words_text.write(fields.words))


def _same(row: SessionLog, fields: SessionFields) -> bool:
    saved = (row.on_date, row.held, row.why_not, row.minutes, row.format, queries.words_of(row))
    sent = (
        fields.on_date,
        fields.held,
        fields.why_not,
        fields.minutes,
        fields.format,
        fields.words,
    )
    return saved == sent
