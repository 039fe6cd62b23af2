"""A release opens for its own reader, its own version, inside its own permission. By plain SQL."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import errors

from accounts.access import acting_as
from reviews.releases.doors import live_releases
from tests import sharing_story as told
from tests.ground import acted_once

MARA = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")


def rows(who: Any, sql: str, *values: Any) -> list[Any]:
    with acting_as(who), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def live(who: Any) -> set[Any]:
    with acting_as(who), transaction.atomic():
        return live_releases()


@acted_once
def two_readers(cast: Any, engagement: Any, signed: Any, permission: Any, now: Any) -> Any:
    """Erin may read all of it, Mara that he takes part; both have joined."""
    hers = told.permitted(cast, engagement.id, now=now, reader=MARA, parts=("takes_part",))
    first = told.released(cast, signed, permission, now=now)
    second = told.released(cast, signed, hers, now=now)
    later = told.wait_is_over()
    erin, mara = told.reader_joined(), told.reader_joined(MARA[3])
    return {"erin": (erin, first, permission), "mara": (mara, second, hers), "now": later}


def test_each_reader_has_their_own_and_nothing_else(two_readers):
    erin, first, _ = two_readers["erin"]
    mara, second, _ = two_readers["mara"]

    assert live(erin) == {first.id}
    assert live(mara) == {second.id}
    assert rows(erin, "select id from reviews_release") == [(first.id,)]
    assert rows(mara, "select id from reviews_release") == [(second.id,)]
    for table in ("report", "permission", "statement", "withdrawal", "recipient", "narrowing"):
        assert rows(mara, f"select id from reviews_{table}") == [], table
    keys = "select holder from reviews_engagementkey"
    assert rows(mara, keys) == [(second.id,)]


def test_a_second_living_permission_opens_nothing(cast, engagement, two_readers):
    erin, first, permission = two_readers["erin"]
    now = two_readers["now"]
    told.permitted(cast, engagement.id, now=now)
    assert live(erin) == {first.id}

    told.withdrawn(cast, permission, now=now)

    assert live(erin) == set()
    assert live(two_readers["mara"][0]) != set()


def test_a_new_version_is_not_opened_by_an_earlier_yes(cast, signed, two_readers):
    erin, first, permission = two_readers["erin"]
    now = two_readers["now"]
    newer = told.corrected_report(cast, signed, now=now, themes="We worked on asking twice.")
    assert live(erin) == {first.id}

    again = told.released(cast, newer, permission, now=now)
    told.wait_is_over(hours=2 * told.WAIT_HOURS)

    assert live(erin) == {again.id}
    assert live(two_readers["mara"][0]) == {two_readers["mara"][1].id}


def test_narrowing_and_the_last_day_close_it(cast, two_readers):
    erin, first, permission = two_readers["erin"]
    mara, second, _ = two_readers["mara"]
    assert (live(erin), live(mara)) == ({first.id}, {second.id})

    told.narrowed(cast, permission, "takes_part", "themes", now=two_readers["now"])
    assert (live(erin), live(mara)) == (set(), {second.id})

    told.wait_is_over(hours=24 * 182)
    assert live(mara) == set()


def test_a_reader_who_sees_no_withdrawal_still_opens_nothing_after_it(cast, two_readers):
    """Row security hides the withdrawal from the reader; were it asked as them, it would fail open."""
    mara, second, permission = two_readers["mara"]
    assert live(mara) == {second.id}

    told.withdrawn(cast, permission, now=two_readers["now"])

    assert rows(cast.eli.actor, "select count(*) from reviews_withdrawal") == [(1,)]
    assert rows(mara, "select count(*) from reviews_withdrawal") == [(0,)]
    assert live(mara) == set()
    assert rows(mara, "select id from reviews_release") == []
    assert rows(mara, "select id from reviews_engagementkey") == []


# --- what the policy asks of a new row ------------------------------------------------------------


def insert_like(eli: Any, row_id: Any, **changes: Any) -> None:
    """Another release like that one, as Eli, by plain SQL; taken back."""
    with acting_as(eli), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select * from reviews_release where id = %s", [row_id])
        names = [column.name for column in cursor.description]
        values = dict(zip(names, cursor.fetchone(), strict=True))
        values.update(id=uuid.uuid4(), code_hash=uuid.uuid4().bytes * 2, **changes)
        words = ", ".join("%s::jsonb" if name == "parts" else "%s" for name in names)
        cursor.execute(
            f"insert into reviews_release ({', '.join(names)}) values ({words})",
            [values[name] for name in names],
        )
        transaction.set_rollback(True)


@acted_once
def one(cast: Any, engagement: Any, signed: Any, now: Any) -> dict[str, Any]:
    """A release inside a small permission, a second reader's permission, a second version."""
    permission = told.permitted(cast, engagement.id, now=now, parts=("takes_part", "themes"))
    hers = told.permitted(cast, engagement.id, now=now, reader=MARA)
    release = told.released(cast, signed, permission, now=now, parts=("takes_part",))
    newer = told.corrected_report(cast, signed, now=now, themes="We worked on asking twice.")
    return {"release": release, "hers": hers, "newer": newer, "permission": permission}


WRONG: dict[str, Any] = {
    "another reader's permission": lambda s: {"permission_id": s["hers"].id},
    "another reader": lambda s: {"recipient_id": s["hers"].recipient_id},
    "another version": lambda s: {"report_id": s["newer"].id},
    "another version's words": lambda s: {"digest": bytes(s["newer"].digest)},
    "another series": lambda s: {"series": uuid.uuid4()},
    "more parts": lambda s: {"parts": '["takes_part", "summary"]'},
    "no parts": lambda s: {"parts": "[]"},
    "a longer time": lambda s: {"expires_at": s["release"].expires_at + timedelta(days=1)},
    "no wait": lambda s: {"live_at": s["release"].created_at + timedelta(hours=1)},
    "no preview": lambda s: {"live_at": s["release"].created_at + timedelta(hours=49)},
    "another's hand": lambda s: {"author_id": s["newer"].author_id},
    "an old proof": lambda s: {"authenticated_at": s["release"].created_at - timedelta(minutes=11)},
    "another day": lambda s: {"created_at": s["release"].created_at - timedelta(days=3)},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_the_database_takes_a_release_only_as_it_was_permitted(cast, one, wrong):
    eli, row_id = cast.eli.actor, one["release"].id
    insert_like(eli, row_id, parts='["takes_part"]')

    with pytest.raises(DatabaseError) as refused:
        insert_like(eli, row_id, **{"parts": '["takes_part"]', **WRONG[wrong](one)})
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


def test_the_database_takes_none_inside_a_permission_that_ended(cast, one, now):
    eli, row_id = cast.eli.actor, one["release"].id
    insert_like(eli, row_id, parts='["takes_part"]')
    told.narrowed(cast, one["permission"], "themes", now=now)
    with pytest.raises(DatabaseError):
        insert_like(eli, row_id, parts='["takes_part"]')
    insert_like(eli, row_id, parts='["themes"]')

    told.withdrawn(cast, one["permission"], now=now)

    with pytest.raises(DatabaseError):
        insert_like(eli, row_id, parts='["themes"]')


def test_the_database_takes_no_release_of_what_was_entered_in_error(cast, one, signed, now):
    eli, row_id = cast.eli.actor, one["release"].id
    insert_like(eli, row_id, parts='["takes_part"]')

    told.entered_in_error(cast, signed, now=now)

    with pytest.raises(DatabaseError):
        insert_like(eli, row_id, parts='["takes_part"]')
