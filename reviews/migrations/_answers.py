"""Whom the sweep tells that a second answer can be read, part of 0039_answers_told; ids alone.

The client reads an answer once it was passed on, or after a while (`_writing.TOLD`). Either way there
is one mail, by one key. What could be read for a month is no news any more.
"""

from django.db.migrations import RunSQL

from reviews.migrations._writing import TOLD_AFTER
from tracker.lib.rls import DEFINER, function

POLICIES = [
    RunSQL(
        f"grant select (answered_at) on reviews_cosignature to {DEFINER};",
        f"revoke select (answered_at) on reviews_cosignature from {DEFINER};",
    ),
    function(
        "answers_to_tell()",
        returns="table (id uuid, report_id uuid, client_id uuid, organization_id uuid)",
        definer=True,
        kind="stable",
        body=f"""
        begin
            if app.actor_system() is distinct from 'sweep' then
                return;
            end if;
            return query
                select c.id, c.report_id, e.client_id, e.organization_id from reviews_cosignature c
                  join reviews_engagement e on e.id = c.engagement_id
                 where c.state in ('changes_asked', 'declined', 'stood_aside')
                   and c.answered_at + {TOLD_AFTER} <= app.now()
                   and app.now() < c.answered_at + {TOLD_AFTER} + interval '30 days'
                   and not app.kept_back(c.id)
                   and not app.entered_in_error(c.report_id)
                   and not exists (select from accounts_notice n
                                   where n.key = 'cosign:' || c.id || ':passed_on');
        end
        """,
    ),
]
