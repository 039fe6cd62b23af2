"""A clinician is suddenly away: who acts, who is told, and that nothing opens by it.

An administrator notes it and asks colleagues by code. Each client is told, and says yes or no.
Source: docs/operations.md, "A clinician is suddenly away".
"""

import uuid
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState, one_at_a_time
from accounts.queries import list_clinicians
from accounts.roles import ADMINISTRATOR
from reviews.assignments import doors
from reviews.assignments.actions import days_as_moments
from reviews.assignments.models import Absence


def note_absence(*, actor: Actor, person_id: UUID, starts_on: date, now: datetime) -> Absence:
    """A clinician is away from this day on. They and their clients are told, and not why.

    Raises NotAllowed unless an administrator notes it of a clinician here; WrongState if it is noted.
    """
    if actor.role != ADMINISTRATOR:
        raise NotAllowed
    if person_id not in {m.user_id for m in list_clinicians(actor=actor)}:
        raise NotAllowed
    absence = Absence(
        organization_id=actor.organization_id,
        person_id=person_id,
        starts_on=starts_on,
        noted_by_id=actor.user_id,
        noted_at=now,
    )
    with one_at_a_time():
        absence.save(force_insert=True)
    _record(actor, absence.id, verb="note_absence")
    return absence


def end_absence(*, actor: Actor, absence: Absence, now: datetime) -> None:
    """The clinician is back, as they or an administrator say. Raises WrongState."""
    if not Absence.objects.filter(id=absence.id, ended_at=None).update(ended_at=now):
        raise WrongState
    _record(actor, absence.id, verb="end_absence")


def ask_cover_by_code(  # noqa: PLR0913 - what is asked for has these parts
    *, actor: Actor, code: str, colleague_id: UUID, first: date, last: date, now: datetime
) -> UUID:
    """Ask a colleague to cover for a clinician who is away. The client and they have to say yes.

    Raises NotAllowed for oneself, the client, days that are not good, or a clinician who is not
    away; WrongState if a cover is open already.
    """
    if actor.role != ADMINISTRATOR or colleague_id == actor.user_id:
        raise NotAllowed
    starts_at, ends_at = days_as_moments(actor=actor, first=first, last=last, now=now)
    cover_id = uuid.uuid4()
    with one_at_a_time():
        asked = doors.ask_cover_by_code(
            cover_id=cover_id,
            code=code,
            colleague_id=colleague_id,
            starts_at=starts_at,
            ends_at=ends_at,
        )
    if not asked:
        raise NotAllowed
    _record(actor, cover_id, verb="ask_cover", kind="cover")
    return cover_id


def withdraw_cover_by_code(*, actor: Actor, cover_id: UUID, now: datetime) -> None:
    """An administrator ends what an administrator asked for. Raises NotAllowed, WrongState."""
    if actor.role != ADMINISTRATOR:
        raise NotAllowed
    doors.end_cover(cover_id=cover_id)
    _record(actor, cover_id, verb="end_cover", kind="cover")


def _record(actor: Actor, row_id: UUID, *, verb: str, kind: str = "absence") -> None:
    audit.record(
        verb=verb,
        object_kind=kind,
        object_id=row_id,
        chain=actor.organization_id,
        chain_kind=audit.ORGANIZATION,
    )
