"""The definer functions of this room, as Python calls them. The closed list is accounts.doors."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class ReaderToTell:
    """Whom to tell about a release that can be read right now."""

    user_id: UUID | None
    invitation_id: UUID | None
    expires_at: datetime


def live_releases() -> set[UUID]:
    """What the actor, an employer contact, may read at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.live_releases()")
        return {row[0] for row in cursor.fetchall()}


def find_reader(*, recipient_id: UUID, email: str, name: str, until: datetime) -> bool:
    """Link the recipient to an account, or to an invitation that waits. False: they have left."""
    with connection.cursor() as cursor:
        cursor.execute("select app.find_reader(%s, %s, %s, %s)", [recipient_id, email, name, until])
        return bool(cursor.fetchone()[0])


def reader_to_tell(*, release_id: UUID) -> ReaderToTell | None:
    """For the outbox, at the moment of sending: None unless the release can be read right now."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.reader_to_tell(%s)", [release_id])
        user_id, invitation_id, expires_at = cursor.fetchone()
    return ReaderToTell(user_id, invitation_id, expires_at) if expires_at else None


def check_document(*, code_hash: bytes | None, file_hash: bytes | None) -> str:
    """ "unchanged", "over" or "unknown"; nothing else of the document."""
    with connection.cursor() as cursor:
        cursor.execute("select app.check_document(%s, %s)", [code_hash, file_hash])
        return str(cursor.fetchone()[0])


def hold_recipient(recipient_id: UUID) -> None:
    """Until this transaction ends, nobody else changes what this recipient may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"recipient:{recipient_id}"]
        )
