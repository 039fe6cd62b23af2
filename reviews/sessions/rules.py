"""Who logs a session, and what a log needs before it is signed."""

from accounts.access import Actor
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
LOGGED = frozenset({CheckIn.OPEN, CheckIn.SHARED, CheckIn.DISCUSSED})
CAN_BE_DISCUSSED = frozenset({CheckIn.OPEN, CheckIn.SHARED})

FORMATS_ON_SCREEN: dict[str, str] = {
    SessionLog.IN_PERSON: "in person",
    SessionLog.VIDEO: "by video",
    SessionLog.PHONE: "by phone",
}
REASONS_ON_SCREEN: dict[str, str] = {
    SessionLog.TOLD_BEFOREHAND: "told beforehand",
    SessionLog.NOT_TOLD: "not told",
    SessionLog.LOGISTICS: "logistics",
    SessionLog.OUR_SIDE: "our side",
}


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
