"""Recording what was told without permission, or not told. One signed row, never changed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, require_fresh
from reviews.disclosures import rules
from reviews.disclosures.models import Disclosure
from reviews.disclosures.queries import chain_of
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell
from reviews.records import vault
from reviews.records.once import once

LONGEST_TEXT = 20_000  # characters
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class NewDisclosure:
    """What is recorded. told_to and told_on with "told"; why_later and shown_from together."""

    ground: str  # of Disclosure.GROUNDS
    outcome: str  # of Disclosure.OUTCOMES
    facts: str
    decision: str
    consulted: str = ""
    told_to: str = ""
    told_on: date | None = None
    shown_from: datetime | None = None
    why_later: str = ""


def record_disclosure(
    *,
    actor: Actor,
    engagement: Engagement,
    new: NewDisclosure,
    authenticated_at: datetime,
    now: datetime,
    row_id: UUID | None = None,
) -> Disclosure:
    """Sign what was decided. The client reads it at once, or from the day the law allows.

    row_id  of the new row, so that a form sent twice signs one (reviews.records.once).
    Until then the client hears nothing of it, and no line of their trail speaks of it. Raises
    NotFresh; NotAllowed for anybody but the clinician, and for a record that is not whole.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not rules.can_record(actor, engagement) or not _is_whole(new, now=now):
        raise NotAllowed
    lock = vault.sharing(engagement.id)
    vault.make_key(lock, now=now)
    row = Disclosure(
        engagement=engagement,
        author_id=actor.user_id,
        ground=new.ground,
        outcome=new.outcome,
        told_on=new.told_on,
        shown_from=new.shown_from,
        authenticated_at=authenticated_at,
        created_at=now,
    )

    def make(new_id: UUID) -> Disclosure:
        row.id = new_id
        return _sign(row, new, lock, actor=actor, now=now)

    return once(Disclosure, row_id, actor=actor, make=make)


def _sign(
    row: Disclosure, new: NewDisclosure, lock: vault.Lock, *, actor: Actor, now: datetime
) -> Disclosure:
    vault.insert(
        row,
        lock,
        facts=new.facts,
        consulted=new.consulted or None,
        decision=new.decision,
        told_to=new.told_to or None,
        why_later=new.why_later or None,
    )
    chain, chain_kind = chain_of(row, actor=actor, now=now)
    audit.record(
        verb="record_disclosure",
        object_kind="disclosure",
        object_id=row.id,
        chain=chain,
        chain_kind=chain_kind,
    )
    if row.shown_from is None:
        tell(
            key=f"disclosure:{row.id}",
            recipient_id=row.engagement.client_id,
            engagement=row.engagement,
            subject_id=row.id,
            now=now,
        )
    return row


def _is_whole(new: NewDisclosure, *, now: datetime) -> bool:
    told = new.outcome == Disclosure.TOLD
    return (
        new.ground in rules.GROUNDS
        and new.outcome in rules.OUTCOMES
        and bool(new.facts.strip())
        and bool(new.decision.strip())
        and bool(new.told_to) == told
        and (new.told_on is not None) == told
        and bool(new.why_later) == (new.shown_from is not None)
        and (new.shown_from is None or now < new.shown_from <= now + rules.LONGEST_WAIT)
    )
