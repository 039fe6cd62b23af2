"""When check-ins fall. Pure: rules and a wall time in, days and instants out.

A cadence is one to three phases, one after the other ("every week until June, then every two
weeks"), at one wall time in one zone. Days are counted on the calendar of that zone, never in
hours, so a change of the clocks cannot move one. Source: docs/glossary.md, "Cadence".
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

MOST_EVERY = 12  # weeks or months
MOST_PHASES = 3
LAST = -1  # as `nth`: the last one of the month


def _within(value: int, allowed: range) -> None:
    if type(value) is not int or value not in allowed:
        raise ValueError(f"{value!r} is not within {allowed}")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every 1 to 12 weeks on one weekday (0 is Monday). Raises ValueError for anything else."""

    every: int
    weekday: int

    def __post_init__(self) -> None:
        _within(self.every, range(1, MOST_EVERY + 1))
        _within(self.weekday, range(7))


@dataclass(frozen=True, slots=True)
class MonthlyByDate:
    """Every 1 to 12 months on one date (1 to 31); a shorter month takes its last day."""

    every: int
    day: int

    def __post_init__(self) -> None:
        _within(self.every, range(1, MOST_EVERY + 1))
        _within(self.day, range(1, 32))

    def day_in(self, month: int) -> date:
        """Its day in a month, counted as `_month` counts."""
        year, month = divmod(month, 12)
        _, length = monthrange(year, month + 1)
        return date(year, month + 1, min(self.day, length))


@dataclass(frozen=True, slots=True)
class MonthlyByWeekday:
    """Every 1 to 12 months on the first to fourth, or the LAST, of one weekday."""

    every: int
    nth: int
    weekday: int

    def __post_init__(self) -> None:
        _within(self.every, range(1, MOST_EVERY + 1))
        _within(self.weekday, range(7))
        if self.nth != LAST:
            _within(self.nth, range(1, 5))

    def day_in(self, month: int) -> date:
        """Its day in a month, counted as `_month` counts."""
        year, month = divmod(month, 12)
        weekday_of_first, length = monthrange(year, month + 1)
        first = 1 + (self.weekday - weekday_of_first) % 7
        nth = (length - first) // 7 if self.nth == LAST else self.nth - 1
        return date(year, month + 1, first + 7 * nth)


Rule = Weekly | MonthlyByDate | MonthlyByWeekday


@dataclass(frozen=True, slots=True)
class Phase:
    """A rule from one day on, up to another, which is no longer part of it.

    The first occurrence is the first matching day; every so many weeks or months count from it.
    """

    rule: Rule
    starts_on: date
    until: date | None = None


Phases = tuple[Phase, ...]


def occurrences(phases: Phases, *, after: date, until: date) -> Iterator[date]:
    """The days later than `after`, up to `until` and with it, in order.

    So the next stretch begins where the last one ended: after=its until. How long ago a phase
    began costs nothing.
    """
    if after == date.max:
        return
    since = after + timedelta(days=1)
    for phase in phases:
        yield from _days(phase, since=since, until=until)


def from_day(phases: Phases, day: date) -> Phases:
    """The same rhythm, as it goes on from a day: what is over by then is left out."""
    going = [phase for phase in phases if phase.until is None or phase.until > day] or [phases[-1]]
    first, *later = going
    begins = next(occurrences((first,), after=day - timedelta(days=1), until=date.max), day)
    return (replace(first, starts_on=max(first.starts_on, begins)), *later)


def first_day(phase: Phase) -> date | None:
    """The phase's first occurrence; None if it ends before there is one."""
    return next(_days(phase, since=date.min, until=date.max), None)


def instant(*, on_date: date, wall_time: time, zone: str) -> datetime:
    """The instant (UTC) of a wall time on a day in a zone.

    A wall time that the clock skips moves forward; one that it shows twice means the first
    (`zoneinfo` with fold=0).
    """
    return datetime.combine(on_date, wall_time, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def write(phases: Phases) -> list[dict[str, Any]]:
    """The phases as plain data for JSON."""
    return [
        {
            "rule": _NAMES[type(phase.rule)],
            **asdict(phase.rule),
            "starts_on": phase.starts_on.isoformat(),
            "until": phase.until and phase.until.isoformat(),
        }
        for phase in phases
    ]


def read(data: list[dict[str, Any]]) -> Phases:
    """What `write` has written. Raises ValueError for anything it could not have written."""
    try:
        phases = tuple(_read_phase(**stored) for stored in data)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the phases of a cadence: {data!r}") from error
    if not _are_in_order(phases):
        raise ValueError(f"not the phases of a cadence: {data!r}")
    return phases


_RULES: dict[str, type[Rule]] = {
    "weekly": Weekly,
    "monthly_by_date": MonthlyByDate,
    "monthly_by_weekday": MonthlyByWeekday,
}
_NAMES = {kind: name for name, kind in _RULES.items()}


def _read_phase(*, rule: str, starts_on: str, until: str | None, **parts: int) -> Phase:
    ends = None if until is None else _read_day(until)
    return Phase(_RULES[rule](**parts), _read_day(starts_on), ends)


def _read_day(stored: str) -> date:
    """As `isoformat` writes it: `fromisoformat` alone takes other forms too."""
    day = date.fromisoformat(stored)
    if day.isoformat() != stored:
        raise ValueError(f"not a day: {stored!r}")
    return day


def _are_in_order(phases: Phases) -> bool:
    """One to three; each ends where the next begins, later than it began; the last may be open."""
    ends = [phase.until for phase in phases]
    return (
        1 <= len(phases) <= MOST_PHASES
        and ends[:-1] == [phase.starts_on for phase in phases[1:]]
        and all(phase.until is None or phase.until > phase.starts_on for phase in phases)
    )


def _days(phase: Phase, *, since: date, until: date) -> Iterator[date]:
    """The phase's days from `since` to `until`, both included."""
    last = until.toordinal()
    if phase.until is not None:
        last = min(last, phase.until.toordinal() - 1)
    if isinstance(phase.rule, Weekly):
        start = phase.starts_on.toordinal()
        first = start + (phase.rule.weekday - phase.starts_on.weekday()) % 7
        step = 7 * phase.rule.every
        first = _jump(first, to=since.toordinal(), step=step)
        yield from map(date.fromordinal, range(first, last + 1, step))
        return
    if last < phase.starts_on.toordinal():
        return
    month = _month(phase.starts_on)
    if phase.rule.day_in(month) < phase.starts_on:
        month += 1
    first = _jump(month, to=_month(since), step=phase.rule.every)
    end = date.fromordinal(last)
    for month in range(first, _month(end) + 1, phase.rule.every):
        day = phase.rule.day_in(month)
        if since <= day <= end:
            yield day


def _jump(first: int, *, to: int, step: int) -> int:
    """The first of first, first + step, … that is not before `to`."""
    return first if first >= to else first + -(-(to - first) // step) * step


def _month(day: date) -> int:
    """Months since the year 0, so that one can count in them."""
    return day.year * 12 + day.month - 1
