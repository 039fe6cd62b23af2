"""The definer functions of this room, as Python calls them. The closed list is accounts.doors."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class ContactToTell:
    """An employer contact for whom a form is there now: their account, or an invitation."""

    user_id: UUID | None
    invitation_id: UUID | None


def name_contact(  # noqa: PLR0913 - one row, and the invitation it may need
    *,
    contact_id: UUID,
    agreement_id: UUID,
    email: str,
    name: str,
    keys: list[str],
    code: str,
    until: datetime,
) -> bool:
    """Who may report which concerns, by the agreement the actor, a client, has signed just now.

    True where they had no form by the version before: they hear that there is one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.name_contact(%s, %s, %s, %s, %s, %s, %s)",
            [contact_id, agreement_id, email, name, json.dumps(keys), code, until],
        )
        return bool(cursor.fetchone()[0])


def contact_lapsed(*, agreement_id: UUID) -> bool:
    """For a clinician of the work: whoever is named never joined, and can no longer."""
    with connection.cursor() as cursor:
        cursor.execute("select app.contact_lapsed(%s)", [agreement_id])
        return bool(cursor.fetchone()[0])


def contact_to_tell(*, contact_id: UUID) -> ContactToTell | None:
    """For the outbox, at the moment of sending: None unless they may report something right now."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.contact_to_tell(%s)", [contact_id])
        user_id, invitation_id = cursor.fetchone()
    return ContactToTell(user_id, invitation_id) if user_id or invitation_id else None
