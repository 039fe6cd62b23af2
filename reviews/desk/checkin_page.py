"""One check-in as its two people see it: when, how it stands, what was written, what can be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts.access import Actor
from accounts.queries import get_organization
from reviews.checkins import queries as checkins
from reviews.checkins import rules as checkin_rules
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import CheckInSeen
from reviews.engagements import queries as engagements
from reviews.engagements import rules as engagement_rules
from reviews.engagements.queries import EngagementSeen
from reviews.journal import queries as journal
from reviews.journal.queries import EntryHead
from reviews.journal.rules import can_begin
from reviews.prompts.rules import can_be_prepared
from reviews.sessions import queries as sessions
from reviews.sessions import rules as session_rules
from reviews.sessions.queries import SessionHead


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """`acts` names what the actor can do now; `why_not_move` says why another time is not on offer."""

    engagement: EngagementSeen
    seen: CheckInSeen
    paused: bool  # it lies ahead, and the work pauses
    entry: EntryHead | None  # the reflection for it: shared, or the client's own draft
    log: SessionHead | None
    acts: frozenset[str]
    why_not_move: str


def see_checkin(*, actor: Actor, checkin_id: UUID, now: datetime) -> CheckInPage:
    """Raises NotFound. What was said about it enters the trail as read."""
    seen = checkins.read_checkin(actor=actor, checkin_id=checkin_id)
    checkin = seen.checkin
    ids = [checkin.engagement_id]
    before = {checkin.id, *checkins.moved_before(checkin=checkin)}
    entries = journal.list_entries(actor=actor, engagement_ids=ids)
    entry = next((e for e in entries if e.checkin_id in before), None)
    logs = sessions.list_of_checkin(actor=actor, checkin=checkin)
    pause = checkins.running_pauses(engagement_ids=ids, now=now).get(checkin.engagement_id)
    practice = get_organization(actor=actor)
    why_not = checkins.why_not_move(
        actor=actor,
        checkin=checkin,
        notice=timedelta(hours=practice.move_notice_hours),
        phone=practice.phone,
        now=now,
    )
    return CheckInPage(
        engagement=engagements.see_engagement(actor=actor, engagement_id=checkin.engagement_id),
        seen=seen,
        paused=pause is not None
        and checkin.state in (CheckIn.SCHEDULED, CheckIn.OPEN)
        and checkin.due_at > now,
        entry=entry,
        log=logs[0] if logs else None,
        acts=frozenset(_acts(actor, seen, entry, logs, why_not, now)),
        why_not_move=why_not,
    )


def _acts(
    actor: Actor,
    seen: CheckInSeen,
    entry: EntryHead | None,
    logs: list[SessionHead],
    why_not_move: str,
    now: datetime,
) -> set[str]:
    """What is possible now; the acts themselves ask again."""
    checkin = seen.checkin
    found = set() if why_not_move else {"move"}
    if seen.open_move is not None and checkin.state in checkin_rules.MOVABLE:
        own = seen.open_move.by_client == engagement_rules.is_client(actor, checkin.engagement)
        found.add("take_back" if own else "answer")
    if engagement_rules.is_client(actor, checkin.engagement):
        if entry is None and can_begin(actor, checkin, now=now):
            found.add("write")
        return found
    if not engagement_rules.is_clinician(actor, checkin.engagement):
        return found
    signed = any(head.signed_at is not None for head in logs)
    if not signed and checkin.state in checkin_rules.before(CheckIn.DISCUSSED):
        found.add("talked")
    if not signed and checkin.state in checkin_rules.before(CheckIn.MISSED):
        found |= {"missed"} if checkin.due_at <= now else set()
    if checkin.state in checkin_rules.before(CheckIn.NOT_NEEDED):
        found.add("not_needed")
    if checkin.state == CheckIn.DISCUSSED:
        found.add("close")
    if not logs and checkin.state in session_rules.LOGGED:
        found.add("log")
    if entry is None and can_be_prepared(checkin):
        found.add("prepare")
    return found
