"""Who changes who works with a client, and what can follow what."""

from datetime import date, timedelta

from accounts.access import Actor
from accounts.roles import CLIENT
from reviews.assignments.models import Cover, Handover
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement

# state → the states it can go to. Each move is a door's.
COVER_TRANSITIONS: dict[str, frozenset[str]] = {
    Cover.ASKED: frozenset({Cover.AGREED, Cover.DECLINED, Cover.WITHDRAWN, Cover.LAPSED}),
    Cover.AGREED: frozenset({Cover.WITHDRAWN, Cover.OVER}),
    Cover.DECLINED: frozenset(),
    Cover.WITHDRAWN: frozenset(),
    Cover.LAPSED: frozenset(),
    Cover.OVER: frozenset(),
}
HANDOVER_TRANSITIONS: dict[str, frozenset[str]] = {
    Handover.PROPOSED: frozenset(
        {Handover.OBJECTED, Handover.DONE, Handover.DECLINED, Handover.WITHDRAWN}
    ),
    Handover.OBJECTED: frozenset({Handover.PROPOSED, Handover.WITHDRAWN}),
    Handover.DONE: frozenset(),
    Handover.DECLINED: frozenset(),
    Handover.WITHDRAWN: frozenset(),
}
OPEN = frozenset({Cover.ASKED, Cover.AGREED})
# A client knows this long before that somebody else will read what they wrote.
TOLD_BEFORE = timedelta(days=1)
LONGEST_COVER = timedelta(days=183)


def may_arrange(actor: Actor, engagement: Engagement) -> bool:
    """Only the clinician the client agreed with hands anything on; never whoever covers."""
    return engagement_rules.is_own_clinician(actor, engagement)


def may_answer(actor: Actor, cover: Cover) -> bool:
    """Whether a yes or a no of theirs is missing."""
    if cover.state != Cover.ASKED:
        return False
    if actor.role == CLIENT:
        return cover.by_practice and cover.client_said_at is None
    return cover.colleague_id == actor.user_id and cover.colleague_said_at is None


def may_end(actor: Actor, cover: Cover) -> bool:
    """Of an open cover: either clinician; the client, where it was their yes that opened it."""
    if actor.role == CLIENT:
        return cover.by_practice and cover.client_said_at is not None
    return cover.colleague_id != actor.user_id or cover.state == Cover.AGREED


def problem_of(first: date, last: date, *, today: date) -> str:
    """What is wrong with the two days of a cover, in the practice's zone; "" if nothing is."""
    if first < today:
        return "The first day has passed. Choose today or a later day."
    if last < first:
        return "The last day comes before the first. Choose it or a later day."
    if last < today + TOLD_BEFORE:
        return "The client is told a day before a cover begins. Choose a later last day."
    if last - first > LONGEST_COVER:
        return "A cover lasts half a year at most. For longer, hand the work over."
    return ""
