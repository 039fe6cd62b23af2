"""A rule as two choices: how often, and on which day. Pure."""

from dataclasses import replace

from reviews.checkins.recurrence import MOST_EVERY, MonthlyByDate, MonthlyByWeekday, Rule, Weekly
from reviews.checkins.recurrence_words import NTH, often, on
from tracker.lib.dates import capitalized

Choices = list[tuple[str, str | list[tuple[str, str]]]]


def values_of(rule: Rule) -> tuple[str, str]:
    """The values of both choices: ("weeks-2", "weekday-4"), ("months-3", "last-1")."""
    match rule:
        case Weekly(every=every, weekday=weekday):
            return f"weeks-{every}", f"weekday-{weekday}"
        case MonthlyByWeekday(every=every, nth=nth, weekday=weekday):
            return f"months-{every}", f"{NTH[nth]}-{weekday}"
        case MonthlyByDate(every=every, day=day):
            return f"months-{every}", f"date-{day}"


def rule_of(often: str, on: str) -> Rule | None:
    """The rule of two values that were on offer; None if such a day is not of weeks, or of months."""
    unit, every = often.split("-")
    rule = replace(_DAYS[on], every=int(every))
    return rule if (unit == "weeks") == isinstance(rule, Weekly) else None


_WEEKDAYS: list[Rule] = [Weekly(1, weekday) for weekday in range(7)]
_NTH_WEEKDAYS: list[Rule] = [MonthlyByWeekday(1, nth, day) for nth in NTH for day in range(7)]
_DATES: list[Rule] = [MonthlyByDate(1, day) for day in range(1, 32)]
_DAYS = {values_of(rule)[1]: rule for rule in (*_WEEKDAYS, *_NTH_WEEKDAYS, *_DATES)}


def _counts(one: Rule) -> list[tuple[str, str]]:
    rules = [replace(one, every=every) for every in range(1, MOST_EVERY + 1)]
    return [(values_of(rule)[0], capitalized(often(rule))) for rule in rules]


def _days(rules: list[Rule]) -> list[tuple[str, str]]:
    words = [on(rule).removeprefix("on ").removesuffix(",") for rule in rules]
    return [(values_of(r)[1], capitalized(w)) for r, w in zip(rules, words, strict=True)]


OFTEN: Choices = [("", "Choose"), ("Weeks", _counts(_WEEKDAYS[0])), ("Months", _counts(_DATES[0]))]
ON: Choices = [
    ("", "Choose"),
    ("A day of the week", _days(_WEEKDAYS)),
    ("A weekday of the month", _days(_NTH_WEEKDAYS)),
    ("A date of the month", _days(_DATES)),
]
