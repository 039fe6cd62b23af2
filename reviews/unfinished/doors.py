"""The definer functions of this room, as Python calls them. The closed list is accounts.doors."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Going:
    """Whose drafts of work that is over go, and when: never what they are, nor a word of them.

    warned_at  of a mail since the first of them was begun: an earlier one was about others.
    """

    engagement_id: UUID
    author_id: UUID
    organization_id: UUID
    warned_at: datetime | None
    goes_at: datetime


def drafts_of_ended_work() -> list[Going]:
    """For the sweep alone."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.drafts_of_ended_work()")
        return [Going(*row) for row in cursor.fetchall()]


def drop_drafts() -> None:
    """Delete those whose time has come. Raises for anybody but the sweep."""
    with connection.cursor() as cursor:
        cursor.execute("select app.drop_drafts()")
