"""Steps of tests.browser.stage for the stories of what goes out: a client of Dana's, by name."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from tests.browser.course_stage import _cast, _now, _transaction


def held(client: str, engagement: str) -> dict[str, Any]:
    """Every check-in until today took place, and its log is signed."""
    from accounts.access import acting_as
    from reviews.checkins.queries import list_checkins
    from tests.talks import log_session
    from tracker.lib import dates

    dana, now = _cast(client).dana.actor, _now()
    with acting_as(dana), _transaction():
        listed = list_checkins(actor=dana, engagement_ids=[UUID(engagement)])
    past = [c for c in listed if c.on_date <= dates.local(now).date()]
    for checkin in past:
        log_session(dana, UUID(engagement), now=now, checkin_id=checkin.id, on_date=checkin.on_date)
    return {"count": len(past)}


def fell_back(client: str, engagement: str, text: str) -> dict[str, Any]:
    """Told by that client, and found by Dana to be what the agreement describes."""
    from reviews.concerns.models import ConcernStep
    from tests.concerns import step, told

    found, now = _cast(client), _now()
    concern = told(found.eli.actor, UUID(engagement), text=text, now=now)
    step(found.dana.actor, concern, ConcernStep.LISTED, agreed_key="as_described", now=now)
    return {"concern": concern.id}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    step.__name__: step for step in (held, fell_back)
}
