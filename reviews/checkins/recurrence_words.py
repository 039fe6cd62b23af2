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
    first_day,
    occurrences,
)
from tracker.lib import dates

NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
FIRST_TIMES = 6


def rhythm(phases: Phases, *, wall_time: time, zone: str) -> str:
    """ "Every week until June 2, then every two weeks, on Fridays at 9:30 AM (Dublin time)" """
    clock = f"at {dates.clock_time(wall_time)} ({dates.zone_words(zone)})"
    days = [on(phase.rule) for phase in phases]
    parts = [often(phase.rule) for phase in phases]
    if len(set(days)) > 1:
        parts = [f"{part} {day}" for part, day in zip(parts, days, strict=True)]
    year = phases[0].starts_on.year
    for number, phase in enumerate(phases[1:]):
        parts[number] += f" until {_day(phase.starts_on, year=year)}"
    words = ", then ".join(parts)
    words = f"{words}, {days[0]}" if len(set(days)) == 1 else f"{words.removesuffix(',')},"
    end = phases[-1].until
    through = f", through {_day(end - timedelta(days=1), year=year)}" if end else ""
    return dates.capitalized(f"{words} {clock}{through}")


def first_times(phases: Phases, *, wall_time: time, zone: str) -> str:
    """ "The first times would be Friday, June 5, Friday, June 12, … at 9:30 AM (Dublin time)." """
    before = phases[0].starts_on - timedelta(days=1)
    days = list(islice(occurrences(phases, after=before, until=date.max), FIRST_TIMES))
    year = phases[0].starts_on.year
    *others, last = [f"{dates.WEEKDAYS[day.weekday()]}, {_day(day, year=year)}" for day in days]
    clock = f"at {dates.clock_time(wall_time)} ({dates.zone_words(zone)})"
    if not others:
        return f"The only time would be {last}, {clock}."
    which = "first times" if len(days) == FIRST_TIMES else "times"
    return f"The {which} would be {'; '.join(others)}; and {last}; {clock}."


def first_day_words(phases: Phases) -> str:
    """ "Friday, June 5, 2026"; empty for a cadence that never is."""
    days = (first_day(phase) for phase in phases)
    first = next((day for day in days if day), None)
    return f"{dates.WEEKDAYS[first.weekday()]}, {dates.full_day(first)}" if first else ""


def ordinal(number: int) -> str:
    """ "22nd" """
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number in (11, 12, 13) else endings.get(number % 10, 'th')}"


def often(rule: Rule) -> str:
    """ "every two weeks" """
    unit = "week" if isinstance(rule, Weekly) else "month"
    if rule.every == 1:
        return f"every {unit}"
    return f"every {dates.number_word(rule.every).lower()} {unit}s"


def on(rule: Rule) -> str:
    """ "on Fridays", "on the 31st, or the month's last day," with its comma"""
    match rule:
        case Weekly(weekday=weekday):
            return f"on {dates.WEEKDAYS[weekday]}s"
        case MonthlyByWeekday(nth=nth, weekday=weekday):
            return f"on the {NTH[nth]} {dates.WEEKDAYS[weekday]}"
        case MonthlyByDate(day=day) if day > 28:  # not in every month
            return f"on the {ordinal(day)}, or the month's last day,"
        case MonthlyByDate(day=day):
            return f"on the {ordinal(day)}"


def _day(day: date, *, year: int) -> str:
    """With its year, if that is not the one the cadence begins in."""
    return dates.month_day(day) if day.year == year else dates.full_day(day)
