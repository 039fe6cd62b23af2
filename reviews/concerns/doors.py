"""The definer functions of this room, as Python calls them. The closed list is accounts.doors."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

OVER = "over"  # the work has ended


@dataclass(frozen=True, slots=True)
class AgreedForm:
    """What an employer contact may report by one agreement; nothing of whose it is."""

    id: UUID
    keys: list[str]  # of agreements.terms.LISTED
    agreed_on: date
    today: date  # where the practice is
    code: str  # tells it apart from another agreement of the same day


def agreed_forms() -> list[AgreedForm]:
    """The actor's, an employer contact's, at this moment; the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, array(select jsonb_array_elements_text(keys)), agreed_on, today, code"
            " from app.agreed_forms() order by agreed_on, id"
        )
        return [AgreedForm(*row) for row in cursor.fetchall()]


def report_agreed(*, concern_id: UUID, form_id: UUID, key: str, on: date) -> bool:
    """False where this is not theirs to report. Sent again, it is taken and changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select app.report_agreed(%s, %s, %s, %s)", [concern_id, form_id, key, on])
        return bool(cursor.fetchone()[0])


def tell_second(*, concern_id: UUID, copy_id: UUID, words: bytes) -> str:
    """ "told"; OVER; "" for whoever is not asked about that copy."""
    with connection.cursor() as cursor:
        cursor.execute("select app.tell_second(%s, %s, %s)", [concern_id, copy_id, words])
        return str(cursor.fetchone()[0] or "")


def second_told_at(*, copy_id: UUID) -> datetime | None:
    """When the actor sent the last concern beside the copy they are asked about."""
    with connection.cursor() as cursor:
        cursor.execute("select app.second_told_at(%s)", [copy_id])
        at: datetime | None = cursor.fetchone()[0]
    return at
