"""The faults of a campaign: the same for the same seed, and none of them forgotten."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.faults.fire import due
from tests.faults.fire.kills import DECK, schedule


def test_the_same_seed_gives_the_same_faults():
    assert schedule(seed=3, kills=50) == schedule(seed=3, kills=50)
    assert schedule(seed=3, kills=50) != schedule(seed=4, kills=50)


def test_a_long_campaign_strikes_everybody_in_every_way():
    struck = Counter((fault.target, fault.kind) for fault in schedule(seed=1, kills=200))
    assert struck.total() == 200
    assert struck.keys() == DECK.keys()


@pytest.mark.parametrize("day", range(1, 15))
def test_it_begins_on_a_tuesday_in_the_morning_of_every_zone(day):
    real_now = datetime(2026, 11, day, 23, tzinfo=UTC)
    begins = due.begins_at(real_now=real_now)
    assert timedelta() < begins - real_now < timedelta(days=9)
    for zone in due.ZONES:
        there = begins.astimezone(ZoneInfo(zone))
        assert there.strftime("%A") == "Tuesday"
        assert 9 <= there.hour < 12
