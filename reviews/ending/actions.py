"""Ending the work in ordinary words, the closing summary, and the client's own words beside it.

Of all this somebody outside can only ever read that the work ended, and when, where a document that
the client released says so. Ending takes no document back: only the client's withdrawal does.
"""

from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFresh, require_fresh
from reviews.agreements import actions as agreements
from reviews.agreements.queries import accepted_terms
from reviews.agreements.terms import FOLLOW_UP_MONTHS
from reviews.assignments import closing as accounts_closed
from reviews.ending import follow_ups, rules
from reviews.ending.models import Closing, ClosingWords
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.queries import own_people, see_engagement
from reviews.engagements.telling import tell_other
from reviews.journal.actions import begin_writing, hand_over
from reviews.journal.models import Entry
from reviews.records import vault
from reviews.records.once import once

LONGEST_LINE = 300  # characters
LONGEST_TEXT = 20_000


def end_work(  # noqa: PLR0913 - what the page asks
    *,
    actor: Actor,
    engagement: Engagement,
    how: str = Closing.BY_CLIENT,
    text: str = "",
    months: list[int] | None = None,
    now: datetime,
) -> Closing:
    """End the work, by either of the two: no more check-ins, no more reminders of them.

    how     of Closing.HOW but death; a client's is always BY_CLIENT, without a word.
    months  follow-ups to plan, of FOLLOW_UP_MONTHS; None: those of the agreement. Each still needs
            a yes of its own when it comes up.
    Raises NotAllowed for anybody else or other words, also where the gate refuses the line; WrongState
    if it has ended.
    """
    is_client = engagement_rules.is_client(actor, engagement)
    allowed = (Closing.BY_CLIENT,) if is_client else rules.CHOSEN_BY_CLINICIAN
    if how not in allowed or (is_client and text):
        raise NotAllowed
    if text and rules.refused_in_line(text, cast=_people(actor, engagement)):
        raise NotAllowed
    if months is None:
        agreed = accepted_terms(actor=actor, engagement_id=engagement.id)
        months = agreed.follow_up_months if agreed else []
    if not set(months) <= set(FOLLOW_UP_MONTHS):
        raise NotAllowed
    agreements.end_work(actor=actor, engagement=engagement, now=now)
    closing = _close(actor, engagement, how=how, text=text, now=now)
    follow_ups.plan(actor=actor, engagement=engagement, months=months, now=now)
    tell_other(
        actor=actor,
        key=f"closing:{closing.id}",
        engagement=engagement,
        subject_id=closing.id,
        now=now,
    )
    return closing


def _people(actor: Actor, engagement: Engagement) -> frozenset[str]:
    seen = see_engagement(actor=actor, engagement_id=engagement.id)
    return own_people(actor=actor, engagement=seen)


def note_death(
    *, actor: Actor, engagement: Engagement, authenticated_at: datetime, now: datetime
) -> None:
    """Close the client's account, so that nothing reaches it, and end the work.

    Raises NotAllowed, NotFresh; WrongState if the account is closed already.
    """
    accounts_closed.note_death(
        actor=actor, engagement=engagement, authenticated_at=authenticated_at, now=now
    )
    engagement.refresh_from_db()
    closed = Closing.objects.filter(engagement=engagement).exists()
    if engagement.state == Engagement.ENDED and not closed:
        _close(actor, engagement, how=Closing.DEATH, text="", now=now)


def begin_summary(*, actor: Actor, closing: Closing, now: datetime) -> Entry:
    """The closing summary: the one begun before, or a new one. Also long after the end.

    Raises NotAllowed for anybody but the clinician, WrongState if it was signed.
    """
    if not rules.may_close(actor, closing.engagement):
        raise NotAllowed
    return begin_writing(
        actor=actor, engagement=closing.engagement, kind=Entry.CLOSING, about=closing.id, now=now
    )


def sign_summary(
    *, actor: Actor, entry: Entry, seen: str, authenticated_at: datetime | None, now: datetime
) -> None:
    """Sign it: the client reads it, and takes it with them.

    Raises NotFresh, and what hand_over raises.
    """
    if authenticated_at is None:
        raise NotFresh
    require_fresh(authenticated_at=authenticated_at, now=now)
    engagement = Engagement.objects.get(id=entry.engagement_id)
    if not rules.may_close(actor, engagement):
        raise NotAllowed
    hand_over(actor=actor, entry=entry, seen=seen, now=now)
    tell_other(
        actor=actor,
        key=f"entry:{entry.id}:signed",
        engagement=engagement,
        subject_id=entry.id,
        now=now,
    )


def add_words(
    *, actor: Actor, closing: Closing, text: str, now: datetime, row_id: UUID | None = None
) -> ClosingWords:
    """The client's own words beside the summary, before it or after. Raises NotAllowed.

    row_id  of the new row, so that a form sent twice adds one (reviews.records.once).
    """
    if not engagement_rules.is_client(actor, closing.engagement):
        raise NotAllowed

    def make(new_id: UUID) -> ClosingWords:
        row = ClosingWords(
            id=new_id,
            engagement_id=closing.engagement_id,
            author_id=actor.user_id,
            closing=closing,
            created_at=now,
        )
        vault.insert(row, text=text)
        audit.record(
            verb="add_to", object_kind="ending", object_id=closing.id, chain=closing.engagement_id
        )
        tell_other(
            actor=actor,
            key=f"closing:{closing.id}:words:{row.id}",
            engagement=closing.engagement,
            subject_id=row.id,
            now=now,
        )
        return row

    return once(ClosingWords, row_id, actor=actor, make=make)


def _close(actor: Actor, engagement: Engagement, *, how: str, text: str, now: datetime) -> Closing:
    closing = Closing(engagement=engagement, author_id=actor.user_id, how=how, created_at=now)
    vault.insert(closing, text=text or None)
    audit.record(
        verb="say_how_it_ended", object_kind="ending", object_id=closing.id, chain=engagement.id
    )
    return closing
