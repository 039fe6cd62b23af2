"""The series: its days, its wall time across a change of clocks, and what is made ahead."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.checkins import times
from reviews.checkins.actions import make_ahead, open_due
from reviews.checkins.models import Cadence, CheckIn
from reviews.checkins.queries import due_to_open, list_checkins


@pytest.mark.parametrize(
    ("day", "wall", "utc"),
    [
        (date(2026, 3, 7), time(9, 30), datetime(2026, 3, 7, 15, 30, tzinfo=UTC)),
        (date(2026, 3, 8), time(9, 30), datetime(2026, 3, 8, 14, 30, tzinfo=UTC)),
        # Skipped by the clock: it moves forward.
        (date(2026, 3, 8), time(2, 30), datetime(2026, 3, 8, 8, 30, tzinfo=UTC)),
        # Shown twice: the first.
        (date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
        (date(2026, 11, 2), time(9, 30), datetime(2026, 11, 2, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_wall_time_is_kept_whatever_the_clocks_do(day, wall, utc):
    assert times.instant(on_date=day, wall_time=wall, zone="America/Chicago") == utc


@settings(max_examples=100, deadline=None)
@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.integers(1, 12),
    st.sampled_from(["America/Chicago", "Europe/Dublin", "Australia/Lord_Howe", "UTC"]),
)
def test_occurrences_keep_their_weekday_and_distance(starts_on, every_weeks, zone):
    until = starts_on + timedelta(weeks=30)
    days = list(times.occurrences(starts_on=starts_on, every_weeks=every_weeks, until=until))
    assert days[0] == starts_on
    assert all(day.weekday() == starts_on.weekday() for day in days)
    assert all(b - a == timedelta(weeks=every_weeks) for a, b in zip(days, days[1:], strict=False))
    assert days[-1] <= until < days[-1] + timedelta(weeks=every_weeks)
    wall = {
        times.instant(on_date=d, wall_time=time(9, 30), zone=zone).astimezone(ZoneInfo(zone)).time()
        for d in days
    }
    assert wall == {time(9, 30)}


@pytest.fixture
def cadence(engagement, eli, being):
    with being(eli):
        return Cadence.objects.get(engagement=engagement)


def test_check_ins_are_made_once_and_further_as_time_goes(cadence, eli, being, now):
    with being(eli):
        before = cadence.checkins.count()
        assert make_ahead(cadence=cadence, now=now) == 0
        assert make_ahead(cadence=cadence, now=now + timedelta(weeks=3)) == 3
        assert cadence.checkins.count() == before + 3
        assert make_ahead(cadence=cadence, now=now + timedelta(weeks=3)) == 0


def test_none_is_made_for_a_time_that_has_passed(cadence, eli, being, now):
    with being(eli):
        cadence.checkins.filter(state=CheckIn.SCHEDULED)
        later = now + timedelta(weeks=20)
        make_ahead(cadence=cadence, now=later)
        made = cadence.checkins.filter(due_at__gt=now + timedelta(weeks=9))
        assert made
        assert not made.filter(due_at__lte=later).exists()


def test_writing_opens_a_week_before(cadence, engagement, eli, being, now):
    with being(eli):
        listed = list_checkins(actor=eli, engagement_ids=[engagement.id])
        assert all(c.due_at - c.opens_at == timedelta(days=7) for c in listed)
        assert due_to_open(now=now) == []
        second = listed[1]
        assert due_to_open(now=second.opens_at) == [second]
        assert due_to_open(now=second.opens_at - timedelta(seconds=1)) == []
        assert open_due(checkins=[second]) == 1
        assert open_due(checkins=[second]) == 0
