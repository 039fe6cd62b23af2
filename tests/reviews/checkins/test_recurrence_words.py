"""A cadence as both people read it."""

from datetime import date, time

import pytest

from reviews.checkins.recurrence import LAST, MonthlyByDate, MonthlyByWeekday, Phase, Weekly
from reviews.checkins.recurrence_words import first_times, ordinal, rhythm

TUESDAY, FRIDAY = 1, 4
MAY, JUNE, NEXT_YEAR = date(2026, 5, 1), date(2026, 6, 2), date(2027, 1, 8)


def said(*phases, zone="Europe/Dublin"):
    return rhythm(phases, wall_time=time(9, 30), zone=zone)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Weekly(1, FRIDAY), "Every week, on Fridays at 9:30 AM (Dublin time)"),
        (Weekly(2, FRIDAY), "Every two weeks, on Fridays at 9:30 AM (Dublin time)"),
        (Weekly(12, TUESDAY), "Every 12 weeks, on Tuesdays at 9:30 AM (Dublin time)"),
        (MonthlyByDate(1, 22), "Every month, on the 22nd at 9:30 AM (Dublin time)"),
        (
            MonthlyByDate(3, 31),
            "Every three months, on the 31st, or the month's last day, at 9:30 AM (Dublin time)",
        ),
        (
            MonthlyByWeekday(1, 2, TUESDAY),
            "Every month, on the second Tuesday at 9:30 AM (Dublin time)",
        ),
        (
            MonthlyByWeekday(2, LAST, FRIDAY),
            "Every two months, on the last Friday at 9:30 AM (Dublin time)",
        ),
    ],
)
def test_one_rule_is_one_sentence(rule, words):
    assert said(Phase(rule, MAY)) == words


def test_two_rhythms_on_one_day_name_the_day_once():
    assert said(Phase(Weekly(1, FRIDAY), MAY, JUNE), Phase(Weekly(2, FRIDAY), JUNE)) == (
        "Every week until June 2, then every two weeks, on Fridays at 9:30 AM (Dublin time)"
    )


def test_rhythms_on_different_days_name_each():
    first = Phase(Weekly(1, FRIDAY), MAY, JUNE)
    second = Phase(MonthlyByWeekday(1, 2, TUESDAY), JUNE, NEXT_YEAR)
    assert said(first, second, Phase(MonthlyByDate(3, 31), NEXT_YEAR)) == (
        "Every week on Fridays until June 2, then every month on the second Tuesday until"
        " January 8, 2027, then every three months on the 31st, or the month's last day,"
        " at 9:30 AM (Dublin time)"
    )


def test_an_end_names_the_last_day_and_its_year_where_it_is_another():
    assert said(Phase(Weekly(1, FRIDAY), MAY, JUNE)) == (
        "Every week, on Fridays at 9:30 AM (Dublin time), through June 1"
    )
    assert said(Phase(Weekly(1, FRIDAY), MAY, NEXT_YEAR), zone="UTC") == (
        "Every week, on Fridays at 9:30 AM (UTC), through January 7, 2027"
    )


def first(*phases):
    return first_times(phases, wall_time=time(14), zone="Europe/Dublin")


def test_the_first_six_times_are_named_and_none_after_the_end():
    assert first(Phase(MonthlyByDate(1, 31), MAY)) == (
        "The first times would be Sunday, May 31; Tuesday, June 30; Friday, July 31; Monday,"
        " August 31; Wednesday, September 30; and Saturday, October 31; at 2:00 PM (Dublin time)."
    )
    assert first(Phase(Weekly(1, FRIDAY), date(2026, 12, 20), date(2027, 1, 2))) == (
        "The times would be Friday, December 25; and Friday, January 1, 2027;"
        " at 2:00 PM (Dublin time)."
    )
    assert first(Phase(Weekly(1, FRIDAY), date(2026, 12, 20), date(2026, 12, 27))) == (
        "The only time would be Friday, December 25, at 2:00 PM (Dublin time)."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (31, "31st")],
)
def test_dates_are_said_as_ordinals(number, words):
    assert ordinal(number) == words
