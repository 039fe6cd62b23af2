"""How far ahead check-ins are made and opened, and the day it is somewhere."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WRITING_OPENS_BEFORE = timedelta(days=7)
MADE_AHEAD = timedelta(weeks=8)


def local_date(*, at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
