"""Who the database believes is asking.

A ContextVar holds the identity; the database backend hands it to PostgreSQL at the start of each
outermost transaction, transaction-locally. No transaction, or no identity: no rows.
Source: docs/architecture.md, "Three gates".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Identity:
    """What is told to the database: a person in one membership, or a named system act."""

    user_id: UUID | None = None
    membership_id: UUID | None = None
    system: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What the database answered: the role it found, its practice, the one clock's time (UTC)."""

    role: str
    organization_id: UUID | None
    now: datetime


class MembershipEnded(PermissionDenied):
    """The membership named by the session is no longer alive; the person must sign in again."""


_identity: ContextVar[Identity | None] = ContextVar("waymark_identity", default=None)
_entered: ContextVar[Entered | None] = ContextVar("waymark_entered", default=None)
_scratch: ContextVar[dict[object, Any] | None] = ContextVar("waymark_scratch", default=None)


def current_identity() -> Identity | None:
    return _identity.get()


def current_entered() -> Entered | None:
    """The answer to the last entering; only meaningful inside a transaction."""
    return _entered.get()


def scratch() -> dict[object, Any]:
    """It lives as long as the identity does: unwrapped keys rest here and nowhere else."""
    kept = _scratch.get()
    return {} if kept is None else kept


def tell_database(db: BaseDatabaseWrapper) -> None:
    """Hand the current identity to the open transaction of `db`; without one, tell it nobody.

    Raises MembershipEnded if the membership is over.
    """
    identity = _identity.get() or Identity()
    with db.cursor() as cursor:
        cursor.execute(
            "select role, organization_id, at from app.enter(%s, %s, %s)",
            [identity.user_id, identity.membership_id, identity.system],
        )
        row: tuple[Any, ...] = cursor.fetchone()
    role, organization_id, now = row
    if identity.membership_id and not role:
        raise MembershipEnded
    _entered.set(Entered(role=role or "", organization_id=organization_id, now=now))


@contextmanager
def identified(identity: Identity) -> Iterator[None]:
    """Be `identity` inside the block; the outer identity returns after it.

    Works outside a transaction (the next one starts as `identity`) and inside one.
    """
    outer, outer_entered = _identity.get(), _entered.get()
    token = _identity.set(identity)
    scratch_token = _scratch.set({})
    inside = connection.in_atomic_block
    try:
        if inside:
            tell_database(connection)
        yield
    finally:
        _identity.reset(token)
        _scratch.reset(scratch_token)
        # Restored by hand, not left to a savepoint: a released savepoint keeps the inner value.
        if inside and connection.in_atomic_block and not connection.needs_rollback:
            if outer is not None:
                tell_database(connection)
            else:
                with connection.cursor() as cursor:
                    cursor.execute("select app.leave()")
        _entered.set(outer_entered)
