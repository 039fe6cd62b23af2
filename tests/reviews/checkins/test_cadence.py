"""The series: its days, its wall time across a change of clocks, and what is made ahead."""

from datetime import timedelta

import pytest

from reviews.checkins.actions import open_due
from reviews.checkins.ahead import make_ahead
from reviews.checkins.models import Cadence, CheckIn
from reviews.checkins.queries import due_to_open, list_checkins


@pytest.fixture
def cadence(engagement, eli, being):
    with being(eli):
        return Cadence.objects.get(engagement=engagement)


def test_check_ins_are_made_once_and_further_as_time_goes(cadence, eli, being, now):
    with being(eli):
        before = cadence.checkins.count()
        assert make_ahead(cadences=[cadence], now=now) == 0
        assert make_ahead(cadences=[cadence], now=now + timedelta(weeks=3)) == 3
        assert cadence.checkins.count() == before + 3
        assert make_ahead(cadences=[cadence], now=now + timedelta(weeks=3)) == 0


def test_none_is_made_for_a_time_that_has_passed(cadence, eli, being, now):
    with being(eli):
        cadence.checkins.filter(state=CheckIn.SCHEDULED)
        later = now + timedelta(weeks=20)
        make_ahead(cadences=[cadence], now=later)
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
