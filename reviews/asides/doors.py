"""The doors of this room: who receives a request, and making one. A client's rights show neither."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class SomebodyElse:
    """Who receives a request to speak to somebody else."""

    name: str  # the named person's; "" for the practice's administrators
    own_clinician: bool  # the named person works with the client, or once did


def somebody_else(*, engagement_id: UUID) -> SomebodyElse | None:
    """None where everybody in the practice works with this client, or it is not the actor's own."""
    with connection.cursor() as cursor:
        cursor.execute("select name, own_clinician from app.somebody_else(%s)", [engagement_id])
        row = cursor.fetchone()
    return SomebodyElse(*row) if row else None


def ask_to_speak(*, request_id: UUID, engagement_id: UUID) -> UUID | None:
    """The request that is open now, told to whoever receives it; None where there is nobody."""
    with connection.cursor() as cursor:
        cursor.execute("select app.ask_to_speak(%s, %s)", [request_id, engagement_id])
        row = cursor.fetchone()
    return row[0] if row else None


def tell_passed_on() -> None:
    """For the sweep: who receives an open request in somebody's place hears that something waits."""
    with connection.cursor() as cursor:
        cursor.execute("select app.tell_asides_passed_on()")


def asked_of(*, request_id: UUID) -> str:
    """Who received the client's own request: a name; "" for the practice's administrators."""
    with connection.cursor() as cursor:
        cursor.execute("select app.aside_asked_of(%s)", [request_id])
        row = cursor.fetchone()
    return row[0] or "" if row else ""
