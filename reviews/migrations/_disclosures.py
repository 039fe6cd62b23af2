"""Row policies of disclosures without permission; part of the migration of that name.

The clock is asked by the policy: until the day the law allows, a record is nothing to the client.
"""

from reviews.migrations._policies import BY_ACTOR, as_client, as_clinician
from reviews.migrations._sharing import FRESH, JUST_NOW
from tracker.lib.rls import protect

POLICIES = [
    protect(
        "reviews_disclosure",
        select=f"{as_clinician('reviews_disclosure')} or ({as_client('reviews_disclosure')}"
        " and (shown_from is null or shown_from <= (select app.now())))",
        insert=f"{as_clinician('reviews_disclosure')} and {BY_ACTOR} and {FRESH} and {JUST_NOW}"
        " and (shown_from is null or shown_from <= app.now() + interval '367 days')",
        privileges="select, insert",
    )
]
