"""Who works with Eli in the acted story; see acted.py. Nothing is typed."""

from typing import Any
from uuid import UUID

from tests import covers


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    """Mo agrees to cover, and ends it before it begins."""
    cover = covers.ask(cast, engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    covers.end(cast, cover, now=now)
