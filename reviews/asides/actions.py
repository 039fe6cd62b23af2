"""Saying that one feels pressured; asking for somebody else. No words are written anywhere."""

import uuid
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.asides import doors, queries, rules
from reviews.asides.models import Pressure, SpeakRequest
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_clinicians

ASIDE = "aside"  # a chain of the trail for each request: no clinician of the client's reads in it


def say_pressured(*, actor: Actor, engagement: Engagement, now: datetime) -> Pressure:
    """Tell one's clinicians, and nobody else, that one feels pressured. Said twice, it is one.

    Raises NotAllowed for anybody but the client, WrongState after the end.
    """
    if not rules.can_say_pressured(actor, engagement):
        raise WrongState if engagement_rules.is_client(actor, engagement) else NotAllowed
    try:
        with transaction.atomic():
            row = Pressure.objects.create(
                engagement=engagement, author_id=actor.user_id, created_at=now
            )
    except IntegrityError:  # one is open already
        return Pressure.objects.get(engagement=engagement, state=Pressure.ASKED)
    _record(row, verb="say_pressured")
    tell_clinicians(key=f"aside:{row.id}", engagement=engagement, subject_id=row.id, now=now)
    return row


def note_talked(*, actor: Actor, pressure_id: UUID, now: datetime) -> Pressure:
    """asked → answered, by the clinician: the two have talked.

    Raises NotFound, NotAllowed, WrongState.
    """
    row = queries.get_pressure(actor=actor, pressure_id=pressure_id)
    if not engagement_rules.is_clinician(actor, row.engagement):
        raise NotAllowed
    return _answer(row, state=Pressure.ANSWERED, verb="note_talked", now=now)


def take_pressure_back(*, actor: Actor, pressure_id: UUID, now: datetime) -> Pressure:
    """asked → withdrawn, by the client. Raises as note_talked."""
    row = queries.get_pressure(actor=actor, pressure_id=pressure_id)
    if not engagement_rules.is_client(actor, row.engagement):
        raise NotAllowed
    return _answer(row, state=Pressure.WITHDRAWN, verb="take_pressure_back", now=now)


def ask_to_speak(*, actor: Actor, engagement: Engagement) -> UUID:
    """Ask to speak to somebody who is not one's clinician. Asked twice, it is one request.

    The practice's named person is told that something waits, or its administrators; never a
    clinician of this client. Raises NotAllowed for anybody but the client, WrongState where there is
    nobody else in the practice.
    """
    if not engagement_rules.is_client(actor, engagement):
        raise NotAllowed
    new = uuid.uuid4()
    found = doors.ask_to_speak(request_id=new, engagement_id=engagement.id)
    if found is None:
        raise WrongState
    if found == new:
        _record_aside(new, verb="ask_to_speak")
    return found


def note_spoken(*, actor: Actor, request_id: UUID, now: datetime) -> None:
    """asked → spoken, by whoever received it. Raises NotFound, NotAllowed, WrongState."""
    row = queries.get_request(actor=actor, request_id=request_id)
    if not rules.received(actor, row):
        raise NotAllowed
    _settle(row, state=SpeakRequest.SPOKEN, verb="note_spoken", now=now)


def take_request_back(*, actor: Actor, request_id: UUID, now: datetime) -> None:
    """asked → withdrawn, by the client. Raises NotFound, NotAllowed, WrongState."""
    row = queries.get_request(actor=actor, request_id=request_id)
    if rules.received(actor, row):
        raise NotAllowed
    _settle(row, state=SpeakRequest.WITHDRAWN, verb="take_request_back", now=now)


def _answer(row: Pressure, *, state: str, verb: str, now: datetime) -> Pressure:
    waiting = Pressure.objects.filter(id=row.id, state=Pressure.ASKED)
    if not waiting.update(state=state, answered_at=now):
        raise WrongState
    _record(row, verb=verb)
    return row


def _settle(row: SpeakRequest, *, state: str, verb: str, now: datetime) -> None:
    waiting = SpeakRequest.objects.filter(id=row.id, state=SpeakRequest.ASKED)
    if not waiting.update(state=state, answered_at=now):
        raise WrongState
    _record_aside(row.id, verb=verb)


def _record(row: Pressure, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="pressure", object_id=row.id, chain=row.engagement_id)


def _record_aside(request_id: UUID, *, verb: str) -> None:
    audit.record(
        verb=verb, object_kind="aside", object_id=request_id, chain=request_id, chain_kind=ASIDE
    )
