"""What a section may rest on: signed records of the engagement and reviews, as kinds and days."""

from accounts.access import Actor
from reviews.concerns.queries import list_concerns
from reviews.journal import grounds
from reviews.journal.grounds import GroundChoice
from reviews.progress.grounds import record_choices
from reviews.progress.models import ProgressReview
from reviews.progress.queries import list_reviews
from reviews.reports.models import Report
from tracker.lib import dates

SETTLED = frozenset({ProgressReview.SIGNED, ProgressReview.WITHOUT_CLIENT})


def ground_choices(*, actor: Actor, report: Report) -> list[GroundChoice]:
    """Signed records of this engagement up to the period's end; never a private one.

    What ran off course is offered whenever it was told: told later, it binds all the same.
    """
    choices = [
        *record_choices(actor=actor, engagement_id=report.engagement_id),
        *(
            GroundChoice(grounds.REVIEW, review.id, review.on_date)
            for review in list_reviews(actor=actor, engagement_ids=[report.engagement_id])
            if review.state in SETTLED
        ),
        *(
            GroundChoice(grounds.CONCERN, told.id, dates.local(told.told_at).date())
            for told in list_concerns(actor=actor, engagement_ids=[report.engagement_id])
            if not told.in_error
        ),
    ]
    last = report.period_to
    return sorted(
        (c for c in choices if last is None or c.on <= last or c.of_kind == grounds.CONCERN),
        key=lambda c: c.on,
    )
