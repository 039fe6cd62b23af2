"""Offering and accepting an agreement as the acts do it, with both signatures filled in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.access import Actor
from reviews.agreements import actions
from tracker.lib import clock

PASSWORD = "a long enough password"  # as tests.conftest, which imports this module


def offer_engagement(
    *, actor: Actor, client_membership_id: UUID, client_name: str, terms: Any, now: datetime
) -> Any:
    """Signed a moment ago."""
    return actions.offer_engagement(
        actor=actor,
        client_membership_id=client_membership_id,
        client_name=client_name,
        terms=terms,
        authenticated_at=now,
        now=now,
    )


def offer_version(
    *, actor: Actor, engagement: Any, terms: Any, replaces: UUID | None = None, now: datetime
) -> Any:
    """Signed a moment ago."""
    return actions.offer_version(
        actor=actor,
        engagement=engagement,
        terms=terms,
        replaces=replaces,
        authenticated_at=now,
        now=now,
    )


def accept_agreement(*, actor: Actor, agreement: Any, client_name: str, now: datetime) -> None:
    """Signed by whoever has just read it."""
    actions.accept_agreement(
        actor=actor,
        agreement=agreement,
        client_name=client_name,
        seen=bytes(agreement.digest),
        authenticated_at=now,
        now=now,
    )


def after_thinking(agreement: Any) -> datetime:
    """The clock moved to where a client can sign; the time it is then."""
    if agreement.signable_from > clock.now():
        with connection.cursor() as cursor:  # a test's time stands still inside its transaction
            cursor.execute("select %s - now()", [agreement.signable_from])
            clock.move(cursor.fetchone()[0])
    return clock.now()


def signs(agreement: Any, client_name: str = "Eli Rask", **more: str) -> dict[str, str]:
    """What the page sends when a client signs the text that stands on it."""
    return {
        "client_name": client_name,
        "seen": bytes(agreement.digest).hex(),
        "password": PASSWORD,
        **more,
    }
