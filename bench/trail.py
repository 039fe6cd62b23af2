"""Adding to the trail: the chaining trigger, against the same table without it.

One row in each transaction, waiting for the disk, as the application role; the same row policies
guard both.
"""

import itertools
import uuid
from collections.abc import Callable
from typing import Any

import psycopg

from accounts.access import Actor
from bench.measure import Gate, Result, Side, in_turns
from bench.people import actor_of
from bench.seed import CLINICIAN

INSERTS = 25  # in a round
ROUNDS = 150  # what a disk takes to answer varies more than anything here

CHAINED = """
    insert into accounts_auditevent (id, chain_kind, chain, verb, object_kind, object_id, payload)
    values (%s, 'engagement', %s, 'read', 'bench', %s, '{}')
"""
PLAIN = """
    insert into bench_trail (id, chain_kind, chain, verb, object_kind, object_id, payload,
                             seq, at, actor, role, prev, hash)
    values (%s, 'engagement', %s, 'read', 'bench', %s, '{}',
            %s, now(), %s, 'clinician', %s, %s)
"""


def audit_insert(app_url: str) -> Result:
    actor = actor_of(CLINICIAN)
    with psycopg.connect(app_url, autocommit=True) as connection:
        connection.execute("set synchronous_commit = on")
        _be(connection, actor)
        chains = [
            row[0] for row in connection.execute("select id from reviews_engagement").fetchall()
        ]
        before = _counts(connection)
        chained, plain = _inserts(connection, chains, actor, first=before["bench_trail"] + 1)
        ours, theirs = in_turns(chained, plain, rounds=ROUNDS)
        after = _counts(connection)
    written = {table: after[table] - before[table] for table in before}
    assert len(set(written.values())) == 1, "both sides have written the same number of rows"
    return Result(
        "audit_insert",
        Gate(at_least=0.8),
        _rate("with the chain", ours),
        _rate("without it", theirs),
    )


def _counts(connection: psycopg.Connection[Any]) -> dict[str, int]:
    counts = {}
    for table in ("accounts_auditevent", "bench_trail"):
        row = connection.execute(f"select count(*) from {table}").fetchone()
        assert row is not None
        counts[table] = int(row[0])
    return counts


def _rate(name: str, milliseconds: list[float]) -> Side:
    return Side(name, "rows/s", [INSERTS / spent * 1000 for spent in milliseconds])


def _be(connection: psycopg.Connection[Any], actor: Actor) -> None:
    """The actor for the whole session: a transaction each would hide the trigger's cost."""
    told = {
        "id": actor.user_id,
        "membership": actor.membership_id,
        "role": actor.role,
        "organization": actor.organization_id,
    }
    for name, value in told.items():
        connection.execute("select set_config(%s, %s, false)", [f"app.{name}", str(value)])


def _inserts(
    connection: psycopg.Connection[Any], chains: list[uuid.UUID], actor: Actor, *, first: int
) -> tuple[Callable[[], None], Callable[[], None]]:
    link = bytes(32)

    def chained() -> None:
        for number in range(INSERTS):
            chain = chains[number % len(chains)]
            connection.execute(CHAINED, [uuid.uuid4(), chain, chain])

    def plain() -> None:
        for number in range(INSERTS):
            chain = chains[number % len(chains)]
            place = next(places)
            connection.execute(
                PLAIN, [uuid.uuid4(), chain, chain, place, actor.user_id, link, link]
            )

    places = itertools.count(first)
    return chained, plain
