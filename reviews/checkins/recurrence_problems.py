"""What is wrong with a cadence somebody asks for, in sentences for beside the fields. Pure.

A rule that cannot be (every 13 weeks) is refused by recurrence.py itself.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reviews.checkins.recurrence import MOST_PHASES, Phases, first_day, instant
from tracker.lib import dates
from tracker.lib.zones import is_zone

FURTHEST_START = timedelta(days=366)


def problems(phases: Phases, *, wall_time: time, zone: str, now: datetime) -> list[tuple[str, str]]:
    """Pairs of field and sentence. None for a cadence that begins now or later and never is empty.

    Fields: starts_on_1 to starts_on_3 (the first day of each phase), ends_on (the last day of all)
    and zone. A time of today that has passed in that zone is past.
    """
    if not phases:
        return [("starts_on_1", "Choose how often you check in.")]
    if len(phases) > MOST_PHASES:
        most = dates.number_word(MOST_PHASES).lower()
        return [(f"starts_on_{MOST_PHASES}", f"There can be {most} rhythms, one after the other.")]
    found = [*_start(phases, wall_time=wall_time, zone=zone, now=now), *_order(phases)]
    if not is_zone(zone):
        found.append(("zone", "Choose a place from the list."))
    return found


def _start(
    phases: Phases, *, wall_time: time, zone: str, now: datetime
) -> Iterator[tuple[str, str]]:
    known = is_zone(zone)
    today = now.astimezone(ZoneInfo(zone) if known else UTC).date()
    starts_on = phases[0].starts_on
    if starts_on < today:
        yield "starts_on_1", "Choose today or a later day."
    elif starts_on > today + FURTHEST_START:
        yield "starts_on_1", "Choose a day within the coming year."
    elif (
        known
        and first_day(phases[0]) == today
        and instant(on_date=today, wall_time=wall_time, zone=zone) <= now
    ):
        clock = dates.clock_time(wall_time)
        yield "starts_on_1", f"{clock} has passed on this day. Choose a later day or time."


def _order(phases: Phases) -> Iterator[tuple[str, str]]:
    """Each phase ends where the next begins, later than it began, and with a check-in in it."""
    following = [phase.starts_on for phase in phases[1:]]
    for number, phase in enumerate(phases, start=1):
        is_last = number == len(phases)
        field = "ends_on" if is_last else f"starts_on_{number + 1}"
        begins = dates.full_day(phase.starts_on)
        if not is_last and phase.until != following[number - 1]:
            yield field, "Each rhythm begins on the day on which the one before it ends."
        elif phase.until is None:
            continue
        elif phase.until <= phase.starts_on:
            yield (
                field,
                (
                    f"This is before {begins}, when the rhythm begins. Choose a later day."
                    if is_last
                    else f"Choose a day after {begins}, when the rhythm before this one begins."
                ),
            )
        elif first_day(phase) is None:
            would_be = first_day(replace(phase, until=None))
            day = f" It would fall on {dates.full_day(would_be)}." if would_be else ""
            yield field, f"The rhythm would end before its first check-in.{day} Choose a later day."
