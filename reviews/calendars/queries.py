"""Whether there is an address, and what a calendar program finds at one."""

from datetime import datetime

from django.db import connection, transaction

from accounts.access import Actor, NotFound, acting_as_system
from reviews.calendars.feed import Event
from reviews.calendars.models import CalendarAddress


def made_at(*, actor: Actor) -> datetime | None:
    """When the address that works was made; None if there is none."""
    return (
        CalendarAddress.objects.filter(
            user_id=actor.user_id, membership_id=actor.membership_id, revoked_at=None
        )
        .values_list("created_at", flat=True)
        .first()
    )


def find_calendar(*, token_hash: bytes) -> tuple[str, list[Event]]:
    """The calendar's name and its times. Raises NotFound, the same for revoked and never made.

    It goes through a door: whoever asks is a program that only has the address.
    """
    with acting_as_system("calendar"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select * from app.calendar_of(%s)", [token_hash])
        rows = cursor.fetchall()
    if not rows:
        raise NotFound
    name = rows[0][0]
    events = [Event(id_, at, f"{name} {code}".strip()) for _, id_, at, code in rows if id_]
    return name, events
