"""The outbox's statements. Each changes only what this claim still holds.

A claim is one id for all rows it took. Whoever claims a row later writes another one, and from then
on the first holder changes nothing.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from accounts.outbox.models import Notice
from accounts.outbox.retries import Outcome

# A lease that ran out is a holder that died. If they had begun to send, nobody knows how it ended.
CLAIM = """
    with due as (
        select id, leased_until is not null as left_behind from accounts_notice
         where state = 'waiting' and due_at <= %(now)s
           and (leased_until is null or leased_until <= %(now)s)
         order by due_at, id limit %(limit)s for update skip locked)
    update accounts_notice n
       set claim = %(claim)s, leased_until = %(until)s, sending_at = null,
           uncertain = n.uncertain or n.sending_at is not null
      from due where n.id = due.id
    returning n.id, n.key, n.kind, n.organization_id, n.recipient_id, n.subject_id, n.channel,
              n.due_at, n.attempts, n.claim, n.reason, due.left_behind
"""
RENEW = """
    update accounts_notice set leased_until = %(until)s
     where id = any(%(ids)s) and state = 'waiting' and claim = %(claim)s
"""
RELEASE = """
    update accounts_notice set leased_until = null, claim = null
     where id = any(%(ids)s) and state = 'waiting' and claim = %(claim)s
"""
BEGIN = """
    update accounts_notice
       set attempts = %(attempts)s, sending_at = %(now)s, leased_until = %(until)s
     where id = %(id)s and state = 'waiting' and claim = %(claim)s
"""
COUNT = """
    update accounts_notice set attempts = %(attempts)s
     where id = %(id)s and state = 'waiting' and claim = %(claim)s
"""
SETTLE = """
    update accounts_notice
       set state = %(state)s, attempts = %(attempts)s, due_at = %(due_at)s,
           settled_at = %(settled_at)s, leased_until = null, claim = null, sending_at = null,
           uncertain = uncertain or %(uncertain)s, reason = %(reason)s
     where id = %(id)s and state = 'waiting' and claim = %(claim)s
"""
Value = str | int | uuid.UUID | datetime | None
Values = Mapping[str, Value]


def claim(*, limit: int, lease: timedelta, now: datetime) -> list[Notice]:
    """Up to `limit` rows that are due and in nobody's hands, oldest first.

    Each has `left_behind`: whether somebody held it before and never came back.
    """
    values: Values = {"now": now, "limit": limit, "until": now + lease, "claim": uuid.uuid4()}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, values)
        *columns, _ = [column.name for column in cursor.description]
        notices = [_read(columns, row) for row in cursor.fetchall()]
    return sorted(notices, key=lambda notice: (notice.due_at, notice.id))


def _read(columns: list[str], row: tuple[Any, ...]) -> Notice:
    """What a holder needs of a row, and no more: a batch has many."""
    *values, left_behind = row
    notice: Notice = Notice.from_db(connection.alias, columns, values)
    notice.left_behind = left_behind
    return notice


def renew(notices: Sequence[Notice], *, until: datetime) -> None:
    """Hold these for longer."""
    _on_many(RENEW, notices, until=until)


def release(notices: Sequence[Notice]) -> None:
    """Give these back: anybody may claim them at once."""
    _on_many(RELEASE, notices)


def begin(
    notice: Notice, *, after: Outcome | None = None, until: datetime, now: datetime
) -> tuple[bool, bool]:
    """Sending begins, once this is committed; and what has become of the one before, in one go.

    Whether it has begun, and whether the one before was settled: False if in other hands by now.
    """
    values: Values = {"attempts": notice.attempts, "until": until, "now": now}
    with connection.cursor() as cursor:
        statement = cursor.mogrify(BEGIN, _held(notice, values))
        if after is not None:
            settled = cursor.mogrify(SETTLE, _held(after.notice, _settled(after, now=now)))
            statement = f"{statement};{settled}"
        cursor.execute(statement)
        has_begun = bool(cursor.rowcount)
        return has_begun, bool(cursor.nextset() and cursor.rowcount)


def count(notice: Notice) -> bool:
    """Write down that its turn has come, before anything is tried."""
    return _on_one(COUNT, notice, {"attempts": notice.attempts})


def settle(outcome: Outcome, *, now: datetime) -> bool:
    """What has become of it. False if it is in other hands by now."""
    return _on_one(SETTLE, outcome.notice, _settled(outcome, now=now))


def _settled(outcome: Outcome, *, now: datetime) -> Values:
    waits = outcome.wait is not None
    return {
        "state": outcome.state,
        "attempts": outcome.notice.attempts,
        "due_at": now + outcome.wait if outcome.wait else outcome.notice.due_at,
        "settled_at": None if waits else now,
        "uncertain": outcome.uncertain,
        "reason": outcome.reason,
    }


def _held(notice: Notice, values: Values) -> Values:
    return {"id": notice.id, "claim": notice.claim, **values}


def _on_one(statement: str, notice: Notice, values: Values) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, _held(notice, values))
        return bool(cursor.rowcount)


def _on_many(statement: str, notices: Sequence[Notice], **values: Value) -> None:
    """All of them are of one claim."""
    if notices:
        ids = [notice.id for notice in notices]
        with connection.cursor() as cursor:
            cursor.execute(statement, {"ids": ids, "claim": notices[0].claim, **values})
