"""What the sweep makes ahead: day by day the coming eight weeks, in any rhythm, and nothing twice."""

from datetime import date, time, timedelta

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from reviews.checkins.actions import stop_cadence
from reviews.checkins.ahead import make_ahead
from reviews.checkins.cadences import accept_cadence, propose_cadence
from reviews.checkins.models import Cadence
from reviews.checkins.queries import cadences_to_make_ahead
from reviews.checkins.recurrence import (
    MonthlyByDate,
    MonthlyByWeekday,
    Phase,
    Weekly,
    instant,
    occurrences,
)
from reviews.checkins.times import MADE_AHEAD, local_date

ZONE, NINE = "Pacific/Chatham", time(9, 0)  # its day is another than in UTC for half of it
DAY = timedelta(days=1)


def weekly(start):
    return (Phase(Weekly(1, 4), start),)


def then_closer(start):
    """Friday, and from a Monday ten weeks on each Monday: three days between two times."""
    border = start + 70 * DAY - start.weekday() * DAY
    return (Phase(Weekly(1, 4), start, border), Phase(Weekly(1, 0), border))


def by_date(start):
    return (Phase(MonthlyByDate(1, 31), start),)


def seldom_until_an_end(start):
    return (Phase(MonthlyByWeekday(3, 2, 1), start, start + 200 * DAY),)


@pytest.fixture
def live(engagement, eli, dana, now, being):
    """Makes another rhythm the live one, from today on."""

    def change(phases):
        with being(eli):
            proposed = propose_cadence(
                actor=eli, engagement=engagement, phases=phases, wall_time=NINE, zone=ZONE, now=now
            )
        with being(dana):
            accept_cadence(actor=dana, cadence=proposed, now=now)
        return proposed

    return change


def swept(now):
    with acting_as_system("sweep"), transaction.atomic():
        return make_ahead(cadences=cadences_to_make_ahead(now=now), now=now)


def days_made(cadence):
    with acting_as_system("sweep"), transaction.atomic():
        return set(cadence.checkins.values_list("series_date", flat=True))


@pytest.mark.parametrize("rhythm", [weekly, then_closer, by_date, seldom_until_an_end])
def test_day_by_day_the_coming_eight_weeks_are_made_and_nothing_twice(live, rhythm, now):
    phases = rhythm(local_date(at=now, zone=ZONE) + DAY)
    cadence = live(phases)
    for hours in range(0, 24 * 40, 20):
        at = now + timedelta(hours=hours)
        swept(at)
        until = local_date(at=at + MADE_AHEAD, zone=ZONE)
        assert days_made(cadence) == set(occurrences(phases, after=date(2020, 1, 1), until=until))
        assert swept(at) == 0


def test_a_cadence_with_nothing_missing_is_not_looked_at_again(live, now):
    phases = weekly(local_date(at=now, zone=ZONE) + DAY)
    cadence = live(phases)
    with acting_as_system("sweep"), transaction.atomic():
        assert cadences_to_make_ahead(now=now + 8 * DAY) == [cadence]
        assert make_ahead(cadences=[cadence], now=now + 8 * DAY) >= 1
        assert cadences_to_make_ahead(now=now + 8 * DAY) == []


def test_each_is_kept_with_its_times_and_its_instant(live, now):
    cadence = live(weekly(local_date(at=now, zone=ZONE) + DAY))
    with acting_as_system("sweep"), transaction.atomic():
        made = list(cadence.checkins.order_by("due_at"))
    assert made
    for checkin in made:
        assert checkin.due_at == instant(on_date=checkin.on_date, wall_time=NINE, zone=ZONE)
        assert (checkin.on_date, checkin.wall_time, checkin.zone) == (
            checkin.series_date,
            NINE,
            ZONE,
        )
        assert checkin.due_at - checkin.opens_at == 7 * DAY
        assert checkin.engagement_id == cadence.engagement_id
        assert (checkin.author_id, checkin.why_not, checkin.moved_from_id) == (None, "", None)


def test_nothing_is_made_for_a_series_that_has_ended(engagement, eli, being, now):
    with being(eli):
        cadence = Cadence.objects.get(engagement=engagement)
        assert make_ahead(cadences=[cadence], now=now + 30 * DAY) > 0
        stop_cadence(engagement=engagement, now=now)
        assert make_ahead(cadences=[cadence], now=now + 60 * DAY) == 0
