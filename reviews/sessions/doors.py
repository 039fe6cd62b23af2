"""The definer function of this room, as Python calls it. The closed list is accounts.doors."""

from uuid import UUID

from django.db import connection


def work_of_own_notes() -> dict[UUID, str]:
    """Engagement → code, the newest first: where the caller wrote notes and may not enter any more."""
    with connection.cursor() as cursor:
        cursor.execute("select engagement_id, code from app.work_of_own_notes()")
        return dict(cursor.fetchall())
