"""Dates and times as they are said on screen."""

from datetime import UTC, date, datetime, time

import pytest

from tracker.lib import dates

MONDAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 3), "yesterday"),
        (MONDAY, "today"),
        (date(2026, 5, 5), "tomorrow"),
        (date(2026, 5, 6), "Wednesday, May 6"),
    ],
)
def test_near_days_are_named(day, words):
    assert dates.near_day(day, today=MONDAY) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("Europe/Dublin", "Dublin time"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_named_by_its_place(zone, words):
    assert dates.zone_words(zone) == words


@pytest.mark.parametrize(
    ("hour", "words"),
    [(0, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (18, "Good evening")],
)
def test_the_greeting_follows_the_hour(hour, words):
    assert dates.greeting(datetime(2026, 5, 4, hour, tzinfo=UTC)) == words


def test_times_and_days():
    assert dates.clock_time(time(0, 5)) == "12:05 AM"
    assert dates.clock_time(datetime(2026, 5, 4, 13, 0, tzinfo=UTC)) == "1:00 PM"
    assert dates.full_day(MONDAY) == "May 4, 2026"
    assert dates.number_word(2) == "Two"
    assert dates.number_word(11) == "11"


def test_an_instant_is_shown_in_the_zone_asked_for():
    at = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)

    assert dates.clock_time(dates.local(at, zone="America/Chicago")) == "9:30 AM"
