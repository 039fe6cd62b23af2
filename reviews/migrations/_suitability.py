"""Row policies of what is written where two people do not begin; part of 0019."""

from reviews.migrations._policies import BY_ACTOR, as_clinician, granted
from tracker.lib.rls import protect

POLICIES = [
    protect(
        "reviews_referral",
        select=granted("reviews_referral"),
        # Beside a no before the work, and never after it has begun.
        insert=f"{as_clinician('reviews_referral')} and {BY_ACTOR} and exists (select from"
        " reviews_engagement e where e.id = engagement_id and e.state = 'proposed')",
        privileges="select, insert",
    )
]
