"""When occurrences fall. Pure: wall time and zone in, instants out.

A wall time that the clock skips moves forward; one that it shows twice means the first
(`zoneinfo` with fold=0). Source: docs/glossary.md, "Cadence".
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WRITING_OPENS_BEFORE = timedelta(days=7)
MADE_AHEAD = timedelta(weeks=8)


def instant(*, on_date: date, wall_time: time, zone: str) -> datetime:
    """The instant (UTC) of a wall time on a day in a zone."""
    return datetime.combine(on_date, wall_time, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def occurrences(*, starts_on: date, every_weeks: int, until: date) -> Iterator[date]:
    """The series' days, from the first to `until`, inclusive."""
    day = starts_on
    while day <= until:
        yield day
        day += timedelta(weeks=every_weeks)


def local_date(*, at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
