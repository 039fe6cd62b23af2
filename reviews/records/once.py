"""A form that is sent twice makes one row, and is answered twice in the same way."""

import uuid
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from accounts.access import Actor, WrongState, one_at_a_time
from reviews.records.models import EngagementRecord

Row = TypeVar("Row", bound=EngagementRecord)
Found = TypeVar("Found", bound=Model)


def once(
    model: type[Row], row_id: UUID | None, *, actor: Actor, make: Callable[[UUID], Row]
) -> Row:
    """The row that `make` gives; or the one it gave before, with nothing done a second time.

    row_id  of the new row, from what was sent (tracker.lib.forms.sending); None: of a sending that
            cannot be known again. What is sent a second time from an old page counts as the first
            sending, also if something else was answered in between: one answer, then another, then
            the first one again from its old page leaves the other one standing.
    make    writes all of the act, with that id for the row. What it raises passes, with nothing
            written, unless the row is there by now: then another sending was faster.
    """
    own = model._default_manager.filter(author_id=actor.user_id)
    return once_among(own, row_id, make=make)


def once_among(
    own: QuerySet[Found], row_id: UUID | None, *, make: Callable[[UUID], Found]
) -> Found:
    """As once; `own` are the rows the actor may have made before."""
    same = own.filter(pk=row_id)
    found = same.first() if row_id else None
    if found is not None:
        return found
    try:
        with one_at_a_time():
            return make(row_id or uuid.uuid4())
    except WrongState:
        found = same.first() if row_id else None
        if found is None:
            raise
        return found
