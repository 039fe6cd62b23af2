"""Adding to a signed record, and withdrawing one from view. The record itself never changes.

That the record is signed and the actor's own is asked by the row policy: this room lies below the
rooms the records live in.
"""

from datetime import datetime
from uuid import UUID

from django.db import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState
from reviews.amendments import rules
from reviews.amendments.models import Amendment
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_engagement
from reviews.engagements.telling import tell
from reviews.records import vault
from reviews.records.once import once

LONGEST_TEXT = 20_000  # characters
LONGEST_REASON = 500  # characters


def add_addendum(  # noqa: PLR0913 - an addendum has these parts
    *,
    actor: Actor,
    engagement_id: UUID,
    of_kind: str,
    of_id: UUID,
    reason: str,
    text: str,
    now: datetime,
    row_id: UUID | None = None,
) -> Amendment:
    """Add `text` below one's own signed record, and tell the other person.

    of_kind  of Amendment.OF_KINDS.
    row_id   of the new row, so that a form sent twice adds one (reviews.records.once).
    Raises NotFound, NotAllowed unless the record is signed and the
    actor's own, WrongState if it was entered in error.
    """
    return _amend(
        Amendment.ADDENDUM,
        actor=actor,
        engagement_id=engagement_id,
        of=(of_kind, of_id),
        reason=reason,
        text=text,
        now=now,
        row_id=row_id,
    )


def mark_in_error(  # noqa: PLR0913 - the word has these parts
    *,
    actor: Actor,
    engagement_id: UUID,
    of_kind: str,
    of_id: UUID,
    reason: str,
    now: datetime,
    row_id: UUID | None = None,
) -> Amendment:
    """Withdraw one's own signed record from view, for a reason; it stays, sealed.

    An employer contact sees nothing of the work: a clinician of it says so of what they named.
    row_id as in add_addendum. Raises NotFound, NotAllowed for every other record that is not signed
    and the actor's own, WrongState if it was said already.
    """
    return _amend(
        Amendment.IN_ERROR,
        actor=actor,
        engagement_id=engagement_id,
        of=(of_kind, of_id),
        reason=reason,
        text=None,
        now=now,
        row_id=row_id,
    )


def _amend(  # noqa: PLR0913 - as above
    kind: str,
    *,
    actor: Actor,
    engagement_id: UUID,
    of: tuple[str, UUID],
    reason: str,
    text: str | None,
    now: datetime,
    row_id: UUID | None,
) -> Amendment:
    engagement = get_engagement(actor=actor, engagement_id=engagement_id)
    if not rules.can_amend(actor, engagement):
        raise NotAllowed
    of_kind, of_id = of

    def make(new_id: UUID) -> Amendment:
        if Amendment.objects.filter(of_id=of_id, kind=Amendment.IN_ERROR).exists():
            raise WrongState
        row = Amendment(
            id=new_id,
            engagement_id=engagement_id,
            author_id=actor.user_id,
            kind=kind,
            of_kind=of_kind,
            of_id=of_id,
            created_at=now,
        )
        try:
            vault.insert(row, reason=reason, text=text)
        except ProgrammingError as refusal:  # the policy: a draft, or somebody else's record
            if not isinstance(refusal.__cause__, InsufficientPrivilege):
                raise
            raise NotAllowed from None
        _record_and_tell(row, actor=actor, engagement=engagement, now=now)
        return row

    return once(Amendment, row_id, actor=actor, make=make)


def _record_and_tell(
    row: Amendment, *, actor: Actor, engagement: Engagement, now: datetime
) -> None:
    audit.record(
        verb="add_to" if row.kind == Amendment.ADDENDUM else "enter_in_error",
        object_kind=row.of_kind,
        object_id=row.of_id,
        chain=row.engagement_id,
    )
    for recipient_id in rules.others(actor, engagement, now=now):
        tell(
            key=f"amendment:{row.id}:{recipient_id}",
            recipient_id=recipient_id,
            engagement=engagement,
            subject_id=row.of_id,
            now=now,
        )
