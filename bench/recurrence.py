"""Making eight weeks of check-ins for every cadence, against copying the same rows ready-made.

The sweep's own way: read the cadences, ask the rule, write the rows, as the application's role. The
copy goes into the same table by one insert-select, so that policies, triggers, unique keys and
foreign keys cost both sides alike and the ratio says what the rule costs. Each round is rolled back.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from typing import Any

from django.db import connection, connections, transaction

from accounts.access import acting_as_system
from bench.measure import Gate, Result, Side
from reviews.checkins.ahead import make_ahead
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import cadences_to_make_ahead

ROUNDS = 5
WARM_UPS = 1

# Five zones, forty wall times, five kinds of rhythm; what had been made ahead goes.
SPREAD = """
    delete from reviews_checkin where state in ('scheduled', 'open');

    with numbered as (
        select id, row_number() over (order by id)::int as i from reviews_cadence
    ), part as (
        select id, i, current_date - i % 300 as start, i / 10 % 7 as weekday from numbered
    ), phase as (
        select id, i, start, case
            when i % 10 < 7 then jsonb_build_object('rule', 'weekly', 'every', 1 + i % 2,
                'weekday', weekday, 'starts_on', start, 'until', null)
            when i % 10 = 7 then jsonb_build_object('rule', 'weekly', 'every', 1,
                'weekday', weekday, 'starts_on', start, 'until', start + 60)
            when i % 10 = 8 then jsonb_build_object('rule', 'monthly_by_weekday', 'every', 1,
                'nth', 1 + i / 70 % 4, 'weekday', weekday, 'starts_on', start, 'until', null)
            else jsonb_build_object('rule', 'monthly_by_date', 'every', 1,
                'day', 1 + i / 10 % 31, 'starts_on', start, 'until', null) end as first
          from part
    )
    update reviews_cadence c set
        zone = (array['America/New_York', 'Europe/Dublin', 'Australia/Lord_Howe',
                      'Pacific/Chatham', 'America/Sao_Paulo'])[1 + i / 3 % 5],
        wall_time = make_time(8 + i / 11 % 10, i / 7 % 4 * 15, 0),
        phases = case when i % 10 = 7 then jsonb_build_array(first,
            first || jsonb_build_object('every', 2, 'starts_on', start + 60, 'until', null))
            else jsonb_build_array(first) end
      from phase where phase.id = c.id;
"""
GUARD = """
    alter table reviews_cadence {force} row level security;
    alter table reviews_checkin {force} row level security;
"""
READY = """
    create table bench_ready as select * from reviews_checkin where created_at = '{now}';
    delete from reviews_checkin where created_at = '{now}';
    create table bench_bare (like reviews_checkin including indexes);
    grant select on bench_ready to waymark_app;
    grant select, insert on bench_bare to waymark_app;
"""
COPY = "insert into {table} ({columns}) select {columns} from bench_ready on conflict do nothing"
MADE = """
    select count(*), md5(string_agg(concat_ws(' ', cadence_id, engagement_id, series_date, on_date,
            wall_time, zone, opens_at, due_at, state), ' ' order by cadence_id, series_date))
      from {table} where created_at = %s
"""


def recur_100k(*, is_large: bool) -> Result:
    gate = Gate(at_most=1.75)
    if is_large:
        return Result("recur_100k", gate, note="not measured")
    now = datetime.now(UTC)
    _prepare(now)
    columns = ", ".join(str(field.column) for field in CheckIn._meta.concrete_fields)

    def copy(table: str) -> Callable[[], object]:
        return lambda: _execute(COPY.format(table=table, columns=columns))

    sides = [
        ("reviews_checkin", lambda: _make(now)),
        ("reviews_checkin", copy("reviews_checkin")),
        ("bench_bare", copy("bench_bare")),
    ]
    taken: list[list[float]] = [[] for _ in sides]
    written = set()
    for number in range(WARM_UPS + ROUNDS):
        in_turn = [*enumerate(sides)]
        for index, (table, side) in in_turn if number % 2 else reversed(in_turn):
            milliseconds, rows = _round(side, table=table, now=now)
            written.add(rows)
            if number >= WARM_UPS:
                taken[index].append(milliseconds)
    if len(written) != 1:
        raise AssertionError("recur_100k: the sides do not write the same")
    made = Side("rule and rows", "ms", taken[0])
    bare = median(taken[2])
    return Result(
        "recur_100k",
        gate,
        made,
        Side("rows alone", "ms", taken[1]),
        f"{made.median / bare:.1f} times a table without policies, triggers and foreign keys",
        {"bare_ms": bare, "rows": float(written.pop()[0])},
    )


def _prepare(now: datetime) -> None:
    """Spread the rhythms, and keep what the sweep makes of them, ready to be copied."""
    _as_owner(GUARD.format(force="no force"))
    _as_owner(SPREAD)
    with acting_as_system("sweep"), transaction.atomic():
        _make(now)
    _as_owner(READY.format(now=now.isoformat()))
    _as_owner(GUARD.format(force="force"))
    for table in ("reviews_checkin", "reviews_cadence", "bench_ready"):
        _as_owner(f"vacuum analyze {table}")


def _make(now: datetime) -> None:
    make_ahead(cadences=cadences_to_make_ahead(now=now), now=now)


def _round(
    side: Callable[[], object], *, table: str, now: datetime
) -> tuple[float, tuple[Any, ...]]:
    """Milliseconds with every check of the database, and what was written. Nothing stays."""
    with acting_as_system("sweep"), transaction.atomic():
        start = time.perf_counter()
        side()
        _execute("set constraints all immediate")  # those of the end, too
        milliseconds = (time.perf_counter() - start) * 1000
        rows = _execute(MADE.format(table=table), [now])
        transaction.set_rollback(True)
    for changed in (table, "reviews_engagement"):
        _as_owner(f"vacuum {changed}")
    return milliseconds, rows


def _execute(statement: str, values: list[Any] | None = None) -> tuple[Any, ...]:
    """The first row, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(cursor.fetchone()) if cursor.description else ()


def _as_owner(statements: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statements)
