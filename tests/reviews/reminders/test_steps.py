"""When a reminder goes out, decided without a database: over zones, both changes of the clocks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.checkins.recurrence import MonthlyByDate, Phase, Weekly, instant
from reviews.reminders.steps import (
    EVERY_STEP,
    MORNING,
    STEPS,
    Hours,
    Occasion,
    gap_around,
    goes_at,
    step_due,
)

CHICAGO = "America/Chicago"
TUESDAY = date(2026, 6, 2)
DAYS = Hours(time(9), time(19), frozenset({6}), CHICAGO)
BY_NAME = {step.name: step for step in STEPS}
# Two that change their clocks in different weeks, one of half an hour, one at midnight, one never.
ZONES = (CHICAGO, "Europe/Dublin", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata")


def occasion(**changes: object) -> Occasion:
    values = {
        "on_date": TUESDAY,
        "zone": CHICAGO,
        "form_is_open": True,
        "gap": None,
        "at": time(10),
        **changes,
    }
    at = values.pop("at")
    due_at = instant(on_date=values["on_date"], wall_time=at, zone=values["zone"])
    return Occasion(due_at=due_at, **values)


def at(day: date, hour: int, minute: int = 0, zone: str = CHICAGO) -> datetime:
    return instant(on_date=day, wall_time=time(hour, minute), zone=zone)


def goes(name: str, *, now: datetime, **changes: object) -> datetime | None:
    values = {"chosen": EVERY_STEP, "hours": DAYS, "sent": (), "about": occasion(), **changes}
    about = values.pop("about")
    return goes_at(BY_NAME[name], about, now=now, **values)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "due"),
    [
        (date(2026, 5, 26), 8, 59, None),
        (date(2026, 5, 26), 9, 0, "week"),
        (date(2026, 5, 31), 8, 59, "week"),
        (date(2026, 5, 31), 9, 0, "two_days"),
        (date(2026, 6, 2), 8, 59, "two_days"),
        (date(2026, 6, 2), 9, 0, "same_day"),
        (date(2026, 6, 2), 9, 59, "same_day"),
        (date(2026, 6, 2), 10, 0, None),
        (date(2026, 6, 3), 9, 0, "day_after"),
        (date(2026, 6, 5), 9, 0, "three_days_after"),
        (date(2026, 6, 9), 9, 0, None),
    ],
)
def test_one_step_is_due_and_the_latest_one(day, hour, minute, due):
    found = step_due(occasion(), chosen=EVERY_STEP, now=at(day, hour, minute))
    assert (found.name if found else None) == due


def test_nothing_after_its_time_where_no_form_is_open():
    after = at(date(2026, 6, 3), 9)
    assert step_due(occasion(), chosen=EVERY_STEP, now=after) == BY_NAME["day_after"]
    assert step_due(occasion(form_is_open=False), chosen=EVERY_STEP, now=after) is None


def test_a_step_that_was_not_chosen_leaves_its_time_to_the_one_before():
    chosen = EVERY_STEP - {"two_days"}
    found = step_due(occasion(), chosen=chosen, now=at(date(2026, 6, 1), 9))
    assert found == BY_NAME["week"]


@pytest.mark.parametrize(
    ("gap", "left"),
    [
        (7, {"two_days", "same_day", "day_after", "three_days_after"}),
        (14, EVERY_STEP),
        (5, {"two_days", "same_day", "day_after"}),
        (3, {"same_day", "day_after"}),
        (1, {"same_day"}),
    ],
)
def test_no_step_is_longer_than_half_the_interval(gap, left):
    moments = {name: at(TUESDAY + timedelta(days=step.days), 9) for name, step in BY_NAME.items()}
    found = {
        name
        for name, moment in moments.items()
        if step_due(occasion(gap=gap), chosen=[name], now=moment)
    }
    assert found == left


def test_the_interval_is_that_of_the_rhythm_around_the_day():
    weekly = Phase(Weekly(1, 1), date(2026, 5, 5), date(2026, 6, 3))
    monthly = Phase(MonthlyByDate(1, 20), date(2026, 6, 3), None)
    assert gap_around((weekly,), TUESDAY) == 7  # the last one: from the one before
    assert gap_around((weekly,), date(2026, 5, 5)) == 7  # the first one
    assert gap_around((weekly,), date(2026, 5, 7)) == 7  # one that was moved
    assert gap_around((weekly, monthly), TUESDAY) == 7
    assert gap_around((weekly, monthly), date(2026, 6, 20)) is None
    assert gap_around((Phase(Weekly(2, 1), TUESDAY),), TUESDAY) == 14


def test_a_quiet_hour_puts_it_off_to_the_next_opening():
    monday = date(2026, 6, 1)
    assert goes("two_days", now=at(monday, 8)) == at(monday, 9)
    assert goes("two_days", now=at(monday, 18, 59)) == at(monday, 18, 59)
    assert goes("two_days", now=at(monday, 19)) is None  # the morning's own mail comes first
    # May 31 is a Sunday: two days before falls on it.
    assert goes("two_days", now=at(date(2026, 5, 31), 9)) == at(monday, 9)


def test_put_off_beyond_its_time_it_is_dropped():
    late = Hours(time(11), time(19), frozenset(), CHICAGO)
    assert goes("same_day", now=at(TUESDAY, 9)) == at(TUESDAY, 9)
    assert goes("same_day", now=at(TUESDAY, 9), hours=late) is None
    nobody = Hours(time(9), time(19), frozenset(range(7)), CHICAGO)
    assert goes("week", now=at(date(2026, 5, 26), 9), hours=nobody) is None


def test_one_a_day():
    sent = [at(date(2026, 5, 26), 9)]
    now = at(date(2026, 5, 26), 9, 5)
    assert goes("week", now=now) == now
    assert goes("week", now=now, sent=sent) == at(date(2026, 5, 27), 9)


def test_three_a_week():
    sent = [at(date(2026, 5, day), 9) for day in (22, 25, 26)]
    now = at(date(2026, 5, 27), 9)
    assert goes("week", now=now, sent=sent[1:]) == now
    assert goes("week", now=now, sent=sent) == at(date(2026, 5, 29), 9)


def test_two_days_before_is_counted_on_the_calendar():
    """Clocks change on the Sunday between: 9:00 stays 9:00, and it is not 48 hours."""
    monday = date(2026, 3, 9)
    found = step_due(occasion(on_date=monday), chosen=["two_days"], now=at(date(2026, 3, 7), 9))
    assert found == BY_NAME["two_days"]
    assert at(monday, 9) - at(date(2026, 3, 7), 9) == timedelta(hours=47)


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
some_hours = st.builds(
    lambda opens, length, not_on, zone: Hours(
        time(opens), time(min(opens + length, 21)), frozenset(not_on), zone
    ),
    st.integers(8, 20),
    st.integers(1, 13),
    st.sets(st.integers(0, 6), max_size=6),
    st.sampled_from(ZONES),
)


@given(
    days,
    st.times(),
    some_hours,
    st.sampled_from(STEPS),
    st.integers(0, 20 * 24 * 60),
    st.booleans(),
)
def test_whatever_goes_out_goes_in_its_hours_and_in_its_time(
    day, wall, hours, step, ahead, is_open
):
    about = occasion(on_date=day, at=wall, zone=hours.zone, form_is_open=is_open)
    now = about.due_at - timedelta(days=10) + timedelta(minutes=ahead)
    found = goes_at(step, about, chosen=EVERY_STEP, hours=hours, sent=(), now=now)
    if found is None:
        return
    local = found.astimezone(ZoneInfo(hours.zone))
    assert found >= now
    assert hours.opens <= local.time() < hours.closes
    assert local.weekday() not in hours.not_on
    assert local.time() >= MORNING or local.date() > day + timedelta(days=step.days)
    assert step_due(about, chosen=EVERY_STEP, now=found) == step
    assert (found < about.due_at) == (step.days <= 0)
    assert local.date() >= day + timedelta(days=step.days)


@settings(deadline=None, max_examples=25)
@given(st.lists(days, min_size=1, max_size=4), some_hours)
def test_a_client_of_many_times_gets_one_a_day_and_three_a_week(on, hours):
    """Played through hour by hour, as the sweep and the sender do together."""
    first = min(on)
    on = [first + (day - first) % timedelta(days=9) for day in on]
    abouts = [occasion(on_date=day, at=time(15), zone=hours.zone) for day in on]
    now = instant(on_date=first - timedelta(days=8), wall_time=time(0), zone=hours.zone)
    sent: list[datetime] = []
    done = set()
    for _ in range(26 * 24):
        now += timedelta(hours=1)
        for number, about in enumerate(abouts):
            step = step_due(about, chosen=EVERY_STEP, now=now)
            if step is None or (number, step) in done:
                continue
            if goes_at(step, about, chosen=EVERY_STEP, hours=hours, sent=sent, now=now) == now:
                sent.append(now)
                done.add((number, step))
    local = [moment.astimezone(ZoneInfo(hours.zone)).date() for moment in sent]
    assert len(set(local)) == len(local)
    for day in local:
        assert len([d for d in local if day <= d < day + timedelta(days=7)]) <= 3
