"""Who works with Eli in the acted story; see acted.py. One text is typed."""

from typing import Any
from uuid import UUID

from tests import covers, handovers
from tests.story import being

OBJECTION = "The lighthouse keeper and I have only just begun to talk."

TYPED = {"an objection": OBJECTION}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    """Mo agrees to cover and ends it before it begins; Eli objects to a handover; Dana is away."""
    from reviews.assignments.absences import note_absence

    cover = covers.ask(cast, engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    covers.end(cast, cover, now=now)
    handover = handovers.plant(cast, engagement_id, now=now)
    handovers.object_to(cast, handover, OBJECTION, now=now)
    with being(cast, "ada"):
        note_absence(
            actor=cast.ada.actor,
            person_id=cast.dana.user_id,
            starts_on=covers.day(cast, 0, now=now),
            now=now,
        )
    _close(cast, now=now)


def _close(cast: Any, *, now: Any) -> None:
    """Mo closes Otto's account."""
    from reviews.assignments.closing import note_death
    from reviews.engagements.queries import get_engagement
    from tests.story import _engagement

    mo = cast.mo.actor
    agreement = _engagement(mo, cast.otto.actor, "Otto Brandt", now=now)
    with being(cast, "mo"):
        note_death(
            actor=mo,
            engagement=get_engagement(actor=mo, engagement_id=agreement.engagement_id),
            authenticated_at=now,
            now=now,
        )
