"""What may be wrong with a cadence, each with its sentence beside its field."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from reviews.checkins.recurrence import MonthlyByDate, Phase, Weekly
from reviews.checkins.recurrence_problems import problems

NOW = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)  # a Tuesday
TODAY, JUNE, JULY = date(2026, 5, 12), date(2026, 6, 2), date(2026, 7, 1)
TUESDAY, FRIDAY = 1, 4
WEEKLY = Phase(Weekly(1, FRIDAY), TODAY, JUNE)
FORTNIGHTLY = Phase(Weekly(2, FRIDAY), JUNE)


def found(*phases, wall_time=time(9, 30), zone="Europe/Dublin", now=NOW):
    return problems(phases, wall_time=wall_time, zone=zone, now=now)


def test_a_cadence_that_begins_today_or_later_has_none():
    assert found(WEEKLY) == []
    assert found(WEEKLY, FORTNIGHTLY) == []
    assert found(replace(WEEKLY, until=None)) == []
    assert found(Phase(MonthlyByDate(1, 31), TODAY)) == []


def test_it_starts_in_the_past():
    past = replace(WEEKLY, starts_on=TODAY - timedelta(days=1))
    assert found(past) == [("starts_on_1", "Choose today or a later day.")]


def test_today_is_the_day_where_the_client_lives():
    tuesday = Phase(Weekly(1, TUESDAY), TODAY)
    late = NOW.replace(hour=13)  # already Wednesday on the Chatham Islands
    assert found(tuesday, zone="America/Chicago", wall_time=time(9, 30), now=late) == []
    assert found(tuesday, zone="Pacific/Chatham", wall_time=time(9, 30), now=late) == [
        ("starts_on_1", "Choose today or a later day.")
    ]


def test_its_first_time_of_today_has_passed():
    tuesday = Phase(Weekly(1, TUESDAY), TODAY)
    assert found(tuesday, wall_time=time(11, 1)) == []  # 11:00 in Dublin
    assert found(tuesday, wall_time=time(11, 0)) == [
        ("starts_on_1", "11:00 AM has passed on this day. Choose a later day or time.")
    ]


def test_it_starts_too_far_ahead():
    far = TODAY + timedelta(days=366)
    assert found(Phase(Weekly(1, FRIDAY), far)) == []
    assert found(Phase(Weekly(1, FRIDAY), far + timedelta(days=1))) == [
        ("starts_on_1", "Choose a day within the coming year.")
    ]


def test_it_ends_before_it_starts():
    assert found(replace(WEEKLY, until=TODAY)) == [
        ("ends_on", "This is before May 12, 2026, when the rhythm begins. Choose a later day.")
    ]
    assert found(
        replace(WEEKLY, starts_on=JUNE, until=TODAY), replace(FORTNIGHTLY, starts_on=TODAY)
    ) == [
        ("starts_on_2", "Choose a day after June 2, 2026, when the rhythm before this one begins.")
    ]


def test_it_never_fires():
    friday = date(2026, 5, 15)
    assert found(replace(WEEKLY, until=friday + timedelta(days=1))) == []
    assert found(replace(WEEKLY, until=friday)) == [
        (
            "ends_on",
            "The rhythm would end before its first check-in. It would fall on May 15, 2026."
            " Choose a later day.",
        )
    ]
    assert found(replace(WEEKLY, until=friday), replace(FORTNIGHTLY, starts_on=friday)) == [
        (
            "starts_on_2",
            "The rhythm would end before its first check-in. It would fall on May 15, 2026."
            " Choose a later day.",
        )
    ]


@pytest.mark.parametrize("zone", ["", "Dublin", "Europe", "Europe/Atlantis", "../etc/passwd", "\0"])
def test_its_zone_is_not_known(zone):
    assert found(WEEKLY, zone=zone) == [("zone", "Choose a place from the list.")]


def test_phases_do_not_meet():
    sentence = "Each rhythm begins on the day on which the one before it ends."
    assert found(WEEKLY, replace(FORTNIGHTLY, starts_on=JULY)) == [("starts_on_2", sentence)]
    assert found(replace(WEEKLY, until=None), FORTNIGHTLY) == [("starts_on_2", sentence)]


def test_there_are_none_or_too_many():
    assert found() == [("starts_on_1", "Choose how often you check in.")]
    days = [TODAY + timedelta(weeks=4 * n) for n in range(5)]
    four = [Phase(Weekly(1, FRIDAY), *stretch) for stretch in zip(days[:-1], days[1:], strict=True)]
    assert found(*four[:3]) == []
    assert found(*four) == [("starts_on_3", "There can be three rhythms, one after the other.")]


def test_several_are_said_at_once():
    wrong = replace(WEEKLY, starts_on=TODAY - timedelta(days=1), until=TODAY - timedelta(days=9))
    assert [field for field, _ in found(wrong, zone="Nowhere")] == [
        "starts_on_1",
        "ends_on",
        "zone",
    ]
