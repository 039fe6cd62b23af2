"""Making the tries of consent_attempts.py in the story of consent_story.py. Each is taken back."""

from functools import singledispatch
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import errors

from tests.laws.consent_attempts import REFUSED, Answer, Attempt, Change, Insert, Sight, full
from tests.laws.consent_story import Story

# What a policy, a trigger and a door say no with.
NO = (errors.InsufficientPrivilege, errors.RaiseException)


@singledispatch
def goes(attempt: Attempt, story: Story, *, right: bool = False) -> bool:
    """Whether the database lets it through; of a function, whether it answers something else.

    right  the same as its right person could do it.
    """
    raise NotImplementedError(attempt)


@goes.register
def _(attempt: Insert, story: Story, *, right: bool = False) -> bool:
    """Also if only a constraint does not take the row."""
    with story.be(attempt.seen_by), connection.cursor() as cursor:
        cursor.execute(f"select * from {full(attempt.table)} where {attempt.like}", story.ids)
        row = cursor.fetchone()
        assert row, attempt
        seen = dict(zip([c.name for c in cursor.description], row, strict=True))
    new = {"id": "gen_random_uuid()", **(attempt.right if right else attempt.new)}
    words = ", ".join(new.get(name, f"%(seen_{name})s") for name in seen)
    names = ", ".join(seen)
    if "parts" in seen:
        words = words.replace("%(seen_parts)s", "%(seen_parts)s::jsonb")
    values = {**story.ids, **{f"seen_{name}": value for name, value in seen.items()}}
    sql = f"insert into {full(attempt.table)} ({names}) values ({words})"
    with story.be(attempt.seen_by if right else attempt.who):
        return _changes(sql, values)


@goes.register
def _(attempt: Change, story: Story, *, right: bool = False) -> bool:
    who, change, where = attempt.right if right else (attempt.who, attempt.change, attempt.where)
    with story.be(who):
        return _changes(f"update {full(attempt.table)} set {change} where {where}", story.ids)


@goes.register
def _(attempt: Sight, story: Story, *, right: bool = False) -> bool:
    with story.be(attempt.by if right else attempt.who), connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from {full(attempt.table)} where {attempt.where}", story.ids
        )
        return bool(cursor.fetchone()[0])


@goes.register
def _(attempt: Answer, story: Story, *, right: bool = False) -> bool:
    answer: Any = None
    try:
        with transaction.atomic():
            for who, sql in attempt.steps:
                with story.be(who), connection.cursor() as cursor:
                    cursor.execute(sql, story.ids)
                    row = cursor.fetchone() if cursor.description else None
                    answer = row[0] if row else None
            transaction.set_rollback(True)
    except IntegrityError:  # what it would do is not possible
        answer = IntegrityError
    except DatabaseError as error:
        assert isinstance(error.__cause__, NO), error
        answer = REFUSED
    return bool(answer == attempt.is_) if right else bool(answer != attempt.is_)


def _changes(sql: str, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            changed = cursor.rowcount > 0
            transaction.set_rollback(True)
    except IntegrityError:  # the policies come first: they have let it through
        return True
    except DatabaseError as error:
        assert isinstance(error.__cause__, NO), error
        return False
    return bool(changed)
