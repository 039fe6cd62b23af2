"""Each rule by hand: its days, its anchor, its ends, and how it is stored."""

from datetime import UTC, date, datetime, time

import pytest

from reviews.checkins.recurrence import (
    LAST,
    MonthlyByDate,
    MonthlyByWeekday,
    Phase,
    Weekly,
    first_day,
    instant,
    occurrences,
    read,
    write,
)

MONDAY, TUESDAY, FRIDAY = 0, 1, 4
WEEKLY_THEN_FORTNIGHTLY = (
    Phase(Weekly(1, FRIDAY), date(2026, 5, 12), date(2026, 6, 12)),
    Phase(Weekly(2, FRIDAY), date(2026, 6, 12)),
)


def days_of(*phases, after=date(2020, 1, 1), until):
    return [day.isoformat() for day in occurrences(phases, after=after, until=until)]


@pytest.mark.parametrize(
    ("rule", "starts_on", "expected"),
    [
        (Weekly(1, FRIDAY), date(2026, 5, 12), ["2026-05-15", "2026-05-22", "2026-05-29"]),
        (Weekly(1, TUESDAY), date(2026, 5, 12), ["2026-05-12", "2026-05-19", "2026-05-26"]),
        (Weekly(3, MONDAY), date(2026, 5, 12), ["2026-05-18", "2026-06-08", "2026-06-29"]),
        (Weekly(12, FRIDAY), date(2026, 12, 26), ["2027-01-01", "2027-03-26", "2027-06-18"]),
        (MonthlyByDate(1, 15), date(2026, 5, 15), ["2026-05-15", "2026-06-15", "2026-07-15"]),
        (MonthlyByDate(1, 15), date(2026, 5, 16), ["2026-06-15", "2026-07-15", "2026-08-15"]),
        # Every three months count from the first occurrence, not from the month of the first day.
        (MonthlyByDate(3, 15), date(2026, 5, 16), ["2026-06-15", "2026-09-15", "2026-12-15"]),
        (MonthlyByDate(1, 31), date(2027, 1, 31), ["2027-01-31", "2027-02-28", "2027-03-31"]),
        (MonthlyByDate(1, 31), date(2027, 2, 28), ["2027-02-28", "2027-03-31", "2027-04-30"]),
        (MonthlyByDate(1, 30), date(2028, 1, 31), ["2028-02-29", "2028-03-30", "2028-04-30"]),
        (MonthlyByDate(12, 29), date(2027, 2, 1), ["2027-02-28", "2028-02-29", "2029-02-28"]),
        (MonthlyByWeekday(1, 2, TUESDAY), date(2026, 5, 12), ["2026-05-12", "2026-06-09"]),
        (MonthlyByWeekday(1, 2, TUESDAY), date(2026, 5, 13), ["2026-06-09", "2026-07-14"]),
        (MonthlyByWeekday(1, 1, FRIDAY), date(2026, 5, 1), ["2026-05-01", "2026-06-05"]),
        (MonthlyByWeekday(1, 4, FRIDAY), date(2026, 5, 1), ["2026-05-22", "2026-06-26"]),
        (MonthlyByWeekday(2, LAST, FRIDAY), date(2026, 5, 1), ["2026-05-29", "2026-07-31"]),
        (MonthlyByWeekday(1, LAST, MONDAY), date(2027, 2, 1), ["2027-02-22", "2027-03-29"]),
    ],
)
def test_each_rule_falls_on_its_days(rule, starts_on, expected):
    found = days_of(Phase(rule, starts_on), until=date(2030, 1, 1))
    assert found[: len(expected)] == expected


def test_the_stretch_leaves_out_its_first_day_and_keeps_its_last():
    weekly = Phase(Weekly(1, FRIDAY), date(2026, 5, 1))
    found = days_of(weekly, after=date(2026, 5, 1), until=date(2026, 5, 15))
    assert found == ["2026-05-08", "2026-05-15"]


def test_stretches_side_by_side_miss_none_and_repeat_none():
    whole = days_of(*WEEKLY_THEN_FORTNIGHTLY, until=date(2026, 9, 30))
    parts = [
        days_of(
            *WEEKLY_THEN_FORTNIGHTLY, after=date(2026, month, 5), until=date(2026, month + 1, 5)
        )
        for month in range(4, 9)
    ]
    assert sum(parts, []) == [day for day in whole if day <= "2026-09-05"]


def test_a_phase_ends_before_its_last_day_and_the_next_begins_with_it():
    assert days_of(*WEEKLY_THEN_FORTNIGHTLY, until=date(2026, 7, 11)) == [
        "2026-05-15",
        "2026-05-22",
        "2026-05-29",
        "2026-06-05",
        "2026-06-12",  # the border: once, and by the second rule
        "2026-06-26",
        "2026-07-10",
    ]


def test_an_ended_cadence_has_no_more_days():
    ended = Phase(MonthlyByDate(1, 31), date(2027, 1, 1), date(2027, 2, 28))
    assert days_of(ended, until=date(2030, 1, 1)) == ["2027-01-31"]
    assert days_of(ended, after=date(2027, 1, 31), until=date(2030, 1, 1)) == []


def test_a_phase_can_be_too_short_for_any_day():
    assert first_day(Phase(Weekly(1, FRIDAY), date(2026, 5, 11), date(2026, 5, 16))) is not None
    assert first_day(Phase(Weekly(1, FRIDAY), date(2026, 5, 11), date(2026, 5, 15))) is None
    assert first_day(Phase(MonthlyByDate(1, 1), date(2026, 5, 2), date(2026, 6, 1))) is None


def test_the_calendars_own_ends_are_no_trouble():
    for rule in (Weekly(12, FRIDAY), MonthlyByDate(12, 31), MonthlyByWeekday(12, LAST, FRIDAY)):
        assert first_day(Phase(rule, date.max)) == date.max  # a Friday
        days = list(occurrences((Phase(rule, date.min),), after=date(9990, 1, 1), until=date.max))
        assert days[0] > date(9990, 1, 1)
        assert not list(occurrences((Phase(rule, date.min),), after=date.max, until=date.max))


@pytest.mark.parametrize(
    ("zone", "day", "wall", "utc"),
    [
        ("Europe/Dublin", date(2026, 3, 28), time(1, 30), "2026-03-28T01:30"),
        ("Europe/Dublin", date(2026, 3, 29), time(1, 30), "2026-03-29T01:30"),  # skipped: 2:30
        ("Europe/Dublin", date(2026, 10, 25), time(1, 30), "2026-10-25T00:30"),  # twice: the first
        ("America/Chicago", date(2026, 3, 8), time(2, 30), "2026-03-08T08:30"),
        ("America/Chicago", date(2026, 11, 1), time(1, 30), "2026-11-01T06:30"),
        (
            "Australia/Lord_Howe",
            date(2026, 10, 4),
            time(2, 15),
            "2026-10-03T15:45",
        ),  # by half an hour
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04T14:45"),
        ("Asia/Kathmandu", date(2026, 6, 1), time(9, 30), "2026-06-01T03:45"),
    ],
)
def test_a_skipped_time_moves_forward_and_a_doubled_one_is_the_first(zone, day, wall, utc):
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert instant(on_date=day, wall_time=wall, zone=zone) == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda: Weekly(0, FRIDAY),
        lambda: Weekly(13, FRIDAY),
        lambda: Weekly(1, 7),
        lambda: Weekly(True, FRIDAY),
        lambda: Weekly(1.0, FRIDAY),
        lambda: MonthlyByDate(1, 0),
        lambda: MonthlyByDate(1, 32),
        lambda: MonthlyByDate(13, 1),
        lambda: MonthlyByWeekday(1, 0, FRIDAY),
        lambda: MonthlyByWeekday(1, 5, FRIDAY),
        lambda: MonthlyByWeekday(1, -2, FRIDAY),
        lambda: MonthlyByWeekday(1, 1, -1),
    ],
)
def test_a_rule_that_cannot_be_is_refused(make):
    with pytest.raises(ValueError, match="is not within"):
        make()


STORED = [
    {"rule": "weekly", "every": 1, "weekday": 4, "starts_on": "2026-05-12", "until": "2026-06-12"},
    {
        "rule": "monthly_by_weekday",
        "every": 2,
        "nth": -1,
        "weekday": 1,
        "starts_on": "2026-06-12",
        "until": "2027-01-01",
    },
    {"rule": "monthly_by_date", "every": 3, "day": 31, "starts_on": "2027-01-01", "until": None},
]


def test_a_cadence_is_stored_as_plain_data_and_comes_back():
    phases = (
        Phase(Weekly(1, 4), date(2026, 5, 12), date(2026, 6, 12)),
        Phase(MonthlyByWeekday(2, -1, 1), date(2026, 6, 12), date(2027, 1, 1)),
        Phase(MonthlyByDate(3, 31), date(2027, 1, 1)),
    )
    assert write(phases) == STORED
    assert read(STORED) == phases


def without(name):
    return {key: value for key, value in STORED[0].items() if key != name}


@pytest.mark.parametrize(
    "stored",
    [
        [],
        None,
        "weekly",
        {"rule": "weekly"},
        ["weekly"],
        [None],
        [STORED[0] | {"rule": "daily"}],
        [STORED[0] | {"rule": []}],
        [STORED[0] | {"every": 13}],
        [STORED[0] | {"every": True}],
        [STORED[0] | {"every": 1.0}],
        [STORED[0] | {"every": "1"}],
        [STORED[0] | {"day": 4}],
        [STORED[0] | {"starts_on": "20260512"}],
        [STORED[0] | {"starts_on": "2026-02-30"}],
        [STORED[0] | {"starts_on": None}],
        [STORED[0] | {"until": ""}],
        *([without(name)] for name in STORED[0]),
        [STORED[0], STORED[2]],  # a gap
        [STORED[0] | {"until": None}, STORED[1]],  # an overlap
        [STORED[1], STORED[0]],
        [STORED[0], STORED[1], STORED[2] | {"until": "2027-06-01"}, STORED[0]],
        [STORED[0] | {"until": "2026-05-12"}],  # ends as it begins
    ],
)
def test_a_stored_value_that_does_not_fit_is_refused(stored):
    assert read([STORED[0]])
    with pytest.raises(ValueError):
        read(stored)
