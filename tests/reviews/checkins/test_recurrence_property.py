"""Any cadence, in six zones, beside two readings that are not ours.

Days: python-dateutil's rrule. Instants: by looking at the clock, from UTC, where nothing is skipped
or doubled. Planted mistakes show that the property finds them.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from dateutil.tz import resolve_imaginary
from hypothesis import Phase as Step
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.checkins.recurrence import (
    LAST,
    MonthlyByDate,
    MonthlyByWeekday,
    Phase,
    Weekly,
    instant,
    occurrences,
    read,
    write,
)

ZONES = (
    "America/New_York",
    "Europe/Dublin",  # its winter time is the change
    "Africa/Casablanca",  # changes around Ramadan
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Chatham",  # 12:45 ahead, changes at 2:45
    "America/Sao_Paulo",  # changed at midnight, until 2019
)
WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
DAY = timedelta(days=1)

every = st.integers(1, 12)
weekdays = st.integers(0, 6)
rules = st.one_of(
    st.builds(Weekly, every, weekdays),
    st.builds(MonthlyByDate, every, st.sampled_from([28, 29, 30, 31]) | st.integers(1, 31)),
    st.builds(MonthlyByWeekday, every, st.sampled_from([1, 2, 3, 4, LAST]), weekdays),
)


@st.composite
def cadences(draw):
    """One to three phases, the last of them open or not."""
    starts_on = draw(st.dates(date(2015, 1, 1), date(2032, 1, 1)))
    phases = []
    for remaining in range(draw(st.integers(0, 2)), -1, -1):
        is_open = remaining == 0 and draw(st.booleans())
        until = None if is_open else starts_on + draw(st.integers(1, 900)) * DAY
        phases.append(Phase(draw(rules), starts_on, until))
        starts_on = until
    return tuple(phases)


def in_minutes(wall_time):
    """Half of all times at night, when clocks change."""
    hour = wall_time.hour if wall_time.second % 2 else wall_time.hour % 4
    return time(hour, wall_time.minute)


@st.composite
def questions(draw):
    """What one may ask: phases, wall time, zone, and a stretch near them."""
    phases = draw(cadences())
    after = phases[0].starts_on + draw(st.integers(-60, 1500)) * DAY
    until = after + draw(st.integers(0, 1500)) * DAY
    wall_time, zone = in_minutes(draw(st.times())), draw(st.sampled_from(ZONES))
    return phases, wall_time, zone, after, until


def days_by_rrule(question):
    phases, _, _, after, until = question
    days = []
    for phase in phases:
        rule, how = phase.rule, {}
        if isinstance(rule, Weekly):
            how = {"freq": WEEKLY, "byweekday": WEEKDAYS[rule.weekday]}
        elif isinstance(rule, MonthlyByWeekday):
            how = {"freq": MONTHLY, "byweekday": WEEKDAYS[rule.weekday](rule.nth)}
        elif rule.day <= 28:
            how = {"freq": MONTHLY, "bymonthday": rule.day}
        else:  # the last there is of these
            how = {"freq": MONTHLY, "bymonthday": range(28, rule.day + 1), "bysetpos": -1}
        begin = datetime.combine(phase.starts_on, time())
        first = rrule(dtstart=begin, count=1, **how)[0]
        end = min(until, phase.until - DAY) if phase.until else until
        end = datetime.combine(end, time())
        found = rrule(dtstart=first, interval=rule.every, until=end, **how)
        days += [at.date() for at in found if at.date() > after]
    return days


def instant_by_the_clock(day, wall_time, zone):
    """The first moment at which the clock shows it; if never, as if the clock had not yet moved."""
    wanted, clock = datetime.combine(day, wall_time, UTC), ZoneInfo(zone)
    offsets = [
        (wanted + timedelta(hours=h)).astimezone(clock).utcoffset() for h in range(-48, 49, 8)
    ]
    for at in sorted(wanted - offset for offset in offsets):
        if at.astimezone(clock).replace(tzinfo=UTC) == wanted:
            return at
    return wanted - offsets[0]


def ours(phases, wall_time, zone, after, until):
    return [
        (day, instant(on_date=day, wall_time=wall_time, zone=zone))
        for day in occurrences(phases, after=after, until=until)
    ]


def the_property(series, **how):
    """A test that `series` gives the days and the instants of two readings that are not ours."""

    @settings(max_examples=300, deadline=None, phases=[Step.generate], **how)
    @given(questions())
    def holds(question):
        _, wall_time, zone, *_ = question
        found, days = series(*question), days_by_rrule(question)
        assert found == [(day, instant_by_the_clock(day, wall_time, zone)) for day in days]
        assert all(a < b for (_, a), (_, b) in pairwise(found))

    return holds


def test_days_and_instants_are_those_of_an_independent_reading():
    the_property(ours)()


def in_hours(phases, wall_time, zone, after, until):
    """Adds weeks as hours, to instants: an hour off after the clocks change."""
    found = ours(phases, wall_time, zone, after, until)
    if not found or not isinstance(phases[0].rule, Weekly) or len(phases) > 1:
        return found
    first, step = found[0][1], timedelta(hours=7 * 24 * phases[0].rule.every)
    return [(other, first + n * step) for n, (other, _) in enumerate(found)]


def without_short_months(phases, wall_time, zone, after, until):
    found = ours(phases, wall_time, zone, after, until)
    skips = [p.rule.day for p in phases if isinstance(p.rule, MonthlyByDate)]
    return [(day, at) for day, at in found if not skips or day.day in skips or day.day < 28]


def with_the_border_twice(phases, wall_time, zone, after, until):
    longer = [Phase(p.rule, p.starts_on, p.until and p.until + DAY) for p in phases]
    return ours(longer, wall_time, zone, after, until)


def counted_from_the_first_day(phases, wall_time, zone, after, until):
    """Every so many months from the month of `starts_on`, though its day had passed."""
    found = []
    for phase in phases:
        anchor = phase.starts_on.replace(day=1)
        moved = Phase(phase.rule, anchor, phase.until)
        since = max(after, phase.starts_on - DAY)
        found += ours([moved], wall_time, zone, since, until)
    return found


def with_the_first_day_of_the_stretch(phases, wall_time, zone, after, until):
    return ours(phases, wall_time, zone, after - DAY, until)


@pytest.mark.parametrize(
    "wrong",
    [
        in_hours,
        without_short_months,
        with_the_border_twice,
        counted_from_the_first_day,
        with_the_first_day_of_the_stretch,
    ],
)
def test_a_planted_mistake_is_found(wrong):
    with pytest.raises(AssertionError):
        the_property(wrong, derandomize=True)()


@settings(max_examples=300, deadline=None)
@given(cadences())
def test_there_is_exactly_one_in_each_period(phases):
    for phase in phases:
        end = phase.starts_on + 3000 * DAY
        days = list(occurrences((phase,), after=phase.starts_on - DAY, until=end))
        by_week = isinstance(phase.rule, Weekly)
        periods = [
            (day.toordinal() - day.weekday()) // 7 if by_week else day.year * 12 + day.month
            for day in days
        ]
        assert all(b - a == phase.rule.every for a, b in pairwise(periods))
        assert all(phase.starts_on <= day for day in days)
        assert phase.until or len(days) > 7


@settings(max_examples=200, deadline=None)
@given(cadences())
def test_every_cadence_can_be_stored(phases):
    assert read(write(phases)) == phases


def changes(zone):
    """The days around each change of the clocks from 2015 to 2037."""
    clock, at, found = ZoneInfo(zone), datetime(2015, 1, 1, tzinfo=UTC), []
    while at.year < 2038:
        if at.astimezone(clock).utcoffset() != (at + DAY).astimezone(clock).utcoffset():
            found += [at.date() + n * DAY for n in (-1, 0, 1, 2)]
        at += DAY
    return found


def differences(reading, zone):
    """Each quarter of an hour around each change where `reading` is not what the clock shows."""
    walls = [time(hour, minute) for hour in (23, 0, 1, 2, 3, 9) for minute in (0, 15, 30, 45)]
    return [
        (day, wall)
        for day in changes(zone)
        for wall in walls
        if reading(day, wall, zone) != instant_by_the_clock(day, wall, zone)
    ]


def our_reading(day, wall_time, zone):
    return instant(on_date=day, wall_time=wall_time, zone=zone)


def dateutils_reading(day, wall_time, zone):
    return resolve_imaginary(datetime.combine(day, wall_time, ZoneInfo(zone))).astimezone(UTC)


def the_second_of_two(day, wall_time, zone):
    return our_reading(day, wall_time.replace(fold=1), zone)


def as_on_the_day_before(day, wall_time, zone):
    return our_reading(day - DAY, wall_time, zone) + DAY


@pytest.mark.parametrize("zone", ZONES)
def test_around_every_change_of_the_clocks_each_quarter_of_an_hour_has_its_instant(zone):
    assert len(changes(zone)) >= 4 * 8  # both, for four years and more
    assert differences(our_reading, zone) == []
    assert differences(dateutils_reading, zone) == []
    assert differences(the_second_of_two, zone)  # planted
    assert differences(as_on_the_day_before, zone)  # planted
