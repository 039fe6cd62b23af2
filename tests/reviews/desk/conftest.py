"""More people for Dana, so that lists have more than one row."""

from typing import Any

import pytest

from accounts.access import Actor
from accounts.models import Membership
from tests.conftest import _actor, _join


@pytest.fixture
def add_client(dana: Actor, ada: Actor, terms: Any, now: Any, being: Any) -> Any:
    """Make a client of Dana's with a running engagement and a shared reflection."""
    from reviews.agreements.queries import get_agreement
    from reviews.checkins.queries import list_checkins
    from reviews.journal.actions import begin_reflection, save_answer, share_entry
    from reviews.limits.actions import acknowledge_limits
    from reviews.limits.queries import current_version
    from tests.agreeing import accept_agreement, offer_engagement

    def add(name: str) -> Actor:
        with being(ada):
            clinician = Membership.objects.get(user_id=dana.user_id)
        _join(ada, email=f"{name}@example.org", role="client", introduced_to=clinician)
        client = _actor(f"{name}@example.org")
        with being(dana):
            offered = offer_engagement(
                actor=dana,
                client_membership_id=client.membership_id,
                client_name=f"{name.title()} Rask",
                terms=terms,
                now=now,
            )
        with being(client):
            agreement = get_agreement(actor=client, agreement_id=offered.id)
            accept_agreement(actor=client, agreement=agreement, client_name=name, now=now)
            engagement = agreement.engagement
            acknowledge_limits(
                actor=client, engagement=engagement, version=current_version(), now=now
            )
            checkin = list_checkins(actor=client, engagement_ids=[engagement.id])[0]
            entry = begin_reflection(actor=client, checkin=checkin, focus_areas=[], now=now)
            prompt = entry.prompts[0]
            save_answer(actor=client, entry=entry, prompt=prompt, text="A", version=0, now=now)
            share_entry(actor=client, entry=entry, now=now)
        return client

    return add
