"""Each condition the database asks before a text goes out is taken away, and a try notices.

In a copy of the database, whose owner takes it away and puts it back. No Python of ours decides here:
the rows are inserted with plain SQL, and the reader's door is asked itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from reviews.records.retention import CONSENT
from tests.clones import clone, inside
from tests.laws.consent_policies import (
    DATED_ALONE,
    ELSEWHERE,
    INSERTS,
    NOT_BACK,
    NOT_LATER,
    OPENS,
    POLICIES,
    Line,
)
from tests.laws.consent_story import Story
from tests.laws.operands import conditions, conditions_of_policy, taken_away

DOOR = "live_releases"
TABLES = (
    "recipient", "permission", "narrowing", "withdrawal", "release", "releasefile",
    "noticeacknowledgment", "disclosure", "statement", "notreleased",
)  # fmt: skip
OWNER = psycopg.Connection[Any]


def policies(owner: OWNER) -> dict[tuple[str, str], str]:
    """(policy, condition) → the policy's text, of every insert into these tables."""
    names = [f"reviews_{table}" for table in (*TABLES, *DATED_ALONE)]
    rows = owner.execute(
        "select policyname, with_check from pg_policies"
        " where tablename = any(%s) and cmd = 'INSERT' and with_check <> 'false'",
        [names],
    ).fetchall()
    every = {(name, c.label): text for name, text in rows for c in conditions_of_policy(text)}
    alone = {f"reviews_{table}_insert" for table in DATED_ALONE}
    return {
        (name, label): text
        for (name, label), text in every.items()
        if name not in alone or label in (NOT_BACK, NOT_LATER)
    }


def body(owner: OWNER) -> str:
    row = owner.execute("select prosrc from pg_proc where proname = %s", [DOOR]).fetchone()
    assert row
    return str(row[0])


@contextmanager
def without(owner: OWNER, policy: str, *labels: str) -> Iterator[None]:
    """These conditions are gone from a policy, or from the door."""
    text = body(owner) if policy == DOOR else texts(owner)[policy]
    find: Callable[[str], Any] = conditions if policy == DOOR else conditions_of_policy
    less = text
    for label in labels:
        found = [condition for condition in find(less) if condition.label == label]
        assert found, (policy, label)
        less = taken_away(less, found[0])
    put(owner, policy, less)
    try:
        yield
    finally:
        put(owner, policy, text)


def texts(owner: OWNER) -> dict[str, str]:
    return {policy: text for (policy, _), text in policies(owner).items()}


def put(owner: OWNER, policy: str, text: str) -> None:
    if policy != DOOR:
        table = policy.removesuffix("_insert")
        owner.execute(f"alter policy {policy} on {table} with check ({text})")
        return
    row = owner.execute(
        "select pg_get_functiondef(oid), prosrc from pg_proc where proname = %s", [DOOR]
    ).fetchone()
    assert row
    owner.execute("set role waymark_definer")
    owner.execute(row[0].replace(row[1], text))
    owner.execute("reset role")


@pytest.fixture(autouse=True)
def _in_database() -> None:
    """No transaction around a test: what it had read would keep the owner from changing anything."""


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Story, OWNER]]:
    from tests.conftest import _load_cast, _make_cast

    with (
        django_db_blocker.unblock(),
        clone() as copy,
        inside(copy.app_url),
        copy.as_owner() as owner,
    ):
        _make_cast()
        yield Story(_load_cast()), owner


def test_every_condition_in_the_database_has_its_line(stage):
    _, owner = stage
    asked = set(policies(owner)) | {(DOOR, c.label) for c in conditions(body(owner))}
    known = {*POLICIES, *ELSEWHERE, *((DOOR, label) for label in OPENS)}

    assert asked - known == set(), "a condition without a try"
    assert known - asked == set(), "a line without a condition"
    assert {line.attempt for line in POLICIES.values()} == INSERTS.keys()


def test_every_row_of_consent_is_dated_when_it_is_made(stage):
    """A door writes those that nobody inserts, and asks the clock itself."""
    _, owner = stage
    asked = policies(owner)
    inserted = {policy.removesuffix("_insert") for policy, _ in asked}
    assert inserted >= CONSENT.keys() - {"reviews_closedrelease"}
    for table in inserted:
        assert asked.keys() >= {(f"{table}_insert", NOT_BACK), (f"{table}_insert", NOT_LATER)}, (
            table
        )


def test_what_is_right_goes_in_and_one_release_opens(stage):
    story, _ = stage
    refused = [name for name, insert in INSERTS.items() if not story.takes(insert, right=True)]
    assert refused == []
    assert story.opens() == {story.fates["live"]}


@pytest.mark.parametrize(("policy", "label"), POLICIES)
def test_a_condition_that_is_taken_away_is_missed(stage, policy, label):
    story, owner = stage
    line: Line = POLICIES[policy, label]
    assert not story.takes(INSERTS[line.attempt])

    if line.also:
        with without(owner, policy, *line.also):
            assert not story.takes(INSERTS[line.attempt]), "with the others gone, this one holds"
    with without(owner, policy, label, *line.also):
        assert story.takes(INSERTS[line.attempt])
    assert not story.takes(INSERTS[line.attempt])


@pytest.mark.parametrize("label", OPENS)
def test_what_the_door_does_not_ask_opens_what_is_closed(stage, label):
    story, owner = stage
    line = OPENS[label]
    in_no_role = line.attempt not in story.fates
    who = "nobody in particular" if in_no_role else "reader"
    fate = story.fates["live" if in_no_role else line.attempt]
    assert fate not in story.opens(who)

    if line.also:
        with without(owner, DOOR, *line.also):
            assert fate not in story.opens(who), "with the others gone, this one holds"
    with without(owner, DOOR, label, *line.also):
        assert fate in story.opens(who)
    assert fate not in story.opens(who)
