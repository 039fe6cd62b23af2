"""Whoever looks at who opened what was closed leaves a line with each client; part of the migration.

When a reader opened something is the client's to know. Whoever closed it sees it, too; the client
sees that they looked (`_closed.py`, CLOSED_OPENINGS, left no line).
"""

from reviews.migrations._closed import CLOSED_OPENINGS, IN_REACH
from tracker.lib.rls import redefine

POLICIES = [
    redefine(
        "closed_openings(a_recipient uuid, a_reader uuid)",
        returns="table (release_id uuid, code text, reader uuid, released_at timestamptz,"
        " closed_at timestamptz, verb text, opened_at timestamptz)",
        body=f"""
        #variable_conflict use_column
        declare shown uuid[];
        begin
            select array_agg(k.id) into shown
              from reviews_closedrelease k
              join reviews_release r on r.id = k.release_id
              join reviews_recipient c on c.id = r.recipient_id
              join reviews_engagement e on e.id = k.engagement_id
             where {IN_REACH};
            insert into accounts_auditevent (id, chain_kind, chain, verb, object_kind, object_id,
                                             payload)
                select gen_random_uuid(), 'engagement', work, 'read', 'closed_openings', work, '{{}}'
                  from (select distinct k.engagement_id as work from reviews_closedrelease k
                         where k.id = any (shown) order by work) seen;
            return query
                select r.id, e.code::text, c.user_id, r.created_at, k.created_at, v.verb::text, v.at
                  from reviews_closedrelease k
                  join reviews_release r on r.id = k.release_id
                  join reviews_recipient c on c.id = r.recipient_id
                  join reviews_engagement e on e.id = k.engagement_id
                  left join accounts_auditevent v on v.chain = k.engagement_id
                   and v.object_kind = 'release' and v.object_id = r.id
                   and v.role = 'employer_contact' and v.verb in ('read', 'download')
                 where k.id = any (shown)
                 order by k.created_at desc, e.code, r.id, v.at;
        end
        """,
        before=CLOSED_OPENINGS,
        kind="volatile",
    )
]
