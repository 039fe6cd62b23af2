"""Talking about whether the work fits, before anything is agreed; and not beginning, without a label.

No reason is kept in a field, no type of person, and nothing of it reaches anybody outside.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFresh, WrongState, require_fresh
from reviews.agreements.queries import get_client_ready
from reviews.engagements import actions as engagements
from reviews.engagements import rules as engagement_rules
from reviews.engagements.holding import hold
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.journal.actions import begin_writing, hand_over
from reviews.journal.models import Entry
from reviews.records import vault
from reviews.records.once import once, once_among
from reviews.suitability import queries, rules
from reviews.suitability.models import Referral
from reviews.unsent.actions import carry_offer

LONGEST_TEXT = 5_000  # characters


def open_talk(
    *,
    actor: Actor,
    client_membership_id: UUID,
    client_name: str,
    now: datetime,
    row_id: UUID | None = None,
) -> Engagement:
    """Open an engagement without an offer, to talk first. The client is told that something waits.

    row_id  of the engagement, so that a form sent twice opens one (reviews.records.once).
    What was typed into a first offer to them goes on within it.
    Raises NotAllowed unless the actor is a clinician, NotFound unless the client was introduced to
    them, WrongState if one is proposed or running already.
    """

    def make(new_id: UUID) -> Engagement:
        client = get_client_ready(actor=actor, membership_id=client_membership_id)
        engagement = engagements.open_engagement(
            actor=actor,
            client_membership_id=client.id,
            client_name=client_name,
            now=now,
            engagement_id=new_id,
        )
        carry_offer(actor=actor, membership_id=client.id, engagement_id=engagement.id, now=now)
        _tell(actor, engagement, key=f"talk:{engagement.id}", now=now)
        return engagement

    own = Engagement.objects.visible_to(actor).filter(clinician_id=actor.user_id)
    return once_among(own, row_id, make=make)


def begin_account(*, actor: Actor, engagement: Engagement, now: datetime) -> Entry:
    """The clinician's account of a conversation: the one begun before, or a new one.

    Raises NotFound for anybody but a clinician, WrongState once the work began or will not.
    """
    if not rules.goes_on(engagement):
        raise WrongState
    return begin_writing(actor=actor, engagement=engagement, kind=Entry.SUITABILITY, now=now)


def sign_account(
    *, actor: Actor, entry: Entry, seen: str, authenticated_at: datetime | None, now: datetime
) -> None:
    """Sign it: from now on the client can read it, and nobody changes it.

    Raises NotFresh, WrongState once the work began or will not, and what hand_over raises.
    """
    if authenticated_at is None:
        raise NotFresh
    require_fresh(authenticated_at=authenticated_at, now=now)
    engagement = Engagement.objects.get(id=entry.engagement_id)
    if not rules.goes_on(engagement):
        raise WrongState
    hand_over(actor=actor, entry=entry, seen=seen, now=now)
    _tell(actor, engagement, key=f"entry:{entry.id}:signed", now=now)


def decline(
    *,
    actor: Actor,
    engagement: Engagement,
    referral: str = "",
    now: datetime,
    row_id: UUID | None = None,
) -> None:
    """This is not begun: the client's no, or the clinician's. Nobody is asked why.

    referral  the clinician's: to whom they refer and how to reach them, read by the client.
    row_id    of the referral, so that a form sent twice says it once (reviews.records.once). A no
              without words changes nothing a second time.
    Raises NotAllowed for anybody else, WrongState if it was answered otherwise, or an agreement
    waits for its own answer.
    """
    if not rules.takes_part(actor, engagement):
        raise NotAllowed
    is_client = engagement_rules.is_client(actor, engagement)
    if referral and not is_client:

        def make(new_id: UUID) -> Referral:
            row = Referral(
                id=new_id, engagement=engagement, author_id=actor.user_id, created_at=now
            )
            _say_no(actor, engagement, now=now, beside=lambda: vault.insert(row, text=referral))
            return row

        once(Referral, row_id, actor=actor, make=make)
        return
    try:
        _say_no(actor, engagement, now=now)
    except WrongState:
        own = Engagement.DECLINED if is_client else Engagement.WITHDRAWN
        if not Engagement.objects.filter(id=engagement.id, state=own).exists():
            raise


def _say_no(
    actor: Actor,
    engagement: Engagement,
    *,
    now: datetime,
    beside: Callable[[], object] = lambda: None,
) -> None:
    """`beside` is written while nothing has begun and nobody has said no yet."""
    is_client = engagement_rules.is_client(actor, engagement)
    verb = "decline" if is_client else "withdraw"
    with transaction.atomic():
        audit.record(
            verb=verb, object_kind="engagement", object_id=engagement.id, chain=engagement.id
        )
        engagement = hold(engagement, states=[Engagement.PROPOSED])
        if queries.is_offered(actor=actor, engagement_id=engagement.id):
            raise WrongState
        beside()
        if is_client:
            engagements.decline_engagement(engagement=engagement, now=now)
        else:
            engagements.withdraw_engagement(engagement=engagement, now=now)
        _tell(actor, engagement, key=f"talk:{engagement.id}:{verb}", now=now)


def _tell(actor: Actor, engagement: Engagement, *, key: str, now: datetime) -> None:
    tell_other(actor=actor, key=key, engagement=engagement, subject_id=engagement.id, now=now)
