"""The definer function of this room, as Python calls it. The closed list is accounts.doors."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class ToTell:
    """Which record its client may read by now and was not told of; ids alone."""

    id: UUID
    client_id: UUID
    organization_id: UUID


def disclosures_to_tell() -> list[ToTell]:
    """For the sweep alone; nothing for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.disclosures_to_tell()")
        return [ToTell(*row) for row in cursor.fetchall()]
