"""Claiming: against set-wide UPDATEs of the same rows, against few future rows, and row by row.

Every side works on databases of their own, made from the empty one.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from accounts.outbox.rows import CLAIM
from bench import databases
from bench.measure import WARM_UPS, Gate, Result, Side, in_turns

DUE, FUTURE = 20_000, 100_000
DUE_FLAT, CLAIMED_FLAT = 5_000, 500
FEW, MANY = 10_000, {"10k": 100_000, "100k": 1_000_000, "1m": 1_000_000}
WORKERS = 2
ROUNDS = 11
NAIVE = 200  # rows: more would take minutes

FILL = """
    insert into accounts_notice (id, key, kind, subject_id, state, due_at, attempts, uncertain,
                                 reason, created_at)
    select gen_random_uuid(), %(name)s || i, 'bench', gen_random_uuid(), 'waiting',
           now() + %(from)s + i * interval '1 millisecond', 0, false, '', now()
      from generate_series(1, %(rows)s) as i
"""
SET_WIDE = (
    """
    update accounts_notice set claim = gen_random_uuid(), leased_until = now() + interval '30 s'
     where state = 'waiting' and due_at <= now()
    """,
    """
    update accounts_notice set state = 'sent', settled_at = now(), leased_until = null, claim = null
     where state = 'waiting' and due_at <= now()
    """,
)


def sweep_2w() -> Result:
    """Rows a second through two workers that send nothing: claimed in batches, and done."""
    with _outbox("waymark_bench_sweep", due=0, future=FUTURE) as owner, _workers(owner) as go:
        ours, theirs = _rates(owner, DUE, go, lambda: _set_wide(owner), ROUNDS)
    return Result(
        "sweep_2w",
        Gate(at_least=0.5),
        Side(f"{WORKERS} workers", "rows/s", ours),
        Side("two set-wide UPDATEs", "rows/s", theirs),
    )


def sweep_naive() -> Result:
    """The same, one row at a time through the ORM, as it is easily written."""
    with (
        _outbox("waymark_bench_sweep", due=0, future=FUTURE) as owner,
        _workers(owner, count=1, how="naive") as go,
    ):
        ours, theirs = _rates(owner, NAIVE, go, lambda: _set_wide(owner), 5)
    return Result(
        "sweep_naive",
        Gate(),
        Side("row by row", "rows/s", ours),
        Side("two set-wide UPDATEs", "rows/s", theirs),
    )


def sweep_flat(scale: str) -> Result:
    """One claim with many rows that are not due yet, and with few."""
    many = MANY[scale]
    with (
        _outbox("waymark_bench_many", due=DUE_FLAT, future=many) as one,
        _outbox("waymark_bench_few", due=DUE_FLAT, future=FEW) as other,
        _claims(one) as with_many,
        _claims(other) as with_few,
    ):
        assert with_many() == with_few() == CLAIMED_FLAT
        a, b = in_turns(with_many, with_few)
    return Result(
        "sweep_flat",
        Gate(at_most=1.5),
        Side(f"{many:,} future rows", "ms", a),
        Side(f"{FEW:,}", "ms", b),
    )


@contextlib.contextmanager
def _outbox(name: str, *, due: int, future: int) -> Iterator[psycopg.Connection]:
    """A database with these rows, and its owner's connection."""
    server = os.environ["DATABASE_OWNER_URL"]
    databases.make_database(server, name)
    with psycopg.connect(databases.url_of(server, name), autocommit=True) as owner:
        _fill(owner, "future ", future, timedelta(days=1))
        _fill(owner, "due ", due, timedelta(days=-1))
        owner.execute("vacuum analyze")
        try:
            yield owner
        finally:
            owner.close()
            databases.drop_databases(server, [name])


def _fill(owner: psycopg.Connection, name: str, rows: int, start: timedelta) -> None:
    owner.execute(FILL, {"name": name, "rows": rows, "from": start})


def _rates(
    owner: psycopg.Connection,
    rows: int,
    ours: Callable[[], int],
    theirs: Callable[[], int],
    rounds: int,
) -> tuple[list[float], list[float]]:
    """Rows a second of both sides, in turns, each on fresh rows."""
    rates: tuple[list[float], list[float]] = ([], [])
    for number in range(-WARM_UPS, rounds):
        sides = [(0, ours), (1, theirs)]
        for index, side in sides if number % 2 else reversed(sides):
            owner.execute("delete from accounts_notice where key like 'due %'")
            _fill(owner, "due ", rows, timedelta(days=-1))
            owner.execute("vacuum analyze accounts_notice")
            started = time.perf_counter()
            done = side()
            spent = time.perf_counter() - started
            _check(owner, rows, done)
            if number >= 0:
                rates[index].append(rows / spent)
    return rates


def _check(owner: psycopg.Connection, rows: int, done: int) -> None:
    """Each row was worked on once."""
    found = owner.execute("select count(*) from accounts_notice where state = 'sent'").fetchone()
    if done != rows or found != (rows,):
        raise AssertionError(f"{rows} rows were due, {done} were done and {found} are sent")


def _set_wide(owner: psycopg.Connection) -> int:
    for statement in SET_WIDE:
        cursor = owner.execute(statement)
    return cursor.rowcount


@contextlib.contextmanager
def _workers(
    owner: psycopg.Connection, *, count: int = WORKERS, how: str = "batches"
) -> Iterator[Callable[[], int]]:
    """Processes that wait; calling it lets them work until nothing is due. Gives how many rows."""
    app_url = databases.url_of(os.environ["DATABASE_URL"], owner.info.dbname)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.sweeper", how],
            cwd=databases.CLONE,
            env=os.environ | {"DATABASE_URL": app_url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]

    def go() -> int:
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return sum(int(_line(process)) for process in processes)

    try:
        for process in processes:
            assert _line(process) == "ready"
        yield go
    finally:
        for process in processes:
            process.communicate()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line: str = process.stdout.readline()
    return line.strip()


@contextlib.contextmanager
def _claims(owner: psycopg.Connection) -> Iterator[Callable[[], int]]:
    """The claim statement as the worker's role; what it claims is given back each time."""
    app_url = databases.url_of(os.environ["DATABASE_URL"], owner.info.dbname)
    with psycopg.connect(app_url) as worker:

        def claim() -> int:
            now = datetime.now(UTC)
            worker.execute("select app.enter(null, null, 'outbox')")
            values = {
                "now": now,
                "until": now + timedelta(seconds=30),
                "limit": CLAIMED_FLAT,
                "claim": "00000000-0000-0000-0000-000000000001",
            }
            claimed = len(worker.execute(CLAIM, values).fetchall())
            worker.rollback()
            return claimed

        yield claim
