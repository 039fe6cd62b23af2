"""Clients whom mails do not reach: ids of engagements, and since when. Which mail is not said."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The last mail that was given up, if none has arrived since; for two weeks."""

    engagement_id: UUID
    at: datetime


def list_undelivered() -> list[Undelivered]:
    """Those of the clinician who asks, by the database's own knowledge; nothing for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.mails_not_arrived() order by at")
        return [Undelivered(*row) for row in cursor.fetchall()]
