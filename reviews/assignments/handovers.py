"""Handovers: the work goes on with a colleague, and the client has heard of it first.

The clinician proposes, the colleague agrees, the client says yes or lets the practice's time pass.
While the client objects nothing happens. It is done by the database in one step: clinician, grants
and introduction move, texts keep their writer, and whoever hands over keeps only their own process
notes.
"""

from datetime import datetime, timedelta
from uuid import UUID

from accounts import audit
from accounts.access import Actor, WrongState
from accounts.queries import get_organization
from reviews.assignments import doors, queries
from reviews.assignments.asking import check_may_ask
from reviews.assignments.models import Handover, Objection
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell
from reviews.records import vault
from reviews.records.once import once

LONGEST_TEXT = 5_000  # characters


def propose_handover(
    *,
    actor: Actor,
    engagement: Engagement,
    colleague_id: UUID,
    now: datetime,
    row_id: UUID | None = None,
) -> Handover:
    """Propose that a colleague goes on with the client, who is told in the same moment.

    row_id  of the new row, so that a form sent twice proposes once (reviews.records.once).
    Raises NotAllowed unless it is the clinician's own work and a colleague's name; WrongState if no
    work goes on, a handover is open, or texts of the clinician's are unsigned: nobody could finish
    them later.
    """

    def make(new_id: UUID) -> Handover:
        check_may_ask(actor=actor, engagement=engagement, colleague_id=colleague_id)
        if queries.unsigned(actor=actor, engagement_id=engagement.id):
            raise WrongState
        wait = timedelta(days=get_organization(actor=actor).handover_wait_days)
        handover = Handover(
            id=new_id,
            engagement=engagement,
            author_id=actor.user_id,
            code=engagement.code,
            incoming_id=colleague_id,
            takes_effect_at=now + wait,
            created_at=now,
        )
        handover.save(force_insert=True)
        _record(handover, verb="propose_handover")
        for person in (engagement.client_id, colleague_id):
            tell(
                key=f"handover:{handover.id}:proposed:{person}",
                recipient_id=person,
                engagement=engagement,
                subject_id=handover.id,
                now=now,
            )
        return handover

    return once(Handover, row_id, actor=actor, make=make)


def agree_to_handover(*, actor: Actor, handover: Handover, now: datetime) -> str:
    """The yes of the colleague, or of the client. The state after it: done, if it was the last one.

    Raises WrongState if it is not theirs to say, was said, or an objection stands.
    """
    state = _say(handover, "yes", verb="agree_to_handover")
    if state == Handover.DONE:
        _record_done(handover.id, engagement_id=handover.engagement_id)
    return state


def decline_handover(*, actor: Actor, handover: Handover, now: datetime) -> None:
    """The colleague's no, without a reason. Raises WrongState."""
    _say(handover, "no", verb="decline_handover")


def withdraw_handover(*, actor: Actor, handover: Handover, now: datetime) -> None:
    """The clinician goes on themselves. Raises WrongState."""
    _say(handover, "withdraw", verb="withdraw_handover")


def object_to_handover(*, actor: Actor, handover: Handover, words: str, now: datetime) -> None:
    """The client objects: nothing opens while it stands. The practice hears that, and no words.

    words  to the clinician they know; may be empty. Sealed. Raises WrongState.
    """
    _say(handover, "object", verb="object_to_handover")
    if not words:
        return
    objection = Objection(
        engagement_id=handover.engagement_id,
        author_id=actor.user_id,
        handover=handover,
        created_at=now,
    )
    vault.insert(objection, words=words)


def take_back_objection(*, actor: Actor, handover: Handover, now: datetime) -> None:
    """The client's objection no longer stands; the time to think begins anew. Raises WrongState."""
    _say(handover, "take_back", verb="take_back_objection")


def hand_over_due() -> None:
    """Do what the client has let pass without objecting. For the sweep."""
    for handover_id, engagement_id in doors.hand_over_due():
        _record_done(handover_id, engagement_id=engagement_id)


def _record_done(handover_id: UUID, *, engagement_id: UUID) -> None:
    """Who may enter has changed: a line of its own, whoever's word or silence did it."""
    audit.record(
        verb="hand_over", object_kind="handover", object_id=handover_id, chain=engagement_id
    )


def _record(handover: Handover, *, verb: str) -> None:
    audit.record(
        verb=verb, object_kind="handover", object_id=handover.id, chain=handover.engagement_id
    )


def _say(handover: Handover, word: str, *, verb: str) -> str:
    _record(handover, verb=verb)
    return doors.answer_handover(handover_id=handover.id, word=word)
