"""Who logs a session, and what a log needs before it is signed."""

from datetime import datetime

from accounts.access import Actor
from reviews.checkins import rules as checkin_rules
from reviews.checkins import words as checkin_words
from reviews.checkins.models import CheckIn
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.sessions.models import SessionLog
from reviews.sessions.words import Words

TRANSITIONS: dict[str, frozenset[str]] = {
    SessionLog.DRAFT: frozenset({SessionLog.SIGNED}),  # or discarded, which leaves nothing
    SessionLog.SIGNED: frozenset(),
}

# Work that has begun; the last meeting may be logged after the end.
BEGUN = frozenset({Engagement.ACTIVE, Engagement.ENDED})
# A time that was moved has its log at the new one; one that was not needed or canceled has none.
LOGGED = frozenset(
    {
        CheckIn.SCHEDULED,
        CheckIn.OPEN,
        CheckIn.SHARED,
        CheckIn.DISCUSSED,
        CheckIn.CLOSED,
        CheckIn.MISSED,
    }
)

FORMATS_ON_SCREEN: dict[str, str] = {
    SessionLog.IN_PERSON: "in person",
    SessionLog.VIDEO: "by video",
    SessionLog.PHONE: "by phone",
}
REASONS_ON_SCREEN = checkin_words.REASONS  # the same as of a missed check-in


def can_log(actor: Actor, engagement: Engagement) -> bool:
    return engagement_rules.is_clinician(actor, engagement) and engagement.state in BEGUN


def can_write(actor: Actor, session: SessionLog) -> bool:
    return session.author_id == actor.user_id and session.state == SessionLog.DRAFT


def missing(session: SessionLog, words: Words) -> list[str]:
    """What a log still needs before it can be signed: names of fields."""
    if not session.held:
        return []
    there = {"minutes": session.minutes, "format": session.format, "done": words.done.strip()}
    return [name for name, value in there.items() if not value]


def against(session: SessionLog, *, now: datetime) -> str:
    """What stands against signing a log that lacks nothing, in a sentence; "" for nothing."""
    checkin = session.checkin
    if checkin is None or checkin_rules.can_follow(checkin, held=session.held, now=now):
        return ""
    if not session.held and checkin.due_at > now:
        return (
            "This check-in lies ahead, so a log cannot say that it was not held. It can be moved, "
            "or noted as not needed."
        )
    if checkin.state == CheckIn.CLOSED:
        return "This check-in was talked about and is closed, so a log cannot say otherwise."
    said = {CheckIn.MOVED: "moved to another time", CheckIn.NOT_NEEDED: "noted as not needed"}
    return (
        f"This check-in was {said.get(checkin.state, 'canceled')} in the meantime, so it takes no "
        "log. You can copy the text into a log of its own."
    )
