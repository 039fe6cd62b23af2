"""Opening, starting and ending an engagement. Grants are made by the database's own function."""

import uuid
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, WrongState, one_at_a_time
from accounts.roles import CLINICIAN
from reviews.engagements import rules
from reviews.engagements.codes import new_code
from reviews.engagements.models import Engagement
from reviews.records import vault


def open_engagement(
    *,
    actor: Actor,
    client_membership_id: UUID,
    client_name: str,
    now: datetime,
    engagement_id: UUID | None = None,
) -> Engagement:
    """Make an engagement with a client who was introduced to this clinician.

    It has no effect before the client accepts its agreement. client_name is sealed. Raises
    NotAllowed unless the actor is a clinician, NotFound unless the client was introduced to them,
    WrongState if one is offered or running already.
    """
    if actor.role != CLINICIAN:
        raise NotAllowed
    engagement_id = engagement_id or uuid.uuid4()
    # The database allows one current engagement of two people.
    with one_at_a_time(), connection.cursor() as cursor:
        cursor.execute(
            "select app.open_engagement(%s, %s, %s)",
            [engagement_id, new_code(), client_membership_id],
        )
        client_id = cursor.fetchone()[0]
    if client_id is None:
        raise NotFound
    vault.make_key(vault.record(engagement_id), now=now)
    vault.make_key(vault.sharing(engagement_id), now=now)
    _write_name(engagement_id=engagement_id, client_name=client_name)
    audit.record(
        verb="open_engagement",
        object_kind="engagement",
        object_id=engagement_id,
        chain=engagement_id,
    )
    return Engagement.objects.get(id=engagement_id)


def start_engagement(*, engagement: Engagement, client_name: str, now: datetime) -> None:
    """proposed → active, under the name the client chose. Called by accepting an agreement.

    Raises WrongState.
    """
    _write_name(engagement_id=engagement.id, client_name=client_name)
    _move(engagement, state=Engagement.ACTIVE, started_at=now)


def name_client(*, engagement: Engagement, client_name: str) -> None:
    """How the client wants to be named from now on. Called by accepting a later agreement."""
    _write_name(engagement_id=engagement.id, client_name=client_name)


def decline_engagement(*, engagement: Engagement, now: datetime) -> None:
    """proposed → declined, without a reason or a label. Raises WrongState."""
    _move(engagement, state=Engagement.DECLINED, ended_at=now)


def withdraw_engagement(*, engagement: Engagement, now: datetime) -> None:
    """proposed → withdrawn, by the clinician. Raises WrongState."""
    _move(engagement, state=Engagement.WITHDRAWN, ended_at=now)


def end_engagement(*, actor: Actor, engagement: Engagement, now: datetime) -> None:
    """active → ended, by either of the two people. Raises NotAllowed, WrongState.

    Its line comes first: whoever moves an engagement takes the head of its trail (holding.py).
    """
    if not rules.can_end(actor, engagement):
        raise NotAllowed if engagement.state == Engagement.ACTIVE else WrongState
    with transaction.atomic():
        audit.record(
            verb="end_engagement",
            object_kind="engagement",
            object_id=engagement.id,
            chain=engagement.id,
        )
        _move(engagement, state=Engagement.ENDED, ended_at=now)


def _move(engagement: Engagement, *, state: str, **changes: datetime) -> None:
    moved = Engagement.objects.filter(id=engagement.id, state__in=rules.before(state)).update(
        state=state, **changes
    )
    if not moved:
        raise WrongState
    engagement.refresh_from_db()


def _write_name(*, engagement_id: UUID, client_name: str) -> None:
    row = Engagement(id=engagement_id)
    sealed = vault.seal_in(vault.record(engagement_id), row, "client_name", client_name)
    Engagement.objects.filter(id=engagement_id).update(client_name=sealed)
