"""A cadence in words, as both people read it. Pure."""

from datetime import date, time, timedelta
from itertools import islice

from reviews.checkins.recurrence import (
    LAST,
    MonthlyByDate,
    MonthlyByWeekday,
    Phases,
    Rule,
    Weekly,
    occurrences,
)
from tracker.lib import dates

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
FIRST_TIMES = 6


def rhythm(phases: Phases, *, wall_time: time, zone: str) -> str:
    """ "Every week until June 2, then every two weeks, on Fridays at 9:30 AM (Dublin time)" """
    clock = f"at {dates.clock_time(wall_time)} ({dates.zone_words(zone)})"
    days = [_on(phase.rule) for phase in phases]
    parts = [_often(phase.rule) for phase in phases]
    if len(set(days)) > 1:
        parts = [f"{often} {day}" for often, day in zip(parts, days, strict=True)]
    year = phases[0].starts_on.year
    for number, phase in enumerate(phases[1:]):
        parts[number] += f" until {_day(phase.starts_on, year=year)}"
    words = ", then ".join(parts)
    words = f"{words}, {days[0]}" if len(set(days)) == 1 else f"{words.removesuffix(',')},"
    end = phases[-1].until
    through = f", through {_day(end - timedelta(days=1), year=year)}" if end else ""
    return dates.capitalized(f"{words} {clock}{through}")


def first_times(phases: Phases, *, wall_time: time) -> str:
    """ "Friday, June 5; Friday, June 12; … at 9:30 AM": the first six days, fewer if it ends."""
    before = phases[0].starts_on - timedelta(days=1)
    days = islice(occurrences(phases, after=before, until=date.max), FIRST_TIMES)
    year = phases[0].starts_on.year
    said = [f"{WEEKDAYS[day.weekday()]}, {_day(day, year=year)}" for day in days]
    return f"{'; '.join(said)}; at {dates.clock_time(wall_time)}"


def ordinal(number: int) -> str:
    """ "22nd" """
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number in (11, 12, 13) else endings.get(number % 10, 'th')}"


def _often(rule: Rule) -> str:
    unit = "week" if isinstance(rule, Weekly) else "month"
    if rule.every == 1:
        return f"every {unit}"
    return f"every {dates.number_word(rule.every).lower()} {unit}s"


def _on(rule: Rule) -> str:
    match rule:
        case Weekly(weekday=weekday):
            return f"on {WEEKDAYS[weekday]}s"
        case MonthlyByWeekday(nth=nth, weekday=weekday):
            return f"on the {NTH[nth]} {WEEKDAYS[weekday]}"
        case MonthlyByDate(day=day) if day > 28:  # not in every month
            return f"on the {ordinal(day)}, or the month's last day,"
        case MonthlyByDate(day=day):
            return f"on the {ordinal(day)}"


def _day(day: date, *, year: int) -> str:
    """With its year, if that is not the one the cadence begins in."""
    return dates.month_day(day) if day.year == year else dates.full_day(day)
