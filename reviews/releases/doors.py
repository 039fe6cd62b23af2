"""The database's functions of this room, as Python calls them.

The closed list of those that pass row policies is accounts.doors.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class ReaderToTell:
    """Whom to tell about a release that can be read right now."""

    user_id: UUID | None
    invitation_id: UUID | None
    last_day: date  # it can be read, as the client signed it


def live_releases() -> set[UUID]:
    """What the actor, an employer contact, may read at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.live_releases()")
        return {row[0] for row in cursor.fetchall()}


def preview_ends(*, report_id: UUID) -> datetime | None:
    """Until then the client alone reads this version; None if the actor cannot see it signed."""
    with connection.cursor() as cursor:
        cursor.execute("select app.preview_ends(%s)", [report_id])
        ends: datetime | None = cursor.fetchone()[0]
        return ends


def leaves_out(*, report_id: UUID, parts: list[str]) -> bool:
    """Whether something the agreement lists would be left out of these parts of this version."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from app.unstated_concerns(%s, %s))",
            [report_id, json.dumps(parts)],
        )
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class ReleaseTimes:
    """opens_at  its wait over, and what held it back taken back; None: it is held back now."""

    opens_at: datetime | None
    leaves_out: bool  # something that the agreement lists


def release_times(*, engagement_id: UUID) -> dict[UUID, ReleaseTimes]:
    """By release, each of this work. None of somebody else's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, opens_at, leaves_out from app.release_times(%s)", [engagement_id]
        )
        return {row[0]: ReleaseTimes(*row[1:]) for row in cursor.fetchall()}


def release_is_held(*, release_id: UUID) -> bool:
    """For the outbox: it is held back, and goes on once what holds it is taken back."""
    with connection.cursor() as cursor:
        cursor.execute("select app.release_is_held(%s)", [release_id])
        return bool(cursor.fetchone()[0])


def find_reader(*, recipient_id: UUID, email: str, name: str, until: datetime) -> bool:
    """Link the recipient to an account, or to an invitation that waits. False: they have left."""
    with connection.cursor() as cursor:
        cursor.execute("select app.find_reader(%s, %s, %s, %s)", [recipient_id, email, name, until])
        return bool(cursor.fetchone()[0])


def reader_to_tell(*, release_id: UUID) -> ReaderToTell | None:
    """For the outbox, at the moment of sending: None unless the release can be read right now."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.reader_to_tell(%s)", [release_id])
        user_id, invitation_id, last_day = cursor.fetchone()
    return ReaderToTell(user_id, invitation_id, last_day) if last_day else None


def renew_invitation(*, release_id: UUID, lasts: timedelta) -> None:
    """For the outbox, at the moment of sending: the invitation lasts from now on, once more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.renew_invitation(%s, make_interval(secs => %s))",
            [release_id, lasts.total_seconds()],
        )


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


@dataclass(frozen=True, slots=True)
class ClosedOpening:
    """One time somebody opened what is closed now; no verb and no time: it was never opened."""

    release_id: UUID
    code: str  # of the work
    reader_id: UUID | None  # their account, if they ever joined
    released_at: datetime
    closed_at: datetime
    verb: str | None  # read | download
    opened_at: datetime | None


def close_releases(
    *, recipient_id: UUID | None, reader_id: UUID | None, authenticated_at: datetime
) -> None:
    """Whatever one reader was given, or everybody outside; again changes nothing.

    A clinician names a recipient of somebody they work with; an administrator an account, or nobody
    and means everybody. Out of reach, nothing is closed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.close_releases(%s, %s, %s)", [recipient_id, reader_id, authenticated_at]
        )


def closed_openings(*, recipient_id: UUID | None) -> list[ClosedOpening]:
    """Who opened what is closed, newest closing first: by reader for a clinician; all for an
    administrator. The reading enters the trail of each client whose releases are among them.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from app.closed_openings(%s, null)", [recipient_id])
        return [ClosedOpening(*row) for row in cursor.fetchall()]
