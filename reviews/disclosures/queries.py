"""The accounting of disclosures without permission. What the client may not know yet, the database
does not show them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor
from accounts.queries import opened_since, staff_name
from reviews.disclosures.models import Disclosure
from reviews.disclosures.rules import GROUNDS, OUTCOMES
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class DisclosureHead:
    """One line of the accounting, without words."""

    id: UUID
    engagement_id: UUID
    author_id: UUID | None
    ground: str
    outcome: str
    told_on: date | None
    recorded_at: datetime
    shown_from: datetime | None

    @property
    def ground_on_screen(self) -> str:
        return GROUNDS[self.ground]

    @property
    def outcome_on_screen(self) -> str:
        return OUTCOMES[self.outcome]


@dataclass(frozen=True, slots=True)
class DisclosureSeen:
    """The same with its words."""

    head: DisclosureHead
    by: str
    facts: str
    consulted: str
    decision: str
    told_to: str
    why_later: str


def list_disclosures(*, actor: Actor, engagement_ids: list[UUID]) -> list[DisclosureHead]:
    """What the actor may know of, newest first, without words."""
    rows = Disclosure.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    )
    return [_head(row) for row in rows.order_by("-created_at")]


def list_told(*, actor: Actor, engagement_id: UUID) -> list[tuple[DisclosureHead, str]]:
    """Each that the actor may know of, and who was told; for the accounting, which records it."""
    rows = Disclosure.objects.filter(
        engagement_id=engagement_id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    )
    lock = vault.sharing(engagement_id)
    return [(_head(row), vault.open_in(lock, row, "told_to")) for row in rows]


def list_unread(*, actor: Actor, engagement_ids: list[UUID]) -> list[DisclosureHead]:
    """What the actor may know of and has not opened, the oldest first, without words."""
    rows = Disclosure.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).exclude(opened_since(actor=actor, object_id="id", since="created_at"))
    return [_head(row) for row in rows.order_by("created_at")]


def read_disclosure(*, actor: Actor, disclosure_id: UUID, now: datetime) -> DisclosureSeen:
    """One record with its words. The reading enters the trail. Raises NotFound."""
    rows = Disclosure.objects.select_related("engagement")
    row = get_visible(rows, actor=actor, row_id=disclosure_id)
    chain, chain_kind = chain_of(row, actor=actor, now=now)
    audit.record(
        verb="read", object_kind="disclosure", object_id=row.id, chain=chain, chain_kind=chain_kind
    )
    lock = vault.sharing(row.engagement_id)
    by = row.author_id
    return DisclosureSeen(
        head=_head(row),
        by=staff_name(organization_id=actor.organization_id, user_id=by) if by else "",
        facts=vault.open_in(lock, row, "facts"),
        consulted=vault.open_in(lock, row, "consulted"),
        decision=vault.open_in(lock, row, "decision"),
        told_to=vault.open_in(lock, row, "told_to"),
        why_later=vault.open_in(lock, row, "why_later"),
    )


def chain_of(row: Disclosure, *, actor: Actor, now: datetime) -> tuple[UUID, str]:
    """Where its lines stand. The client reads the trail of their work: a line about what they may
    not know yet would tell. It stands in the practice's.
    """
    if row.shown_from is not None and now < row.shown_from:
        return actor.organization_id, audit.ORGANIZATION
    return row.engagement_id, audit.ENGAGEMENT


def _head(row: Disclosure) -> DisclosureHead:
    return DisclosureHead(
        id=row.id,
        engagement_id=row.engagement_id,
        author_id=row.author_id,
        ground=row.ground,
        outcome=row.outcome,
        told_on=row.told_on,
        recorded_at=row.created_at,
        shown_from=row.shown_from,
    )
