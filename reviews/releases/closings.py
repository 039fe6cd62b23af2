"""Something went to the wrong person: one act closes what one reader was given, or everybody.

It protects: nothing is given or opened here, so it does not wait for the client, who is told. Only
their own new release opens anything again.
"""

from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, require_fresh
from reviews.releases import doors, rules
from reviews.releases.models import Recipient


def close_reader(
    *, actor: Actor, recipient: Recipient, authenticated_at: datetime, now: datetime
) -> None:
    """Everything this client ever released to this reader, at once. Again changes nothing.

    Raises NotFresh; NotAllowed for anybody but the client's clinician, or whoever covers.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not rules.can_close_reader(actor, recipient.engagement):
        raise NotAllowed
    doors.close_releases(
        recipient_id=recipient.id, reader_id=None, authenticated_at=authenticated_at
    )


def close_readers(
    *, actor: Actor, reader_id: UUID | None, authenticated_at: datetime, now: datetime
) -> None:
    """Everything one account was ever given in this practice, whoever the client is.

    reader_id  None: everybody outside. Again changes nothing. Raises NotFresh; NotAllowed for
    anybody but an administrator, who sees no text by it.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not rules.can_close_readers(actor):
        raise NotAllowed
    doors.close_releases(recipient_id=None, reader_id=reader_id, authenticated_at=authenticated_at)
    audit.record(
        verb="close_readers",
        object_kind="user" if reader_id else "organization",
        object_id=reader_id or actor.organization_id,
        chain=actor.organization_id,
        chain_kind=audit.ORGANIZATION,
    )
