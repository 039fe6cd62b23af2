"""Reading an agreement; its words are opened with a line in the trail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound, WrongState
from accounts.models import Membership
from accounts.queries import list_introduced_clients
from reviews.agreements import terms as terms_text
from reviews.agreements.models import Agreement
from reviews.agreements.terms import Terms
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible, has_current
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class AgreementSeen:
    id: UUID
    engagement_id: UUID
    version: int
    state: str
    offered_at: datetime
    answered_at: datetime | None
    terms: Terms


def get_client_ready(*, actor: Actor, membership_id: UUID) -> Membership:
    """A client introduced to this clinician. Raises NotFound; WrongState if their work began."""
    found = [m for m in list_introduced_clients(actor=actor) if m.id == membership_id]
    if not found:
        raise NotFound
    if has_current(actor=actor, client_id=found[0].user_id):
        raise WrongState
    return found[0]


def get_agreement(*, actor: Actor, agreement_id: UUID) -> Agreement:
    """Raises NotFound."""
    return get_visible(
        Agreement.objects.select_related("engagement"), actor=actor, row_id=agreement_id
    )


def read_agreement(*, actor: Actor, agreement_id: UUID) -> AgreementSeen:
    """The agreement with its words; the reading enters the trail. Raises NotFound."""
    agreement = get_agreement(actor=actor, agreement_id=agreement_id)
    audit.record(
        verb="read", object_kind="agreement", object_id=agreement.id, chain=agreement.engagement_id
    )
    return _seen(agreement)


def latest_agreement(*, actor: Actor, engagement_id: UUID) -> Agreement | None:
    """The newest version, without its words."""
    return (
        Agreement.objects.filter(
            engagement_id=engagement_id,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .order_by("-version")
        .first()
    )


def focus_areas_of(*, actor: Actor, engagement_id: UUID) -> list[str]:
    """What the accepted agreement works on: codes, which decide the prompts."""
    agreement = latest_agreement(actor=actor, engagement_id=engagement_id)
    return _seen(agreement).terms.focus_areas if agreement else []


def accepted_terms(*, actor: Actor, engagement_id: UUID) -> Terms | None:
    """What was agreed last; None before the first yes. Names and rules for other rooms."""
    agreement = (
        Agreement.objects.filter(
            engagement_id=engagement_id,
            state=Agreement.ACCEPTED,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .order_by("-version")
        .first()
    )
    return _seen(agreement).terms if agreement else None


def working_on(*, actor: Actor, engagement_ids: list[UUID]) -> dict[UUID, str]:
    """One line for each engagement of a list: what the two of them are working on.

    A label like the name beside it, not a narrative. Ask after vault.fetch_keys.
    """
    lines: dict[UUID, str] = {}
    agreements = Agreement.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).order_by("version")
    for agreement in agreements:
        lines[agreement.engagement_id] = _seen(agreement).terms.working_on
    return lines


def list_agreements(*, actor: Actor, engagement_ids: list[UUID]) -> list[Agreement]:
    """Heads, without words."""
    return list(
        Agreement.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).order_by("created_at")
    )


def _seen(agreement: Agreement) -> AgreementSeen:
    text = vault.open_text(agreement, "terms", engagement_id=agreement.engagement_id)
    return AgreementSeen(
        id=agreement.id,
        engagement_id=agreement.engagement_id,
        version=agreement.version,
        state=agreement.state,
        offered_at=agreement.created_at,
        answered_at=agreement.answered_at,
        terms=terms_text.read(text),
    )
