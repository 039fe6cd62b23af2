"""Dates and times as they are said on screen."""

from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone

WEEKDAYS: dict[int, str] = {
    0: "Monday",
    1: "Tuesday",
    2: "Wednesday",
    3: "Thursday",
    4: "Friday",
    5: "Saturday",
    6: "Sunday",
}
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def month_day(day: date) -> str:
    """ "May 4" """
    return dateformat.format(day, "F j")


def weekday_day(day: date) -> str:
    """ "Monday, May 4" """
    return dateformat.format(day, "l, F j")


def full_day(day: date) -> str:
    """ "May 4, 2026" """
    return dateformat.format(day, "F j, Y")


def clock_time(at: datetime | time) -> str:
    """ "9:30 AM" """
    return dateformat.time_format(at if isinstance(at, time) else at.time(), "g:i A")


def near_day(day: date, *, today: date) -> str:
    """ "today", "tomorrow", "yesterday", else "Monday, May 4". In the middle of a sentence."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((day - today).days) or weekday_day(day)


def said_at(at: datetime, *, now: datetime) -> str:
    """ "today at 9:42 AM", "on Monday, May 4 at 9:42 AM", in the zone the request is in."""
    here = local(at)
    day = near_day(here.date(), today=local(now).date())
    near = day in ("today", "tomorrow", "yesterday")
    return f"{day if near else f'on {day}'} at {clock_time(here)}"


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one: January 31 → April 30."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def capitalized(words: str) -> str:
    """The first letter large, the others left as they are."""
    return words[:1].upper() + words[1:]


def local(at: datetime, *, zone: str | None = None) -> datetime:
    """The instant in `zone` (IANA name), or in the zone the request is in."""
    return timezone.localtime(at, ZoneInfo(zone) if zone else None)


def zone_words(zone: str) -> str:
    """ "Europe/Dublin" as "Dublin time"."""
    if zone == "UTC":
        return zone
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def number_word(count: int) -> str:
    """A small number at the start of a sentence: "Two"; figures above ten."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def greeting(at: datetime) -> str:
    """ "Good morning", by the hour of `at` in its own zone."""
    if at.hour < 12:
        return "Good morning"
    return "Good afternoon" if at.hour < 18 else "Good evening"
