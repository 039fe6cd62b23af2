"""Making the check-ins of the coming weeks, for one cadence or for all at once.

Python says on which days and at which instants, PostgreSQL writes the rows. Cadences with the same
coming times share them: most of what a hundred thousand cost is their rows (`./run bench`).
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from reviews.checkins import recurrence, times
from reviews.checkins.models import Cadence, CheckIn

# The coming times of a cadence: each day where the client lives, with its instant.
Coming = tuple[tuple[date, datetime], ...]

INSERT = """
    insert into reviews_checkin (id, engagement_id, created_at, cadence_id, series_date, on_date,
            wall_time, zone, opens_at, due_at, state, why_not)
        select gen_random_uuid(), c.engagement_id, %(now)s, c.id, t.day, t.day,
               c.wall_time, c.zone, t.due_at - %(opens_before)s, t.due_at, %(state)s, ''
          from unnest(%(cadences)s::uuid[], %(series)s::int[]) as chosen (id, series)
          join reviews_cadence c on c.id = chosen.id and c.state = %(live)s
          join unnest(%(series_of_times)s::int[], %(days)s::date[], %(dues)s::timestamptz[])
               as t (series, day, due_at) on t.series = chosen.series
        on conflict do nothing
"""


def make_ahead(*, cadences: Iterable[Cadence], now: datetime) -> int:
    """Make the check-ins of the coming weeks; those that exist are left alone. Returns how many.

    Two sweeps may meet: the unique occurrence decides, and the second insert changes nothing.
    """
    numbers: dict[Coming, int] = {}
    coming_times = _ComingTimes(now)
    chosen = [(cadence.id, coming_times.of(cadence)) for cadence in cadences]
    series = [numbers.setdefault(coming, len(numbers)) for _, coming in chosen]
    rows = [(number, *at) for coming, number in numbers.items() for at in coming]
    values: dict[str, Any] = {
        "now": now,
        "opens_before": times.WRITING_OPENS_BEFORE,
        "state": CheckIn.SCHEDULED,
        "live": Cadence.LIVE,
        "cadences": [cadence_id for cadence_id, _ in chosen],
        "series": series,
        "series_of_times": [number for number, _, _ in rows],
        "days": [day for _, day, _ in rows],
        "dues": [due_at for _, _, due_at in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        made: int = cursor.rowcount
    return made


class _ComingTimes:
    """Which times come at a moment. Each zone's stretch and each instant is found out once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.stretches: dict[str, tuple[date, date]] = {}
        self.instants: dict[tuple[date, time, str], datetime] = {}

    def of(self, cadence: Cadence) -> Coming:
        after, until = self._stretch(cadence.zone)
        phases = recurrence.read(cadence.phases)
        coming = [
            (day, self._instant(day, cadence.wall_time, cadence.zone))
            for day in recurrence.occurrences(phases, after=after, until=until)
        ]
        return tuple(at for at in coming if at[1] > self.now)

    def _stretch(self, zone: str) -> tuple[date, date]:
        if zone not in self.stretches:
            today = times.local_date(at=self.now, zone=zone)
            until = times.local_date(at=self.now + times.MADE_AHEAD, zone=zone)
            self.stretches[zone] = today - timedelta(days=1), until
        return self.stretches[zone]

    def _instant(self, day: date, wall_time: time, zone: str) -> datetime:
        key = day, wall_time, zone
        if key not in self.instants:
            self.instants[key] = recurrence.instant(on_date=day, wall_time=wall_time, zone=zone)
        return self.instants[key]
