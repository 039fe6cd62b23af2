"""Offering an agreement, and answering it. An engagement begins when its client accepts.

Both sign: the clinician by offering it, the client by accepting it, each bound to the same text.
"""

import uuid
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts import audit
from accounts.access import Actor, NotAllowed, Stale, WrongState, require_fresh
from accounts.models import Organization
from accounts.outbox.actions import enqueue
from reviews.agreements import doors, rules
from reviews.agreements import terms as terms_text
from reviews.agreements.models import Agreement, AgreementSignature
from reviews.agreements.terms import Terms
from reviews.checkins.actions import stop_cadence
from reviews.checkins.cadences import agree_on_cadence
from reviews.engagements import actions as engagements
from reviews.engagements import rules as engagement_rules
from reviews.engagements.codes import new_code
from reviews.engagements.holding import hold
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell
from reviews.records import vault
from reviews.records.once import once
from reviews.unsent.actions import carry_offer

INVITATION_LASTS = timedelta(days=30)
GOING = (Engagement.PROPOSED, Engagement.ACTIVE)


def offer_engagement(  # noqa: PLR0913 - an offer has these parts
    *,
    actor: Actor,
    client_membership_id: UUID,
    client_name: str,
    terms: Terms,
    authenticated_at: datetime,
    now: datetime,
) -> Agreement:
    """Open an engagement and offer its first agreement, signed. Nothing holds before the client's yes.

    Raises NotFresh; NotAllowed unless the actor is a clinician, NotFound unless the client was
    introduced to them.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    engagement = engagements.open_engagement(
        actor=actor, client_membership_id=client_membership_id, client_name=client_name, now=now
    )
    carry_offer(
        actor=actor, membership_id=client_membership_id, engagement_id=engagement.id, now=now
    )
    new = uuid.uuid4()
    _record(new, engagement, verb="offer")
    return _offer(
        actor,
        engagement,
        terms,
        agreement_id=new,
        version=1,
        authenticated_at=authenticated_at,
        now=now,
    )


def offer_version(
    *,
    actor: Actor,
    engagement: Engagement,
    terms: Terms,
    replaces: UUID | None = None,
    authenticated_at: datetime,
    now: datetime,
    row_id: UUID | None = None,
) -> Agreement:
    """Offer another version, signed. What was accepted before stays in force until the client's yes.

    replaces  the offer that still waits, if there is one: it is taken back for this one.
    row_id    of the new row, so that a form sent twice offers once (reviews.records.once).
    Raises NotFresh; NotAllowed for anybody but the clinician; WrongState if that offer was answered,
    another one waits, or the work is over.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not engagement_rules.is_own_clinician(actor, engagement):
        raise NotAllowed

    def make(new_id: UUID) -> Agreement:
        _record(new_id, engagement, verb="offer")
        held = hold(engagement, states=GOING)
        if replaces is not None:
            before = Agreement.objects.filter(id=replaces, engagement=held).first()
            if before is None:
                raise WrongState
            _move(before, state=Agreement.WITHDRAWN, now=now)
            _record(before.id, held, verb="replace_offer")
        last = Agreement.objects.filter(engagement=held).aggregate(n=Max("version"))["n"]
        return _offer(
            actor,
            held,
            terms,
            agreement_id=new_id,
            version=(last or 0) + 1,
            authenticated_at=authenticated_at,
            now=now,
        )

    return once(Agreement, row_id, actor=actor, make=make)


def accept_agreement(  # noqa: PLR0913 - a signature has these parts
    *,
    actor: Actor,
    agreement: Agreement,
    client_name: str,
    seen: bytes,
    authenticated_at: datetime,
    now: datetime,
) -> None:
    """The client's yes, signed: the first one begins the work, a later one takes the place of it.

    client_name  how the client wants to be named; sealed.
    seen         digest of the text that stood on the page. Raises NotFresh; NotAllowed; TooSoon
                 while the time to think lasts; Stale for another text; WrongState if it was
                 answered or withdrawn meanwhile, the work is over, or goes on with another
                 clinician than the one who offered it.
    Where the terms list concerns that the employer contact may report, it names them to the
    database, and invites them if they have no account.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    _only_client(actor, agreement.engagement)
    with transaction.atomic():  # refused, it leaves nothing: a page may answer a refusal itself
        _record(agreement.id, agreement.engagement, verb="accept")
        engagement = hold(agreement.engagement, states=GOING)
        waits = Agreement.objects.filter(id=agreement.id, state=Agreement.OFFERED)
        is_theirs = agreement.author_id == engagement.clinician_id
        if not is_theirs or not waits.select_for_update().exists():
            raise WrongState
        terms = _check_text(agreement, engagement, seen=seen, now=now)
        _sign(actor, agreement, authenticated_at=authenticated_at, now=now)
        _move(agreement, state=Agreement.ACCEPTED, now=now)
        if engagement.state == Engagement.PROPOSED:
            engagements.start_engagement(engagement=engagement, client_name=client_name, now=now)
        else:
            engagements.name_client(engagement=engagement, client_name=client_name)
        agree_on_cadence(
            actor=actor,
            engagement=engagement,
            phases=terms.phases,
            wall_time=terms.wall_time,
            zone=terms.zone,
            now=now,
        )
        _name_contact(actor, agreement, terms, now=now)
        _tell(agreement, engagement.clinician_id, now=now)


def decline_agreement(*, actor: Actor, agreement: Agreement, now: datetime) -> None:
    """The client's no, without a reason and without a label. What was agreed before stays in force.

    Raises NotAllowed, WrongState.
    """
    _only_client(actor, agreement.engagement)
    with transaction.atomic():
        _record(agreement.id, agreement.engagement, verb="decline")
        _move(agreement, state=Agreement.DECLINED, now=now)
        if agreement.engagement.state == Engagement.PROPOSED:
            engagements.decline_engagement(engagement=agreement.engagement, now=now)
        _tell(agreement, agreement.engagement.clinician_id, now=now)


def withdraw_offer(*, actor: Actor, agreement: Agreement, now: datetime) -> None:
    """The clinician takes the offer back; the client is told that something waits.

    What was agreed before stays in force. Raises NotAllowed, for whoever covers too; WrongState if
    it was answered or the work is over.
    """
    if not engagement_rules.is_own_clinician(actor, agreement.engagement):
        raise NotAllowed
    with transaction.atomic():
        _record(agreement.id, agreement.engagement, verb="withdraw_offer")
        engagement = hold(agreement.engagement, states=GOING)
        _move(agreement, state=Agreement.WITHDRAWN, now=now)
        if engagement.state == Engagement.PROPOSED:
            engagements.withdraw_engagement(engagement=engagement, now=now)
        tell(
            key=f"agreement:{agreement.id}:withdrawn",
            recipient_id=engagement.client_id,
            engagement=engagement,
            subject_id=agreement.id,
            now=now,
        )


def end_work(*, actor: Actor, engagement: Engagement, now: datetime) -> None:
    """End the engagement, by either of the two: no more check-ins, no more reminders.

    Raises NotAllowed, WrongState.
    """
    engagements.end_engagement(actor=actor, engagement=engagement, now=now)
    stop_cadence(engagement=engagement, now=now)


def _offer(  # noqa: PLR0913 - as offer_version
    actor: Actor,
    engagement: Engagement,
    terms: Terms,
    *,
    agreement_id: UUID,
    version: int,
    authenticated_at: datetime,
    now: datetime,
) -> Agreement:
    text = terms_text.write(terms)
    practice = Organization.objects.get(id=engagement.organization_id)
    agreement = Agreement(
        id=agreement_id,
        engagement=engagement,
        author_id=actor.user_id,
        version=version,
        digest=terms_text.digest_of(text),
        signable_from=rules.signable_from(
            terms, offered_at=now, cooling_off_hours=practice.cooling_off_hours
        ),
        created_at=now,
    )
    vault.insert(agreement, terms=text)
    _sign(actor, agreement, authenticated_at=authenticated_at, now=now)
    _tell(agreement, engagement.client_id, now=now)
    return agreement


def _check_text(
    agreement: Agreement, engagement: Engagement, *, seen: bytes, now: datetime
) -> Terms:
    """The terms, if they are what stood on the page and the time to think is over."""
    text = vault.open_text(agreement, "terms", engagement_id=engagement.id)
    if not agreement.digest or not seen == bytes(agreement.digest) == terms_text.digest_of(text):
        raise Stale
    if agreement.signable_from and now < agreement.signable_from:
        raise rules.TooSoon(agreement.signable_from)
    return terms_text.read(text)


def _sign(actor: Actor, agreement: Agreement, *, authenticated_at: datetime, now: datetime) -> None:
    AgreementSignature.objects.create(
        engagement_id=agreement.engagement_id,
        author_id=actor.user_id,
        agreement=agreement,
        digest=agreement.digest,
        authenticated_at=authenticated_at,
        created_at=now,
    )


def _name_contact(actor: Actor, agreement: Agreement, terms: Terms, *, now: datetime) -> None:
    """The employer contact may report what these terms list for them.

    They hear that there is a form where they had none: not that another version was agreed.
    """
    keys = [listed.key for listed in terms.listed if listed.by_contact]
    if terms.employer is None or not keys:
        return
    new = uuid.uuid4()
    is_new = doors.name_contact(
        contact_id=new,
        agreement_id=agreement.id,
        email=terms.employer.address,
        name=terms.employer.contact,
        keys=keys,
        code=new_code(),
        until=now + INVITATION_LASTS,
    )
    if not is_new:
        return
    enqueue(
        key=f"agreement:{agreement.id}:contact",
        kind="form_agreed",
        recipient_id=None,
        organization_id=actor.organization_id,
        subject_id=new,
        due_at=now,
    )


def _only_client(actor: Actor, engagement: Engagement) -> None:
    if not engagement_rules.is_client(actor, engagement):
        raise NotAllowed


def _move(agreement: Agreement, *, state: str, now: datetime) -> None:
    moved = Agreement.objects.filter(id=agreement.id, state__in=rules.before(state)).update(
        state=state, answered_at=now
    )
    if not moved:
        raise WrongState


def _record(agreement_id: UUID, engagement: Engagement, *, verb: str) -> None:
    """Before anything is moved: it takes the head of the trail (engagements/holding.py)."""
    audit.record(verb=verb, object_kind="agreement", object_id=agreement_id, chain=engagement.id)


def _tell(agreement: Agreement, recipient_id: UUID, *, now: datetime) -> None:
    tell(
        key=f"agreement:{agreement.id}:{recipient_id}",
        recipient_id=recipient_id,
        engagement=agreement.engagement,
        subject_id=agreement.id,
        now=now,
    )
