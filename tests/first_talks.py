"""Dana and a client of hers talk about whether the work fits: through the acts."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import Actor, acting_as
from tests.writings import draft

SAID = "They came because a friend had asked them to, and said so."
ELSEWHERE = "Ask for Ines Quill at the Lantern house; the desk there answers until six."


def opened(clinician: Actor, client: Actor, *, now: datetime) -> Any:
    """An engagement without an offer; what the two had before must have ended."""
    from reviews.suitability.actions import open_talk

    assert client.membership_id is not None
    with acting_as(clinician), transaction.atomic():
        return open_talk(
            actor=clinician,
            client_membership_id=client.membership_id,
            client_name="Eli Rask",
            now=now,
        )


def newcomer(cast: Any, *, name: str = "ivo", to: Actor | None = None) -> Actor:
    """A client the practice has just introduced: to Dana, unless said otherwise."""
    from accounts.models import Membership
    from tests.conftest import _actor, _join

    ada, to = cast.ada.actor, to or cast.dana.actor
    with acting_as(ada), transaction.atomic():
        clinician = Membership.objects.get(id=to.membership_id)
    email = f"{name}@example.org"
    _join(ada, email=email, role="client", introduced_to=clinician)
    return _actor(email)


def begun(cast: Any, *, now: datetime, name: str = "ivo") -> tuple[Any, Actor]:
    """Work of Dana's with a client who is not of the cast, and that client."""
    client = newcomer(cast, name=name)
    return begun_with(cast, client, now=now), client


def begun_with(
    cast: Any, client: Actor, *, now: datetime, called: str = "Ivo Lund", **terms: Any
) -> Any:
    """Work of Dana's with somebody she was introduced to, the limits read; terms as terms_from.

    Where an employer asks for it the clock moves on, by the time there is to think.
    """
    from reviews.agreements.queries import get_agreement
    from reviews.engagements.queries import get_engagement
    from reviews.limits.actions import acknowledge_limits
    from reviews.limits.queries import current_version
    from tests.agreeing import accept_agreement, after_thinking, offer_engagement
    from tests.conftest import terms_from

    dana = cast.dana.actor
    assert client.membership_id is not None
    with acting_as(dana), transaction.atomic():
        offered = offer_engagement(
            actor=dana,
            client_membership_id=client.membership_id,
            client_name=called,
            terms=terms_from(now, **terms),
            now=now,
        )
    if offered.signable_from > now:
        now = after_thinking(offered)
    with acting_as(client), transaction.atomic():
        agreement = get_agreement(actor=client, agreement_id=offered.id)
        accept_agreement(actor=client, agreement=agreement, client_name=called, now=now)
        row = get_engagement(actor=client, engagement_id=offered.engagement_id)
        acknowledge_limits(actor=client, engagement=row, version=current_version(), now=now)
    return row


def opened_again(cast: Any, engagement_id: Any, *, now: datetime) -> Any:
    """The work of Eli and Dana ends, and they talk about beginning anew."""
    from reviews.agreements.actions import end_work
    from reviews.engagements.queries import get_engagement

    dana, eli = cast.dana.actor, cast.eli.actor
    with acting_as(eli), transaction.atomic():
        row = get_engagement(actor=eli, engagement_id=engagement_id)
        end_work(actor=eli, engagement=row, now=now)
    return opened(dana, eli, now=now)


def account(clinician: Actor, engagement_id: Any, *, now: datetime, text: str = SAID) -> Any:
    """A signed account of a conversation."""
    from reviews.journal.queries import open_draft
    from reviews.suitability.actions import sign_account

    entry = draft(clinician, engagement_id, "suitability", text=text, now=now)
    with acting_as(clinician), transaction.atomic():
        seen = open_draft(actor=clinician, entry_id=entry.id).digest
        sign_account(actor=clinician, entry=entry, seen=seen, authenticated_at=now, now=now)
    return entry
