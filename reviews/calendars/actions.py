"""Making and revoking the address of one's own calendar."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, WrongState
from reviews.calendars.models import CalendarAddress


def make_address(*, actor: Actor, now: datetime) -> str:
    """A new secret address of the actor's own times; the one before stops working.

    Gives the secret part, which is kept nowhere: it can be shown this once.
    """
    _revoke(actor, now=now)
    token = secrets.token_urlsafe(32)
    row = CalendarAddress.objects.create(
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        token_hash=hash_token(token),
        created_at=now,
    )
    _record(actor, verb="make_calendar_address", row_id=row.id)
    return token


def revoke_address(*, actor: Actor, now: datetime) -> None:
    """Whoever has the address finds nothing there from now on. Raises WrongState if there is none."""
    row_id = _revoke(actor, now=now)
    if row_id is None:
        raise WrongState
    _record(actor, verb="revoke_calendar_address", row_id=row_id)


def hash_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _revoke(actor: Actor, *, now: datetime) -> UUID | None:
    live = CalendarAddress.objects.filter(
        user_id=actor.user_id, membership_id=actor.membership_id, revoked_at=None
    )
    row_id = live.values_list("id", flat=True).first()
    live.update(revoked_at=now)
    return row_id


def _record(actor: Actor, *, verb: str, row_id: UUID) -> None:
    audit.record(
        verb=verb,
        object_kind="calendar_address",
        object_id=row_id,
        chain=actor.organization_id,
        chain_kind=audit.ORGANIZATION,
    )
