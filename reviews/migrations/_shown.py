"""The day comes from which the client may read a disclosure; part of the migration of that name.

The sweep learns whom to tell, by ids alone. An administrator reads the practice's trail without
these lines: that a colleague recorded one is not theirs to know.
"""

from django.db.migrations import RunSQL

from tracker.lib.rls import ACTOR, DEFINER, ORGANIZATION, ROLE, function

PRACTICE_TRAIL = (
    f"chain_kind = 'organization' and {ROLE} = 'administrator' and chain = {ORGANIZATION}"
)

POLICIES = [
    RunSQL(
        f"""
        grant select (id, engagement_id, shown_from) on reviews_disclosure to {DEFINER};
        alter policy accounts_auditevent_select on accounts_auditevent using (
            actor = {ACTOR} or ({PRACTICE_TRAIL} and object_kind <> 'disclosure'));
        """,
        f"""
        alter policy accounts_auditevent_select on accounts_auditevent using (
            actor = {ACTOR} or ({PRACTICE_TRAIL}));
        revoke select (id, engagement_id, shown_from) on reviews_disclosure from {DEFINER};
        """,
    ),
    function(
        "disclosures_to_tell()",
        returns="table (id uuid, client_id uuid, organization_id uuid)",
        definer=True,
        kind="stable",
        body="""
        begin
            if app.actor_system() is distinct from 'sweep' then
                return;
            end if;
            return query
                select d.id, e.client_id, e.organization_id from reviews_disclosure d
                  join reviews_engagement e on e.id = d.engagement_id
                 where d.shown_from <= app.now()
                   and not exists (select from accounts_notice n
                                   where n.key = 'disclosure:' || d.id);
        end
        """,
    ),
]
