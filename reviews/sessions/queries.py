"""Reading session logs and one's own process notes.

A log is opened together with its line in the engagement's trail; notes, in their own.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.roles import CLINICIAN
from reviews.amendments.queries import AmendmentSeen, in_error, list_amendments
from reviews.checkins.models import CheckIn
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault
from reviews.sessions import doors, rules
from reviews.sessions import words as words_text
from reviews.sessions.models import ProcessNote, SessionLog
from reviews.sessions.words import Words


@dataclass(frozen=True, slots=True)
class SessionHead:
    """A session without its words: for lists."""

    id: UUID
    engagement_id: UUID
    on_date: date
    held: bool
    why_not: str  # SessionLog.REASONS; "" if held
    minutes: int | None
    format: str  # SessionLog.FORMATS, or ""
    state: str
    signed_at: datetime | None
    checkin_id: UUID | None
    in_error: bool

    @property
    def why_not_on_screen(self) -> str:
        return rules.REASONS_ON_SCREEN.get(self.why_not, "")

    @property
    def format_on_screen(self) -> str:
        return rules.FORMATS_ON_SCREEN.get(self.format, "")


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """A session with its words; without them once it was entered in error."""

    head: SessionHead
    version: int
    author_id: UUID | None
    words: Words | None
    missing: list[str]  # what it still needs before it can be signed; of a draft
    amendments: list[AmendmentSeen]

    @property
    def addenda(self) -> list[AmendmentSeen]:
        return [a for a in self.amendments if not a.is_in_error]

    @property
    def error(self) -> AmendmentSeen | None:
        return next((a for a in self.amendments if a.is_in_error), None)


@dataclass(frozen=True, slots=True)
class ProcessNoteSeen:
    """One of the actor's own notes."""

    id: UUID
    at: datetime
    session_on: date | None
    text: str


def get_session_draft(*, actor: Actor, session_id: UUID) -> SessionLog:
    """The clinician's own unsigned log. Raises NotFound for anybody and anything else."""
    found = get_own_session(actor=actor, session_id=session_id)
    if found.state != SessionLog.DRAFT:
        raise NotFound
    return found


def is_own_draft(*, actor: Actor, session_id: UUID) -> bool:
    """Whether it is the actor's own and not signed yet."""
    found = _own(actor, session_id)
    return found is not None and found.state == SessionLog.DRAFT


def get_own_session(*, actor: Actor, session_id: UUID) -> SessionLog:
    """The clinician's own log in any state: to say what happened to it. Raises NotFound."""
    found = _own(actor, session_id)
    if found is None:
        raise NotFound
    return found


def get_signed_session(*, actor: Actor, session_id: UUID) -> SessionLog:
    """A signed log of an engagement the actor may enter, unopened. Raises NotFound."""
    rows = SessionLog.objects.filter(state=SessionLog.SIGNED).select_related("engagement")
    return get_visible(rows, actor=actor, row_id=session_id)


def open_session_draft(*, actor: Actor, session_id: UUID) -> SessionSeen:
    """One's own unsigned log with its words; leaves no trace. Raises NotFound."""
    return _opened(get_session_draft(actor=actor, session_id=session_id), amendments=[])


def read_session(*, actor: Actor, session_id: UUID) -> SessionSeen:
    """A signed log with its words. The reading enters the trail; no trail, no reading.

    Raises NotFound, also for a draft.
    """
    found = get_signed_session(actor=actor, session_id=session_id)
    audit.record(verb="read", object_kind="session", object_id=found.id, chain=found.engagement_id)
    amendments = list_amendments(actor=actor, of_ids=[found.id]).get(found.id, [])
    return _opened(found, amendments=amendments)


def list_of_checkin(*, actor: Actor, checkin: CheckIn) -> list[SessionHead]:
    """The logs of a check-in that the actor may see, but those entered in error."""
    heads = list_sessions(actor=actor, engagement_ids=[checkin.engagement_id])
    return [head for head in heads if head.checkin_id == checkin.id and not head.in_error]


def has_signed_log(*, actor: Actor, checkin: CheckIn) -> bool:
    """Whether a log that counts says what became of it."""
    heads = list_of_checkin(actor=actor, checkin=checkin)
    return any(head.state == SessionLog.SIGNED for head in heads)


def list_sessions(*, actor: Actor, engagement_ids: list[UUID]) -> list[SessionHead]:
    """Logs the actor may see, the latest meeting first, without words.

    A draft is its author's alone; everybody else sees signed ones.
    """
    rows = SessionLog.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).order_by("-on_date", "-created_at")
    gone = in_error(actor=actor, engagement_ids=engagement_ids)
    return [
        _head(row, gone=row.id in gone)
        for row in rows
        if row.state == SessionLog.SIGNED or row.author_id == actor.user_id
    ]


def begun_logs() -> QuerySet[SessionLog]:
    """Logs that are not signed, without their words. has_note: something of their author's own hangs
    on one, which keeps it.
    """
    notes = ProcessNote.objects.filter(session=OuterRef("id"))
    begun = SessionLog.objects.filter(state=SessionLog.DRAFT).defer("words")
    return begun.annotate(has_note=Exists(notes))


def list_process_notes(*, actor: Actor, engagement_id: UUID) -> list[ProcessNoteSeen]:
    """One's own notes with their words, newest first; the reading enters the notes' own trail.

    Raises NotFound for anybody but a clinician. Whoever the work went on without keeps their own.
    """
    if actor.role != CLINICIAN:
        raise NotFound
    rows = list(
        ProcessNote.objects.filter(engagement_id=engagement_id, author_id=actor.user_id)
        .order_by("-created_at")
        .select_related("session")
    )
    if not rows:
        return []
    lock = vault.process(engagement_id, author_id=actor.user_id)
    audit.record(
        verb="read",
        object_kind="process_notes",
        object_id=engagement_id,
        chain=vault.key_id(lock),
        chain_kind="process",
    )
    return [
        ProcessNoteSeen(
            id=row.id,
            at=row.created_at,
            session_on=row.session.on_date if row.session else None,
            text=vault.open_in(lock, row, "text"),
        )
        for row in rows
    ]


def list_kept_notes(*, actor: Actor) -> dict[UUID, str]:
    """Engagement → code: work that goes on without the actor, whose process notes stay theirs."""
    return doors.work_of_own_notes() if actor.role == CLINICIAN else {}


def words_of(session: SessionLog) -> Words:
    """For signing; a page reads through the functions above."""
    text = vault.open_text(session, "words", engagement_id=session.engagement_id)
    return words_text.read(text)


def _own(actor: Actor, session_id: UUID) -> SessionLog | None:
    if actor.role != CLINICIAN:
        return None
    return (
        SessionLog.objects.filter(
            id=session_id,
            author_id=actor.user_id,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .select_related("engagement", "checkin", "checkin__engagement")
        .first()
    )


def _opened(row: SessionLog, *, amendments: list[AmendmentSeen]) -> SessionSeen:
    gone = any(a.is_in_error for a in amendments)
    words = None if gone else words_of(row)
    is_draft = row.state == SessionLog.DRAFT
    return SessionSeen(
        head=_head(row, gone=gone),
        version=row.version,
        author_id=row.author_id,
        words=words,
        missing=rules.missing(row, words) if is_draft and words else [],
        amendments=amendments,
    )


def _head(row: SessionLog, *, gone: bool) -> SessionHead:
    return SessionHead(
        id=row.id,
        engagement_id=row.engagement_id,
        on_date=row.on_date,
        held=row.held,
        why_not=row.why_not,
        minutes=row.minutes,
        format=row.format,
        state=row.state,
        signed_at=row.signed_at,
        checkin_id=row.checkin_id,
        in_error=gone,
    )
