"""Reading an agreement; its words are opened with a line in the trail."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound, WrongState
from accounts.models import Membership
from accounts.queries import list_introduced_clients
from accounts.roles import CLINICIAN
from reviews.agreements import doors
from reviews.agreements import terms as terms_text
from reviews.agreements.models import AgreedContact, Agreement
from reviews.agreements.terms import Terms
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible, has_current
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    author_id: UUID | None
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class AgreementSeen:
    id: UUID
    engagement_id: UUID
    version: int
    state: str
    author_id: UUID | None
    offered_at: datetime
    answered_at: datetime | None
    terms: Terms
    digest: str  # of the text that is shown; what a signature is bound to
    signable_from: datetime  # by the client
    signatures: list[SignatureSeen]
    is_bound: bool  # False: offered before signatures were bound to a text; nobody can sign it


@dataclass(frozen=True, slots=True)
class ContactForm:
    """The employer contact has a form by an agreement, and which one it is.

    lapsed  said to a clinician alone: they never joined, and their invitation has run out.
    """

    code: str
    lapsed: bool


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
    signatures = agreement.signatures.order_by("created_at")
    return replace(
        _seen(agreement), signatures=[SignatureSeen(s.author_id, s.created_at) for s in signatures]
    )


def contact_form(*, actor: Actor, agreement_id: UUID) -> ContactForm | None:
    """None where the agreement gives the employer contact none."""
    agreement = get_agreement(actor=actor, agreement_id=agreement_id)
    found = AgreedContact.objects.filter(agreement=agreement).values_list("code", flat=True).first()
    if found is None:
        return None
    lapsed = actor.role == CLINICIAN and doors.contact_lapsed(agreement_id=agreement_id)
    return ContactForm(code=found, lapsed=lapsed)


def read_before(*, actor: Actor, agreement: AgreementSeen) -> AgreementSeen | None:
    """The version that was in force when this one was offered; the reading enters the trail."""
    before = (
        Agreement.objects.filter(
            engagement_id=agreement.engagement_id,
            version__lt=agreement.version,
            state=Agreement.ACCEPTED,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .order_by("-version")
        .first()
    )
    return read_agreement(actor=actor, agreement_id=before.id) if before else None


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
    agreed = accepted_terms(actor=actor, engagement_id=engagement_id)
    return agreed.focus_areas if agreed else []


def in_force(*, actor: Actor, engagement_id: UUID) -> Agreement | None:
    """The version that was accepted last, without its words; None before the first yes."""
    return (
        Agreement.objects.filter(
            engagement_id=engagement_id,
            state=Agreement.ACCEPTED,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .order_by("-version")
        .first()
    )


def open_offer(*, actor: Actor, engagement_id: UUID) -> Agreement | None:
    """The version that waits for the client's answer, without its words."""
    return (
        Agreement.objects.filter(
            engagement_id=engagement_id,
            state=Agreement.OFFERED,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .select_related("engagement")
        .first()
    )


def accepted_terms(*, actor: Actor, engagement_id: UUID) -> Terms | None:
    """What was agreed last; None before the first yes. Names and rules for other rooms."""
    agreement = in_force(actor=actor, engagement_id=engagement_id)
    return _seen(agreement).terms if agreement else None


def current_terms(*, actor: Actor, engagement_id: UUID) -> Terms | None:
    """What is agreed now, for a page that shows it: the reading enters the trail.

    The two may since have accepted another rhythm by itself: checkins.queries.get_cadence.
    """
    agreement = in_force(actor=actor, engagement_id=engagement_id)
    return read_agreement(actor=actor, agreement_id=agreement.id).terms if agreement else None


def working_on(*, actor: Actor, engagement_ids: list[UUID]) -> dict[UUID, str]:
    """One line for each engagement of a list: what the two of them are working on.

    A label like the name beside it, not a narrative. Ask after vault.fetch_keys.
    """
    lines: dict[UUID, str] = {}
    agreements = Agreement.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).order_by("version")
    agreed: set[UUID] = set()
    for agreement in agreements:
        is_agreed = agreement.state == Agreement.ACCEPTED
        if is_agreed or agreement.engagement_id not in agreed:
            lines[agreement.engagement_id] = _seen(agreement).terms.working_on
        if is_agreed:
            agreed.add(agreement.engagement_id)
    return lines


def review_months(*, actor: Actor, engagement_ids: list[UUID]) -> dict[UUID, int | None]:
    """How many months lie between two progress reviews, by the agreement in force; None: none were
    agreed, as in a version from before they could be. A rule for other rooms, not a narrative.
    """
    vault.fetch_keys(engagement_ids)
    agreed = Agreement.objects.filter(
        engagement_id__in=engagement_ids,
        state=Agreement.ACCEPTED,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    )
    newest = {row.engagement_id: row for row in agreed.order_by("version")}
    return {of: _seen(row).terms.review_months for of, row in newest.items()}


def list_agreements(*, actor: Actor, engagement_ids: list[UUID]) -> list[Agreement]:
    """Heads of every version, the oldest first, without words."""
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
        author_id=agreement.author_id,
        offered_at=agreement.created_at,
        answered_at=agreement.answered_at,
        terms=terms_text.read(text),
        digest=terms_text.digest_of(text).hex(),
        signable_from=agreement.signable_from or agreement.created_at,
        signatures=[],
        is_bound=agreement.digest is not None,
    )
