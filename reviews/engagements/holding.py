"""Holding an engagement still while an act depends on how it stands."""

from collections.abc import Collection

from accounts.access import WrongState
from reviews.engagements.models import Engagement


def hold(engagement: Engagement, *, states: Collection[str]) -> Engagement:
    """The engagement as it is now; nobody ends it or hands it over before this act is done.

    Called after the act's line in the trail: whoever moves an engagement takes the head of its
    trail first, so that two of them wait in one order. Rows that only refer to it can be written
    meanwhile. Raises WrongState in any other state; the caller's transaction takes the line back.
    """
    found = (
        Engagement.objects.select_for_update(of=("self",), no_key=True)
        .filter(id=engagement.id, state__in=states)
        .first()
    )
    if found is None:
        raise WrongState
    return found
