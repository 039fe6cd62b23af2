"""An offer holds between the client and their clinician of now; part of the migration of that name.

After a handover nobody accepts what the clinician before offered; whoever covers takes back nothing
that the clinician has offered.
"""

from django.db.migrations import RunSQL

from reviews.migrations._agreements import WITHDRAWN, signed_by
from reviews.migrations._policies import as_client, as_clinician
from tracker.lib.rls import ACTOR

AUTHOR = "reviews_agreement.author_id"


def works_with(person: str) -> str:
    """That person is the engagement's clinician now; not whoever covers."""
    return (
        "exists (select from reviews_engagement e where e.id = reviews_agreement.engagement_id"
        f" and e.clinician_id = {person})"
    )


def _answered(accepted: str, withdrawn: str) -> str:
    return f"""
        alter policy reviews_agreement_update on reviews_agreement with check (
            ({as_client("reviews_agreement")} and (state = 'declined'
                or (state = 'accepted' and {signed_by(ACTOR)} and {accepted})))
            or {withdrawn});
    """


POLICIES = [
    RunSQL(
        _answered(
            f"{signed_by(AUTHOR)} and {works_with(AUTHOR)}",
            f"({as_clinician('reviews_agreement')} and state = 'withdrawn' and {works_with(ACTOR)})",
        ),
        _answered(signed_by(AUTHOR), WITHDRAWN),
    )
]
