"""How far ahead check-ins are made, and the simplest series. Pure. Rules are in recurrence.py."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from reviews.checkins import recurrence

WRITING_OPENS_BEFORE = timedelta(days=7)
MADE_AHEAD = timedelta(weeks=8)

instant = recurrence.instant


def occurrences(*, starts_on: date, every_weeks: int, until: date) -> Iterator[date]:
    """The series' days, from the first to `until`, inclusive."""
    rule = recurrence.Weekly(every=every_weeks, weekday=starts_on.weekday())
    return recurrence.occurrences(
        (recurrence.Phase(rule, starts_on),), after=starts_on - timedelta(days=1), until=until
    )


def local_date(*, at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
