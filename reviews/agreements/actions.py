"""Offering an agreement, and answering it. An engagement begins when its client accepts."""

from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.agreements import rules
from reviews.agreements import terms as terms_text
from reviews.agreements.models import Agreement
from reviews.agreements.terms import Terms
from reviews.checkins.actions import start_cadence, stop_cadence
from reviews.engagements import actions as engagements
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell
from reviews.records import vault


def offer_engagement(
    *, actor: Actor, client_membership_id: UUID, client_name: str, terms: Terms, now: datetime
) -> Agreement:
    """Open an engagement and offer its first agreement. Nothing holds before the client's yes.

    Raises NotAllowed unless the actor is a clinician, NotFound unless the client was introduced to
    them.
    """
    engagement = engagements.open_engagement(
        actor=actor, client_membership_id=client_membership_id, client_name=client_name, now=now
    )
    agreement = Agreement(engagement=engagement, author_id=actor.user_id, version=1, created_at=now)
    vault.insert(agreement, terms=terms_text.write(terms))
    _record(agreement, verb="offer")
    _tell(agreement, engagement.client_id, now=now)
    return agreement


def accept_agreement(
    *, actor: Actor, agreement: Agreement, client_name: str, now: datetime
) -> None:
    """The client's yes: the engagement begins, and the first check-ins are made.

    client_name  how the client wants to be named; sealed. Raises NotAllowed, WrongState if it was
    answered or withdrawn meanwhile.
    """
    engagement = agreement.engagement
    _only_client(actor, engagement)
    _move(agreement, state=Agreement.ACCEPTED, now=now)
    text = vault.open_text(agreement, "terms", engagement_id=engagement.id)
    terms = terms_text.read(text)
    engagements.start_engagement(engagement=engagement, client_name=client_name, now=now)
    start_cadence(
        actor=actor,
        engagement=engagement,
        phases=terms.phases,
        wall_time=terms.wall_time,
        zone=terms.zone,
        now=now,
    )
    _record(agreement, verb="accept")
    _tell(agreement, engagement.clinician_id, now=now)


def decline_agreement(*, actor: Actor, agreement: Agreement, now: datetime) -> None:
    """The client's no, without a reason and without a label. Raises NotAllowed, WrongState."""
    _only_client(actor, agreement.engagement)
    _move(agreement, state=Agreement.DECLINED, now=now)
    engagements.decline_engagement(engagement=agreement.engagement, now=now)
    _record(agreement, verb="decline")
    _tell(agreement, agreement.engagement.clinician_id, now=now)


def withdraw_offer(*, actor: Actor, agreement: Agreement, now: datetime) -> None:
    """The clinician takes the offer back. Raises NotAllowed, WrongState if it was answered."""
    if not engagement_rules.is_clinician(actor, agreement.engagement):
        raise NotAllowed
    _move(agreement, state=Agreement.WITHDRAWN, now=now)
    engagements.withdraw_engagement(engagement=agreement.engagement, now=now)
    _record(agreement, verb="withdraw_offer")


def end_work(*, actor: Actor, engagement: Engagement, now: datetime) -> None:
    """End the engagement, by either of the two: no more check-ins, no more reminders.

    Raises NotAllowed, WrongState.
    """
    engagements.end_engagement(actor=actor, engagement=engagement, now=now)
    stop_cadence(engagement=engagement, now=now)


def _only_client(actor: Actor, engagement: Engagement) -> None:
    if not engagement_rules.is_client(actor, engagement):
        raise NotAllowed


def _move(agreement: Agreement, *, state: str, now: datetime) -> None:
    moved = Agreement.objects.filter(id=agreement.id, state__in=rules.before(state)).update(
        state=state, answered_at=now
    )
    if not moved:
        raise WrongState


def _record(agreement: Agreement, *, verb: str) -> None:
    audit.record(
        verb=verb, object_kind="agreement", object_id=agreement.id, chain=agreement.engagement_id
    )


def _tell(agreement: Agreement, recipient_id: UUID, *, now: datetime) -> None:
    tell(
        key=f"agreement:{agreement.id}:{recipient_id}",
        recipient_id=recipient_id,
        engagement=agreement.engagement,
        subject_id=agreement.id,
        now=now,
    )
