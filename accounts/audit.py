"""The audit trail: who did or read what, when. Ids and verbs, never words.

A trigger chains each event to the one before it in the same engagement or practice, and writes its
own time, actor and role over whatever a caller says. Source: docs/architecture.md, "Audit".
"""

import json
import uuid
from uuid import UUID

from django.db import connection

ENGAGEMENT = "engagement"
ORGANIZATION = "organization"


def record(  # noqa: PLR0913 - one line of the trail has these columns
    *,
    verb: str,
    object_kind: str,
    object_id: UUID,
    chain: UUID,
    chain_kind: str = ENGAGEMENT,
    payload: dict[str, str | int] | None = None,
) -> None:
    """Add one event to `chain`, as the actor the database knows.

    payload  codes, ids and counts; never a word a person typed.
    The database refuses a chain the actor may not enter.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into accounts_auditevent"
            " (id, chain_kind, chain, verb, object_kind, object_id, payload)"
            " values (%s, %s, %s, %s, %s, %s, %s)",
            [
                uuid.uuid4(),
                chain_kind,
                chain,
                verb,
                object_kind,
                object_id,
                json.dumps(payload or {}),
            ],
        )
