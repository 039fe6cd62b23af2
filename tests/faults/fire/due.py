"""Which reminders fall due, worked out by hand and never by the product's code.

Whatever depends on the plan of reminders (reviews/reminders) stands here and nowhere else: each
client has one check-in, two days after the campaign's Tuesday; the step "two days before, in the
morning" has passed when the client appears, and no other step passes while the campaign runs.
"""

import hashlib
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

HOME_ZONE = "America/Chicago"
ZONES = (HOME_ZONE, "America/New_York", "America/Denver", "America/Bogota")
TUESDAY, BEGINS_AT = 1, time(10, 30)  # mid-morning in each of the zones: no quiet hours
DAYS_BEFORE = 2  # the step that has passed
CHECKIN_AT = time(15, 0)
EVERY_WEEKS = 12  # so that nothing else comes due
FIRST_EMAIL = "fire0@example.org"
# One in so many clients has left before the mail is sent: it must not go out.
LEFT_EVERY, LEFT_REST = 40, 7


def begins_at(*, real_now: datetime) -> datetime:
    """The campaign's first moment on the one clock (UTC): a Tuesday within the next days."""
    here = real_now.astimezone(ZoneInfo(HOME_ZONE)) + timedelta(days=1)
    day = here.date() + timedelta(days=(TUESDAY - here.weekday()) % 7)
    return datetime.combine(day, BEGINS_AT, tzinfo=ZoneInfo(HOME_ZONE)).astimezone(UTC)


def copy_of(id_of_first: UUID, number: int) -> UUID:
    """The id that stands for an id of client 0 in the copy made for client `number`."""
    if number == 0:
        return id_of_first
    digest = hashlib.md5(f"{id_of_first}{number}".encode(), usedforsecurity=False)
    return UUID(digest.hexdigest())


def email_of(number: int) -> str:
    return f"fire{number}@example.org"


def zone_of(number: int) -> str:
    return ZONES[number % len(ZONES)]


def has_left(number: int) -> bool:
    """Whether that client's account was closed before their reminder could be sent."""
    return number % LEFT_EVERY == LEFT_REST
