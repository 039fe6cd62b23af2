"""Row policies of questions and preparations; part of the migration that makes them."""

from reviews.migrations._policies import BY_ACTOR, as_clinician, granted
from tracker.lib.rls import ACTOR, ORGANIZATION, ROLE, protect

POLICIES = [
    # Nothing personal; everybody of the practice who is asked or asks may see them.
    protect(
        "reviews_promptset",
        select=f"organization_id = {ORGANIZATION}"
        f" and {ROLE} in ('client', 'clinician', 'administrator')",
        insert=f"organization_id = {ORGANIZATION} and author_id = {ACTOR}"
        f" and {ROLE} in ('clinician', 'administrator')",
        privileges="select, insert",
    ),
    protect(
        "reviews_preparation",
        select=granted("reviews_preparation"),
        insert=f"{as_clinician('reviews_preparation')} and {BY_ACTOR} and exists (select from"
        " reviews_checkin c where c.id = checkin_id"
        " and c.engagement_id = reviews_preparation.engagement_id"
        " and c.state in ('scheduled', 'open'))",
        update=f"{as_clinician('reviews_preparation')} and exists (select from"
        " reviews_checkin c where c.id = checkin_id and c.state in ('scheduled', 'open'))",
        privileges="select, insert, update (focus_areas, questions, changed_at)",
    ),
]
