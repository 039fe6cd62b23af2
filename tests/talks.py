"""What is said after a check-in, through the acts: logs, feedback, replies, process notes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import Actor, acting_as
from tracker.lib import dates

DONE = "We went through the week, and what he asked first."
SEEN = "He looked at the clock when the question came."
FEEDBACK = "You told it plainly today, and you looked for approval twice."
COMMITMENT = "Asks before commenting on what others do"
PRIVATE_THOUGHT = "I notice that I want him to do well."


def fields_of(now: datetime, **changes: Any) -> Any:
    """A held meeting of today with one commitment; texts of Words and fields of the log alike."""
    from reviews.sessions.actions import SessionFields
    from reviews.sessions.words import Agreed, Words

    texts: dict[str, Any] = {"done": DONE, "seen": SEEN, "commitments": [Agreed(text=COMMITMENT)]}
    mine: dict[str, Any] = {
        "on_date": dates.local(now).date(),
        "held": True,
        "minutes": 50,
        "format": "in_person",
    }
    for name, value in changes.items():
        (mine if name in {*mine, "why_not"} else texts)[name] = value
    return SessionFields(words=Words(**texts), **mine)


def log_session(
    clinician: Actor,
    engagement_id: UUID,
    *,
    now: datetime,
    checkin_id: UUID | None = None,
    sign: bool = True,
    **changes: Any,
) -> Any:
    """A log, signed unless asked otherwise."""
    from reviews.checkins.queries import get_checkin
    from reviews.engagements.queries import get_engagement
    from reviews.sessions.actions import begin_session, sign_session

    with acting_as(clinician), transaction.atomic():
        session = begin_session(
            actor=clinician,
            engagement=get_engagement(actor=clinician, engagement_id=engagement_id),
            checkin=get_checkin(actor=clinician, checkin_id=checkin_id) if checkin_id else None,
            fields=fields_of(now, **changes),
            now=now,
        )
        if sign:
            sign_session(actor=clinician, session=session, version=1, authenticated_at=now, now=now)
        session.refresh_from_db()
    return session


def give_feedback(
    clinician: Actor,
    engagement_id: UUID,
    *,
    now: datetime,
    session: Any = None,
    text: str = FEEDBACK,
    publish: bool = True,
) -> Any:
    """Feedback, published unless asked otherwise."""
    from reviews.engagements.queries import get_engagement
    from reviews.feedback.actions import begin_feedback, publish_feedback

    with acting_as(clinician), transaction.atomic():
        feedback = begin_feedback(
            actor=clinician,
            engagement=get_engagement(actor=clinician, engagement_id=engagement_id),
            session=session,
            text=text,
            now=now,
        )
        if publish:
            publish_feedback(actor=clinician, feedback=feedback, version=1, now=now)
        feedback.refresh_from_db()
    return feedback


def reply_to(
    client: Actor, feedback_id: UUID, *, now: datetime, send: bool = True, **parts: str
) -> Any:
    """The client's reply, sent unless asked otherwise."""
    from reviews.feedback.actions import save_reply, send_reply
    from reviews.feedback.queries import find_reply, get_published
    from reviews.feedback.words import ReplyWords

    with acting_as(client), transaction.atomic():
        feedback = get_published(actor=client, feedback_id=feedback_id)
        words = ReplyWords(**(parts or {"accept": "Fair. I did look."}))
        version = save_reply(actor=client, feedback=feedback, fields=words, version=0, now=now)
        if send:
            send_reply(actor=client, feedback=feedback, version=version, now=now)
        return find_reply(actor=client, feedback=feedback)


def note_privately(
    clinician: Actor, engagement_id: UUID, *, now: datetime, text: str = PRIVATE_THOUGHT
) -> Any:
    """A process note."""
    from reviews.engagements.queries import get_engagement
    from reviews.sessions.actions import write_process_note

    with acting_as(clinician), transaction.atomic():
        return write_process_note(
            actor=clinician,
            engagement=get_engagement(actor=clinician, engagement_id=engagement_id),
            session=None,
            text=text,
            now=now,
        )


def commitment_of(client: Actor, session: Any) -> Any:
    """The first commitment agreed in a session."""
    from reviews.commitments.queries import get_commitment, list_commitments

    with acting_as(client), transaction.atomic():
        listed = list_commitments(actor=client, engagement_id=session.engagement_id)
        found = next(c for c in listed if c.session_id == session.id)
        return get_commitment(actor=client, commitment_id=found.id)


@dataclass(frozen=True)
class Talks:
    """The ids of what Dana and Eli have said, and drafts of each; Mo has logged one of his own."""

    session_id: UUID
    session_draft_id: UUID
    feedback_id: UUID  # replied to
    unanswered_id: UUID  # with a draft of a reply
    feedback_draft_id: UUID
    reply_id: UUID
    reply_draft_id: UUID
    commitment_id: UUID
    note_id: UUID
    amendment_id: UUID
    amendment_of_reply_id: UUID
    others_session_id: UUID


def tell_talks(cast: Any, story: Any, *, now: datetime) -> Talks:
    """Told into the story of tests.story."""
    from reviews.amendments.actions import add_addendum
    from reviews.commitments.actions import note_step

    dana, eli, engagement_id = cast.dana.actor, cast.eli.actor, story.engagement_id
    session = log_session(dana, engagement_id, now=now)
    draft = log_session(dana, engagement_id, now=now, sign=False)
    feedback = give_feedback(dana, engagement_id, now=now, session=session)
    unanswered = give_feedback(dana, engagement_id, now=now)
    feedback_draft = give_feedback(dana, engagement_id, now=now, publish=False)
    reply = reply_to(eli, feedback.id, now=now)
    reply_draft = reply_to(eli, unanswered.id, now=now, send=False)
    commitment = commitment_of(eli, session)
    note = note_privately(dana, engagement_id, now=now)
    with acting_as(eli), transaction.atomic():
        note_step(actor=eli, commitment=commitment, stands="under_way", text="Twice.", now=now)
    amendments = []
    for actor, kind, of in ((dana, "session", session), (eli, "reply", reply)):
        with acting_as(actor), transaction.atomic():
            row = add_addendum(
                actor=actor,
                engagement_id=engagement_id,
                of_kind=kind,
                of_id=of.id,
                reason="Left out.",
                text="One more thing.",
                now=now,
            )
        amendments.append(row)
    return Talks(
        session_id=session.id,
        session_draft_id=draft.id,
        feedback_id=feedback.id,
        unanswered_id=unanswered.id,
        feedback_draft_id=feedback_draft.id,
        reply_id=reply.id,
        reply_draft_id=reply_draft.id,
        commitment_id=commitment.id,
        note_id=note.id,
        amendment_id=amendments[0].id,
        amendment_of_reply_id=amendments[1].id,
        others_session_id=log_session(cast.mo.actor, story.others_engagement_id, now=now).id,
    )
