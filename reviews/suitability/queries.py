"""Reading the talk before an agreement: who, what was written, what became of it."""

from dataclasses import dataclass
from uuid import UUID

from accounts import audit
from accounts.access import Actor
from reviews.agreements.models import Agreement
from reviews.agreements.queries import latest_agreement
from reviews.engagements.queries import EngagementSeen, get_engagement, see_engagement
from reviews.journal.models import Entry
from reviews.journal.queries import EntryHead, list_entries
from reviews.limits.queries import has_acknowledged
from reviews.records import vault
from reviews.suitability.models import Referral


@dataclass(frozen=True, slots=True)
class TalkSeen:
    """What the two have before an agreement, and what became of it.

    accounts  signed ones, the oldest first; without words.
    begun     the clinician's own account that is not signed yet.
    referral  "" where none was written.
    """

    engagement: EngagementSeen
    limits_acknowledged: bool
    accounts: list[EntryHead]
    begun: UUID | None
    offered_id: UUID | None  # an agreement that waits for an answer
    referral: str

    @property
    def goes_on(self) -> bool:
        return self.engagement.state == "proposed"


def read_talk(*, actor: Actor, engagement_id: UUID) -> TalkSeen:
    """The page of the two. Reading where other help is enters the trail. Raises NotFound."""
    row = get_engagement(actor=actor, engagement_id=engagement_id)
    heads = list_talks(actor=actor, engagement_ids=[engagement_id])
    agreement = latest_agreement(actor=actor, engagement_id=engagement_id)
    offered = agreement is not None and agreement.state == Agreement.OFFERED
    return TalkSeen(
        engagement=see_engagement(actor=actor, engagement_id=engagement_id),
        limits_acknowledged=has_acknowledged(engagement=row),
        accounts=[head for head in heads if head.shared_at is not None],
        begun=next((head.id for head in heads if head.shared_at is None), None),
        offered_id=agreement.id if agreement is not None and offered else None,
        referral=_read_referral(engagement_id),
    )


def list_talks(*, actor: Actor, engagement_ids: list[UUID]) -> list[EntryHead]:
    """Accounts of such conversations, the oldest first, without words."""
    kinds = frozenset({Entry.SUITABILITY})
    return list(reversed(list_entries(actor=actor, engagement_ids=engagement_ids, kinds=kinds)))


def is_offered(*, actor: Actor, engagement_id: UUID) -> bool:
    """Whether an agreement waits for the client's answer."""
    agreement = latest_agreement(actor=actor, engagement_id=engagement_id)
    return agreement is not None and agreement.state == Agreement.OFFERED


def _read_referral(engagement_id: UUID) -> str:
    row = Referral.objects.filter(engagement_id=engagement_id).first()
    if row is None:
        return ""
    audit.record(verb="read", object_kind="referral", object_id=row.id, chain=engagement_id)
    return vault.open_text(row, "text", engagement_id=engagement_id)
