"""Making the check-ins of the coming weeks, for one cadence or for all at once.

Python says on which days and at which instants; PostgreSQL writes a batch of rows with each
statement. What a hundred thousand cost is their rows (`./run bench --only recur_100k`).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection

from reviews.checkins import recurrence, times
from reviews.checkins.models import Cadence, CheckIn

BATCH = 5_000  # cadences

INSERT = """
    insert into reviews_checkin (id, engagement_id, created_at, cadence_id, series_date, on_date,
            wall_time, zone, opens_at, due_at, state, why_not)
        select t.id, c.engagement_id, %(now)s, c.id, t.day, t.day, c.wall_time, c.zone,
               t.due_at - %(opens_before)s, t.due_at, %(state)s, ''
          from unnest(%(ids)s::uuid[], %(cadences)s::uuid[], %(days)s::date[],
                      %(dues)s::timestamptz[]) as t (id, cadence_id, day, due_at)
          join reviews_cadence c on c.id = t.cadence_id and c.state = %(live)s
        on conflict do nothing
"""


def make_ahead(*, cadences: Sequence[Cadence], now: datetime) -> int:
    """Make the check-ins of the coming weeks; those that exist are left alone. Returns how many.

    Two sweeps may meet: the unique occurrence decides, and the second insert changes nothing.
    """
    coming = _ComingTimes(now)
    made = 0
    with connection.cursor() as cursor:
        for start in range(0, len(cadences), BATCH):
            rows = [
                (uuid4(), cadence.id, day, due_at)
                for cadence in cadences[start : start + BATCH]
                for day, due_at in coming.of(cadence)
            ]
            values: dict[str, Any] = {
                "now": now,
                "opens_before": times.WRITING_OPENS_BEFORE,
                "state": CheckIn.SCHEDULED,
                "live": Cadence.LIVE,
                "ids": [row[0] for row in rows],
                "cadences": [row[1] for row in rows],
                "days": [row[2] for row in rows],
                "dues": [row[3] for row in rows],
            }
            cursor.execute(INSERT, values)
            made += cursor.rowcount
    return made


class _ComingTimes:
    """Which times come at a moment. Each zone's stretch and each instant is found out once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.stretches: dict[str, tuple[date, date]] = {}
        self.instants: dict[tuple[date, time, str], datetime] = {}

    def of(self, cadence: Cadence) -> Iterator[tuple[date, datetime]]:
        """Each day where the client lives, with its instant, that is still ahead."""
        after, until = self._stretch(cadence.zone)
        phases = recurrence.read(cadence.phases)
        for day in recurrence.occurrences(phases, after=after, until=until):
            due_at = self._instant(day, cadence.wall_time, cadence.zone)
            if due_at > self.now:
                yield day, due_at

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
