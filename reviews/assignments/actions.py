"""Covers: a colleague works with a client between two dates, and for nobody longer.

A clinician asks, the colleague agrees, the client is told a day before. What opens and what closes
is the grant's, in the database; these acts ask its doors. Source: docs/architecture.md, "Grants in
time".
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed
from accounts.queries import get_organization
from reviews.assignments import doors, queries, rules
from reviews.assignments.asking import check_may_ask
from reviews.assignments.models import Cover
from reviews.checkins import recurrence
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell
from reviews.records.once import once


def ask_cover(
    *,
    actor: Actor,
    engagement: Engagement,
    colleague_id: UUID,
    first: date,
    last: date,
    now: datetime,
    row_id: UUID | None = None,
) -> Cover:
    """Ask a colleague to cover from the first day to the last, both included, by the practice's days.

    Nothing opens before they agree and the client has known for a day. row_id: of the new row, so
    that a form sent twice asks once (reviews.records.once). Raises NotAllowed unless it is the
    clinician's own work, the days are good and the colleague is one; WrongState if no work goes on
    or a cover is open already.
    """

    def make(new_id: UUID) -> Cover:
        check_may_ask(actor=actor, engagement=engagement, colleague_id=colleague_id)
        starts_at, ends_at = days_as_moments(actor=actor, first=first, last=last, now=now)
        cover = Cover(
            id=new_id,
            engagement=engagement,
            author_id=actor.user_id,
            code=engagement.code,
            colleague_id=colleague_id,
            starts_at=starts_at,
            ends_at=ends_at,
            created_at=now,
        )
        cover.save(force_insert=True)
        _record(cover, verb="ask_cover")
        tell(
            key=f"cover:{cover.id}:asked:{colleague_id}",
            recipient_id=colleague_id,
            engagement=engagement,
            subject_id=cover.id,
            now=now,
        )
        return cover

    return once(Cover, row_id, actor=actor, make=make)


def agree_to_cover(*, actor: Actor, cover: Cover, now: datetime) -> str:
    """The yes of the colleague, or of the client whom the practice asked. The state after it.

    The last yes that was missing opens the work to the colleague for the time agreed, and tells the
    others. Raises WrongState if it is not the actor's to say, was said, or comes too late.
    """
    _record(cover, verb="agree_to_cover")
    return doors.answer_cover(cover_id=cover.id, yes=True)


def decline_cover(*, actor: Actor, cover: Cover, now: datetime) -> None:
    """Their no, without a reason. Raises WrongState."""
    _record(cover, verb="decline_cover")
    doors.answer_cover(cover_id=cover.id, yes=False)


def end_cover(*, actor: Actor, cover: Cover, now: datetime) -> None:
    """End it now, or take it back before it begins. It closes at once. Raises WrongState.

    Either clinician may; where the practice asked, the practice and the client may too.
    """
    _record(cover, verb="end_cover")
    doors.end_cover(cover_id=cover.id)


def settle_covers() -> None:
    """Mark what the clock has ended already. For the sweep."""
    doors.settle_covers()


def days_as_moments(
    *, actor: Actor, first: date, last: date, now: datetime
) -> tuple[datetime, datetime]:
    """The first moment of the first day, and of the day after the last, by the practice's clock.

    Raises NotAllowed for days that are not good (rules.problem_of).
    """
    zone = get_organization(actor=actor).zone
    today = queries.today_in(zone, now=now)
    if rules.problem_of(first, last, today=today):
        raise NotAllowed
    midnights = (
        recurrence.instant(on_date=day, wall_time=time(0), zone=zone)
        for day in (first, last + timedelta(days=1))
    )
    starts_at, ends_at = midnights
    return starts_at, ends_at


def _record(cover: Cover, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="cover", object_id=cover.id, chain=cover.engagement_id)
