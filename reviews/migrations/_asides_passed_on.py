"""Whoever receives a request in somebody's place is told like them; part of the migration.

The named person has left, or works with the client by now: the administrators receive what is open,
and so does one who begins later. Nobody who works with the client or ever did.
"""

from reviews.migrations._asides_ever import SOMEBODY_ELSE_EVER
from tracker.lib.rls import function

POLICIES = [
    function(
        "tell_asides_passed_on()",
        returns="void",
        definer=True,
        body=f"""
        begin
            if app.actor_system() is distinct from 'sweep' then
                return;
            end if;
            perform app.tell('aside:' || r.id, m.user_id, r.organization_id, r.id)
               from reviews_speakrequest r
               join reviews_engagement e on e.id = r.engagement_id
               join accounts_membership m on m.role = 'administrator' and {SOMEBODY_ELSE_EVER}
              where r.state = 'asked'
                and app.aside_receiver(r.engagement_id, r.to_membership_id) is null
                and not exists (select from accounts_notice n
                                where n.key = 'aside:' || r.id || ':' || m.user_id);
        end
        """,
    )
]
