"""The doors of this room: the database's own functions, which alone write grants."""

from typing import Any
from uuid import UUID

from django.db import connection

from accounts.access import WrongState


def answer_cover(*, cover_id: UUID, yes: bool) -> str:
    """The state after the actor's word. Raises WrongState if it is not theirs to say, or too late."""
    return _state("select app.answer_cover(%s, %s)", cover_id, yes)


def end_cover(*, cover_id: UUID) -> str:
    """withdrawn, if it had not begun; else over. Raises WrongState."""
    return _state("select app.end_cover(%s)", cover_id)


def settle_covers() -> None:
    _ask("select app.settle_covers()")


def _state(sql: str, *parameters: Any) -> str:
    found = _ask(sql, *parameters)
    if found is None:
        raise WrongState
    return str(found)


def _ask(sql: str, *parameters: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row[0] if row else None
