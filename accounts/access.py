"""The actor, and the ways to be one.

An actor is a person in one membership. Every act and every guarded read takes one; the database is
told the same one (tracker.lib.session). Source: docs/architecture.md, "Three gates".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from guardian.backends import ObjectPermissionBackend

from tracker.lib import session


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one role at one practice. Made from a live membership, never from a request."""

    user_id: UUID
    membership_id: UUID
    organization_id: UUID
    role: str


class NotFound(Exception):
    """No such thing for this actor; the same whether it is absent or not theirs. HTTP 404."""


class NotAllowed(Exception):
    """The actor may see the thing and may not do this to it. HTTP 403."""


class WrongState(Exception):
    """The thing has moved on; somebody else, or another tab, was first. HTTP 409."""


class Stale(Exception):
    """The text was saved elsewhere in between. Both texts are kept. HTTP 409."""


class NotFresh(Exception):
    """The act needs a password typed a moment ago, and it was not. HTTP 403."""


FRESH_ENOUGH = timedelta(minutes=10)  # the page asks after five: accounts.fresh
CLOCKS_DIFFER = timedelta(minutes=1)


def require_fresh(*, authenticated_at: datetime, now: datetime) -> None:
    """Let an act go on only shortly after its person has proven who they are.

    Both aware. Raises NotFresh if that is more than ten minutes ago, or lies ahead.
    """
    if not now - FRESH_ENOUGH <= authenticated_at <= now + CLOCKS_DIFFER:
        raise NotFresh


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Be `actor` for the database inside the block; restore the outer one after it."""
    with session.identified(
        session.Identity(user_id=actor.user_id, membership_id=actor.membership_id)
    ):
        yield


@contextmanager
def acting_as_system(name: str) -> Iterator[None]:
    """Be a named system act, which reaches scheduling tables only: "sweep" or "outbox"."""
    with session.identified(session.Identity(system=name)):
        yield


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """What is written here is refused with WrongState where the database holds one of its kind
    already: a form was sent twice, or a second tab was first.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise WrongState from None


class GrantBackend(ObjectPermissionBackend):
    """guardian's answer from direct grants alone: no superuser shortcut, no groups, no globals."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if obj is None or getattr(user_obj, "is_superuser", False):
            return False
        return bool(super().has_perm(user_obj, perm, obj))
