"""Asking to be rung, and saying that it was done. No words are written anywhere."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from accounts.models import Organization
from reviews.calls import rules
from reviews.calls.models import Call
from reviews.calls.queries import get_call, next_look
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_clinicians


def ask_call(*, actor: Actor, engagement: Engagement, now: datetime) -> Call:
    """Ask one's clinician to ring. Asked twice, it is one request: the open one is given back.

    The clinician gets a mail that says that something waits, and sees it first on Today. Raises
    NotAllowed for anybody but the client, WrongState if no work goes on.
    """
    if not rules.can_ask(actor, engagement):
        raise WrongState if engagement_rules.is_client(actor, engagement) else NotAllowed
    practice = Organization.objects.get(id=engagement.organization_id)
    try:
        with transaction.atomic():
            call = Call.objects.create(
                engagement=engagement,
                author_id=actor.user_id,
                seen_by=next_look(practice, now=now),
                created_at=now,
            )
    except IntegrityError:  # one is open already
        return Call.objects.get(engagement=engagement, state=Call.ASKED)
    _record(call, verb="ask_call")
    tell_clinicians(key=f"call:{call.id}", engagement=engagement, subject_id=call.id, now=now)
    return call


def note_rung(*, actor: Actor, call_id: UUID, now: datetime) -> Call:
    """asked → rung, by the clinician. Raises NotFound, NotAllowed, WrongState."""
    call = get_call(actor=actor, call_id=call_id)
    if not engagement_rules.is_clinician(actor, call.engagement):
        raise NotAllowed
    return _answer(call, state=Call.RUNG, verb="note_rung", now=now)


def withdraw_call(*, actor: Actor, call_id: UUID, now: datetime) -> Call:
    """asked → withdrawn, by the client: it is not needed any more. Raises as note_rung."""
    call = get_call(actor=actor, call_id=call_id)
    if not engagement_rules.is_client(actor, call.engagement):
        raise NotAllowed
    return _answer(call, state=Call.WITHDRAWN, verb="withdraw_call", now=now)


def _answer(call: Call, *, state: str, verb: str, now: datetime) -> Call:
    if not Call.objects.filter(id=call.id, state=Call.ASKED).update(state=state, answered_at=now):
        raise WrongState
    _record(call, verb=verb)
    return call


def _record(call: Call, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="call", object_id=call.id, chain=call.engagement_id)
