"""Who does what to a progress review, and when the next one is due."""

from datetime import date

from accounts.access import Actor
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.progress.models import ProgressReview
from tracker.lib.dates import months_later

TRANSITIONS: dict[str, frozenset[str]] = {
    ProgressReview.OPEN: frozenset(
        {ProgressReview.SIGNED, ProgressReview.WITHOUT_CLIENT, ProgressReview.WITHDRAWN}
    ),
    ProgressReview.WITHOUT_CLIENT: frozenset({ProgressReview.SIGNED}),
    ProgressReview.SIGNED: frozenset(),
    ProgressReview.WITHDRAWN: frozenset(),
}
MONTHS_BETWEEN = 3  # where the agreement names none


def can_lead(actor: Actor, engagement: Engagement) -> bool:
    """Opens a review and closes it: the clinician the client agreed with, while the work goes on."""
    return engagement.state == Engagement.ACTIVE and engagement_rules.is_own_clinician(
        actor, engagement
    )


def takes_part(actor: Actor, engagement: Engagement) -> bool:
    """Whose voice it is. Whoever covers reads, and does not speak for another."""
    return engagement_rules.is_client(actor, engagement) or engagement_rules.is_own_clinician(
        actor, engagement
    )


def can_write(actor: Actor, engagement: Engagement, state: str) -> bool:
    """A part is written while the review is open; the client's also after it stood without them."""
    if engagement.state != Engagement.ACTIVE or not takes_part(actor, engagement):
        return False
    if state == ProgressReview.WITHOUT_CLIENT:
        return engagement_rules.is_client(actor, engagement)
    return state == ProgressReview.OPEN


def next_after(day: date, *, chosen: date | None, months: int | None) -> date:
    """When the next review is due after one of `day`: on the chosen day, else after the months that
    the agreement names, else three months later.
    """
    return chosen or months_later(day, months or MONTHS_BETWEEN)
