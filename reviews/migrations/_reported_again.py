"""A concern that was entered in error can be reported again; part of the migration of that name.

Whether one of the same day is there is asked of the rows that are not in error, so no index can hold
it. The door holds it: whoever reports takes the head of the trail of the work first, one after the
other, and nobody writes such a row but by this door.
"""

from reviews.migrations._voices import report_agreed
from tracker.lib.rls import redefine

NOT_THERE = """
    and not exists (select from reviews_concern x
                     where x.engagement_id = e.id and x.author_id = app.actor_id()
                       and x.told_by = 'contact' and x.agreed_key = a_key and x.happened_on = a_on
                       and not app.entered_in_error(x.id))
"""

POLICIES = [
    redefine(
        "report_agreed(a_id uuid, a_form uuid, a_key text, a_on date)",
        returns="boolean",
        body=report_agreed(unless=NOT_THERE),
        before=report_agreed(),
    )
]
