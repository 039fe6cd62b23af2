"""When reminders go out. Pure: a time, a plan and the clock in, an instant out.

Days are counted on the calendar of the check-in's zone, and a mail goes out there between two times
of the day. Whoever sweeps and whoever sends ask the same two questions, `step_due` and `goes_at`,
so nothing is decided ahead: whatever changes before a mail leaves counts.
Source: docs/glossary.md, "Reminder".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reviews.checkins.recurrence import Phases, instant, occurrences

MORNING = time(9)  # of the day of each step
EARLIEST, LATEST = time(8), time(21)  # no setting goes beyond these
MOST_A_DAY, MOST_A_WEEK = 1, 3  # mails to one client; the week is the last seven days
DAY, WEEK = timedelta(days=1), timedelta(days=7)
SEARCHED = 15  # days; every weekday comes twice


@dataclass(frozen=True, slots=True)
class Step:
    """One mail of the plan; `days` before (negative) or after the day of the check-in."""

    name: str
    days: int
    in_words: str


STEPS = (
    Step("week", -7, "7 days before"),
    Step("two_days", -2, "2 days before"),
    Step("same_day", 0, "On the morning of the day"),
    Step("day_after", 1, "1 day after, while its form is still open"),
    Step("three_days_after", 3, "3 days after, while its form is still open"),
)
EVERY_STEP = frozenset(step.name for step in STEPS)


@dataclass(frozen=True, slots=True)
class Hours:
    """When mail may go out: between two times of the day in `zone`, on no weekday of `not_on`."""

    opens: time
    closes: time
    not_on: frozenset[int]  # 0 is Monday
    zone: str  # IANA name

    def opening(self, at: datetime) -> datetime | None:
        """The first instant from `at` on; None if no weekday is left."""
        today = at.astimezone(ZoneInfo(self.zone)).date()
        for day in (today + timedelta(days=ahead) for ahead in range(SEARCHED)):
            closes = instant(on_date=day, wall_time=self.closes, zone=self.zone)
            if day.weekday() not in self.not_on and at < closes:
                return max(at, instant(on_date=day, wall_time=self.opens, zone=self.zone))
        return None


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is reminded of: a time, and its form.

    gap  days between it and its neighbor in the rhythm; None: more than matters, or none.
    """

    on_date: date
    due_at: datetime
    zone: str
    form_is_open: bool
    gap: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """From when a step may go out, and from when it makes no sense anymore."""

    step: Step
    begins: datetime
    ends: datetime


def step_due(occasion: Occasion, *, chosen: Iterable[str], now: datetime) -> Step | None:
    """The one step whose moment has come, and the next one's has not: never two at once."""
    for window in _windows(occasion, frozenset(chosen)):
        if window.begins <= now < window.ends:
            return window.step
    return None


def goes_at(  # noqa: PLR0913 - everything it depends on
    step: Step,
    occasion: Occasion,
    *,
    chosen: Iterable[str],
    hours: Hours,
    sent: Iterable[datetime],
    now: datetime,
) -> datetime | None:
    """The first instant from `now` on at which this step may go out; None: drop it.

    sent  when other reminders to the same client went out, in the last week at least.
    """
    days = [_day(at, hours.zone) for at in sent]
    for window in _windows(occasion, frozenset(chosen)):
        if window.step != step:
            continue
        at = hours.opening(max(now, window.begins))
        while at is not None and at < window.ends:
            day = _day(at, hours.zone)
            if _leaves_room(days, day):
                return at
            at = hours.opening(instant(on_date=day + DAY, wall_time=time(0), zone=hours.zone))
    return None


def gap_around(phases: Phases, on_date: date) -> int | None:
    """Days from one occurrence to the next, around a day; None if none that matters is near."""
    reach = 2 * WEEK + DAY  # twice the longest step
    days = list(occurrences(phases, after=on_date - reach, until=on_date + reach))
    before = [day for day in days if day <= on_date]
    after = [day for day in days if day > on_date]
    around = [*before[-1:], *after[:1]]
    if len(around) == 1:  # the first or the last of its series
        around = (before or after)[-2:] if before else after[:2]
    return (around[1] - around[0]).days if len(around) > 1 else None


def _windows(occasion: Occasion, chosen: frozenset[str]) -> Iterator[Window]:
    steps = [s for s in STEPS if s.name in chosen and _fits(s, occasion)]
    begins = [_moment(s, occasion) for s in steps]
    # The last nudge makes sense for a while; after a week nobody is asked anymore.
    over = instant(on_date=occasion.on_date + WEEK, wall_time=MORNING, zone=occasion.zone)
    for step, moment, following in zip(steps, begins, [*begins[1:], over], strict=False):
        ends = following if step.days > 0 else min(following, occasion.due_at)
        yield Window(step, moment, ends)


def _fits(step: Step, occasion: Occasion) -> bool:
    if step.days > 0 and not occasion.form_is_open:
        return False
    return occasion.gap is None or 2 * abs(step.days) <= occasion.gap


def _moment(step: Step, occasion: Occasion) -> datetime:
    day = occasion.on_date + timedelta(days=step.days)
    return instant(on_date=day, wall_time=MORNING, zone=occasion.zone)


def _leaves_room(days: list[date], day: date) -> bool:
    week = [d for d in days if day - WEEK < d <= day]
    return week.count(day) < MOST_A_DAY and len(week) < MOST_A_WEEK


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
