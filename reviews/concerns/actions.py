"""Telling what ran off course, and saying what becomes of it. Every word of it is only added to."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, WrongState, one_at_a_time, require_fresh
from accounts.outbox import tasks
from accounts.roles import CLINICIAN, EMPLOYER_CONTACT
from reviews.agreements.queries import accepted_terms
from reviews.amendments.queries import is_in_error
from reviews.commitments.queries import get_commitment
from reviews.concerns import doors, rules
from reviews.concerns import noted as noted_text
from reviews.concerns.models import Concern, ConcernStep
from reviews.concerns.noted import Noted
from reviews.engagements.holding import hold
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_other
from reviews.journal import actions as journal
from reviews.journal.models import Entry
from reviews.records import vault
from reviews.records.once import once
from tracker.lib import dates
from tracker.lib.crypto import CannotOpen

LONGEST_TEXT = 20_000  # characters


@dataclass(frozen=True, slots=True)
class NewStep:
    """What is added. agreed_key: of agreements.terms.LISTED, with `listed`; commitment_id: which
    one, where a changed plan is about one.
    """

    kind: str  # of ConcernStep.KINDS, but read
    text: str
    agreed_key: str = ""
    commitment_id: UUID | None = None


def begin_setback(*, actor: Actor, engagement: Engagement, now: datetime) -> Entry:
    """The client's account of a setback: the draft begun before, or a new one.

    Raises WrongState once the work has ended, and as journal.begin_writing.
    """
    return _begin(actor, engagement, Entry.SETBACK, now=now)


def begin_noted(*, actor: Actor, engagement: Engagement, now: datetime) -> Entry:
    """The clinician's note of what was seen or heard; as begin_setback."""
    return _begin(actor, engagement, Entry.NOTED, now=now)


def tell_setback(
    *,
    actor: Actor,
    entry: Entry,
    seen: str,
    authenticated_at: datetime | None,  # not asked for: telling is no signature
    now: datetime,
) -> Concern:
    """The client tells a setback; the clinician hears that something waits.

    Raises WrongState once the work has ended, the text stays a draft then; and as journal.hand_over.
    """
    return _tell(actor, entry, told_by=Concern.CLIENT, seen=seen, now=now)


def sign_noted(
    *, actor: Actor, entry: Entry, seen: str, authenticated_at: datetime | None, now: datetime
) -> Concern:
    """The clinician signs what they noted; the client hears that something waits.

    Raises NotFresh, and as tell_setback.
    """
    if authenticated_at is None:
        raise NotAllowed
    require_fresh(authenticated_at=authenticated_at, now=now)
    return _tell(actor, entry, told_by=Concern.CLINICIAN, seen=seen, now=now)


def acknowledge(*, actor: Actor, concern: Concern, now: datetime) -> None:
    """ "I have read this", by whoever it was told to. A second time changes nothing.

    Raises NotAllowed for the one who told it.
    """
    if not rules.can_acknowledge(actor, concern):
        raise NotAllowed
    own = ConcernStep.objects.filter(
        concern=concern, kind=ConcernStep.READ, author_id=actor.user_id
    )
    if own.exists():
        return
    step = _step(actor, concern, NewStep(ConcernStep.READ, ""), now=now)
    with one_at_a_time():
        vault.insert(step)
    _record_and_tell(actor, concern, step, verb="acknowledge", now=now)


def add_step(
    *, actor: Actor, concern: Concern, new: NewStep, now: datetime, row_id: UUID | None = None
) -> ConcernStep:
    """Say in words what becomes of it, and tell the other.

    row_id  of the new row, so that a form sent twice adds one (reviews.records.once).
    Raises NotAllowed for what the actor does not say here, for an empty text and for a concern that
    the agreement does not list; NotFound for a commitment that is not theirs; WrongState once it is
    closed, for what closing ends, and once it was withdrawn.
    """
    if new.kind not in rules.steps_of(actor, concern.engagement) or not new.text.strip():
        raise NotAllowed
    if (new.kind == ConcernStep.LISTED) != bool(new.agreed_key):
        raise NotAllowed
    if new.agreed_key and not _lists(actor, concern, new.agreed_key):
        raise NotAllowed
    if new.commitment_id is not None:
        found = get_commitment(actor=actor, commitment_id=new.commitment_id)
        if found.engagement_id != concern.engagement_id:
            raise NotFound

    def make(new_id: UUID) -> ConcernStep:
        if is_in_error(of_id=concern.record_id):
            raise WrongState
        closed = ConcernStep.objects.filter(concern=concern, kind=ConcernStep.CLOSED).exists()
        if closed and new.kind not in rules.AFTER_CLOSING:
            raise WrongState
        step = _step(actor, concern, new, now=now)
        step.id = new_id
        vault.insert(step, text=new.text)
        _record_and_tell(actor, concern, step, verb="add_step", now=now)
        return step

    return once(ConcernStep, row_id, actor=actor, make=make)


def report_agreed(*, actor: Actor, form_id: UUID, concern_id: UUID, key: str, on: date) -> None:
    """An employer contact reports one agreed concern and its day, to the client and the clinician.

    They see nothing of the work, so no engagement is asked for: the database knows which forms are
    theirs, writes the line of the trail and tells the two.
    concern_id  of the new row, from what was sent: sent twice, it is one; so is the same concern of
                the same day, unless what was reported of it was entered in error.
    Raises NotFound as queries.get_form, for a concern that is not agreed for them, and for a day
    outside of those the form offers.
    """
    if actor.role != EMPLOYER_CONTACT:
        raise NotFound
    if not doors.report_agreed(concern_id=concern_id, form_id=form_id, key=key, on=on):
        raise NotFound
    transaction.on_commit(tasks.look_now, robust=True)


def tell_second(
    *,
    actor: Actor,
    engagement_id: UUID,
    copy_id: UUID,
    concern_id: UUID,
    noted: Noted,
    authenticated_at: datetime,
    now: datetime,
) -> None:
    """A second clinician notes a concern, signed, for the client and the clinician; both hear of it.

    They have no grant. Their words are sealed with the key of the copy they were given, as their
    remark is: they have it until they answer, and the two have it too.
    concern_id  of the new row, from what was sent: sent twice, it is one. Raises NotFresh; NotFound
                for whoever is not asked about that copy now; NotAllowed for an empty text and for
                one that measures somebody; WrongState once the work has ended.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if actor.role != CLINICIAN:
        raise NotFound
    if not noted.seen.strip() or any(rules.measures_in(part) for part in noted.parts):
        raise NotAllowed
    row = Concern(id=concern_id, engagement_id=engagement_id)
    lock = vault.copy(engagement_id, copy_id=copy_id)
    try:
        words = vault.seal_in(lock, row, "words", noted_text.write(noted))
    except CannotOpen:
        raise NotFound from None
    answer = doors.tell_second(concern_id=concern_id, copy_id=copy_id, words=words)
    if not answer:
        raise NotFound
    if answer == doors.OVER:
        raise WrongState
    transaction.on_commit(tasks.look_now, robust=True)


def _begin(actor: Actor, engagement: Engagement, kind: str, *, now: datetime) -> Entry:
    if rules.takes_part(actor, engagement) and not rules.can_tell(engagement):
        raise WrongState
    return journal.begin_writing(actor=actor, engagement=engagement, kind=kind, now=now)


def _tell(actor: Actor, entry: Entry, *, told_by: str, seen: str, now: datetime) -> Concern:
    engagement = entry.engagement
    with transaction.atomic():  # refused, it leaves nothing: the text stays a draft
        journal.hand_over(actor=actor, entry=entry, seen=seen, now=now)
        hold(engagement, states=[Engagement.ACTIVE])
        concern = Concern.objects.create(
            engagement=engagement,
            author_id=actor.user_id,
            told_by=told_by,
            told_on=dates.local(now).date(),
            entry=entry,
            created_at=now,
        )
    tell_other(
        actor=actor,
        key=f"concern:{concern.id}",
        engagement=engagement,
        subject_id=concern.id,
        now=now,
    )
    return concern


def _lists(actor: Actor, concern: Concern, key: str) -> bool:
    terms = accepted_terms(actor=actor, engagement_id=concern.engagement_id)
    return terms is not None and terms.lists(key)


def _step(actor: Actor, concern: Concern, new: NewStep, *, now: datetime) -> ConcernStep:
    return ConcernStep(
        engagement_id=concern.engagement_id,
        author_id=actor.user_id,
        concern=concern,
        kind=new.kind,
        on_date=dates.local(now).date(),
        agreed_key=new.agreed_key,
        commitment_id=new.commitment_id,
        created_at=now,
    )


def _record_and_tell(
    actor: Actor, concern: Concern, step: ConcernStep, *, verb: str, now: datetime
) -> None:
    audit.record(
        verb=verb, object_kind="concern", object_id=concern.id, chain=concern.engagement_id
    )
    if step.kind == ConcernStep.READ:
        return  # that it was read stands on the page; it is nothing to hurry for
    tell_other(
        actor=actor,
        key=f"concern:{concern.id}:{step.id}",
        engagement=concern.engagement,
        subject_id=concern.id,
        now=now,
    )
