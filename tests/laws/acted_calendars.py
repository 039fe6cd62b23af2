"""Calendar addresses in the acted story; see acted.py. Nothing is typed there."""

from typing import Any
from uuid import UUID

from accounts.access import acting_as

TYPED: dict[str, str] = {}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    """Eli makes an address."""
    from django.db import transaction

    from reviews.calendars.actions import make_address

    with acting_as(cast.eli.actor), transaction.atomic():
        make_address(actor=cast.eli.actor, now=now)
