"""The doors of this room: the database's own functions, which alone write grants."""

from dataclasses import dataclass
from datetime import datetime
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


def answer_handover(*, handover_id: UUID, word: str) -> str:
    """The state after the actor's word: yes, no, object, take_back or withdraw. Raises WrongState."""
    return _state("select app.answer_handover(%s, %s)", handover_id, word)


def hand_over_due() -> list[tuple[UUID, UUID]]:
    """What was handed over just now: (handover, engagement)."""
    with connection.cursor() as cursor:
        cursor.execute("select handover_id, engagement_id from app.hand_over_due()")
        return list(cursor.fetchall())


def ask_cover_by_code(
    *, cover_id: UUID, code: str, colleague_id: UUID, starts_at: datetime, ends_at: datetime
) -> bool:
    """Whether the database let an administrator ask."""
    sql = "select app.ask_cover_by_code(%s, %s, %s, %s, %s)"
    return bool(_ask(sql, cover_id, code, colleague_id, starts_at, ends_at))


def close_account(*, closed_id: UUID, engagement_id: UUID, authenticated_at: datetime) -> bool:
    """Whether the account was open, and the actor works with its client, freshly proven."""
    sql = "select app.close_account(%s, %s, %s)"
    return bool(_ask(sql, closed_id, engagement_id, authenticated_at))


@dataclass(frozen=True, slots=True)
class Change:
    """A cover or handover that is open, as an administrator's list has it."""

    kind: str  # cover | handover
    id: UUID
    code: str
    state: str
    clinician: str
    colleague: str
    begins: datetime
    ends: datetime | None
    by_practice: bool


def list_changes() -> list[Change]:
    """Nothing for anybody but an administrator."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.list_changes()")
        return [Change(*row) for row in cursor.fetchall()]


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
