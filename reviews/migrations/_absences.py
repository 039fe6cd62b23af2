"""Doors around absences, and closing the account of a client who has died; part of 0013_handovers."""

from django.db.migrations import RunSQL

from reviews.migrations._covers import IN_TIME, LONGEST
from tracker.lib.rls import OWNER, function

DOORS = [
    # An administrator cannot see whose clients they are: the database tells them.
    function(
        "tell_absence()",
        returns="trigger",
        definer=True,
        body="""
        begin
            perform app.tell('absence:' || new.id, person, new.organization_id, new.id)
               from (select new.person_id as person
                     union select e.client_id from reviews_engagement e
                      where e.clinician_id = new.person_id and e.state = 'active'
                        and e.organization_id = new.organization_id) people;
            return null;
        end
        """,
        to=OWNER,
    ),
    RunSQL(
        """
        create trigger tell_absence after insert on reviews_absence for each row
            execute function app.tell_absence();
        """,
        "drop trigger tell_absence on reviews_absence;",
    ),
    # While a clinician is away an administrator asks a colleague by code. It opens nothing: the
    # colleague and the client say yes (answer_cover). Nobody names themselves.
    function(
        "ask_cover_by_code(a_id uuid, a_code text, a_colleague uuid, a_starts timestamptz,"
        " a_ends timestamptz)",
        returns="boolean",
        definer=True,
        body=f"""
        declare e reviews_engagement%rowtype;
        begin
            select * into e from reviews_engagement
             where code = a_code and state = 'active'
               and organization_id = app.actor_organization() for update;
            if e.id is null or app.actor_role() is distinct from 'administrator'
               or a_colleague in (app.actor_id(), e.client_id, e.clinician_id)
               or not exists (select from reviews_absence a where a.person_id = e.clinician_id
                    and a.organization_id = e.organization_id and a.ended_at is null)
               or not exists (select from accounts_membership m where m.user_id = a_colleague
                    and m.organization_id = e.organization_id and m.role = 'clinician'
                    and m.ended_at is null)
               or a_ends <= app.now() or a_ends > app.now() + {LONGEST}
            then
                return null;
            end if;
            insert into reviews_cover (id, engagement_id, author_id, created_at, code, colleague_id,
                                       by_practice, starts_at, ends_at, state)
                values (a_id, e.id, app.actor_id(), app.now(), e.code, a_colleague, true, a_starts,
                        a_ends, 'asked');
            perform app.tell('cover:' || a_id || ':asked', person, e.organization_id, a_id)
               from unnest(array[e.client_id, a_colleague]) person;
            return true;
        end
        """,
    ),
    # What changes, by code and state, for the administrator; an objection has no words here.
    function(
        "list_changes()",
        returns="table (kind text, id uuid, code text, state text, by_name text, to_name text,"
        " begins timestamptz, ends timestamptz, by_practice boolean)",
        definer=True,
        kind="stable",
        body="""
        begin
            if app.actor_role() is distinct from 'administrator' then
                return;
            end if;
            return query
                select x.kind, x.id, x.code::text, x.state::text, old.display_name::text,
                       new.display_name::text, x.begins, x.ends, x.by_practice
                  from (select 'cover' as kind, c.id, c.code, c.state, c.engagement_id,
                               c.colleague_id as person, c.starts_at as begins, c.ends_at as ends,
                               c.by_practice
                          from reviews_cover c where c.state in ('asked', 'agreed')
                        union all
                        select 'handover', h.id, h.code, h.state, h.engagement_id, h.incoming_id,
                               h.takes_effect_at, null, false
                          from reviews_handover h where h.state in ('proposed', 'objected')) x
                  join reviews_engagement e on e.id = x.engagement_id
                   and e.organization_id = app.actor_organization()
                  left join accounts_membership old on old.user_id = e.clinician_id
                   and old.organization_id = e.organization_id and old.role = 'clinician'
                   and old.ended_at is null
                  left join accounts_membership new on new.user_id = x.person
                   and new.organization_id = e.organization_id and new.role = 'clinician'
                   and new.ended_at is null
                 order by x.begins;
        end
        """,
    ),
    # A client has died: at once nothing reaches the account any more, and nobody is signed in to it.
    function(
        "close_account(a_id uuid, a_engagement uuid, a_authenticated_at timestamptz)",
        returns="boolean",
        definer=True,
        body=f"""
        declare e reviews_engagement%rowtype;
        begin
            select * into e from reviews_engagement
             where id = a_engagement and state in ('active', 'ended')
               and organization_id = app.actor_organization() for update;
            if e.id is null or app.actor_role() is distinct from 'clinician'
               or not exists (select from reviews_engagementgrant where content_object_id = e.id
                    and user_id = app.actor_id() and permission_id = app.p_treat() and {IN_TIME})
               or a_authenticated_at not between app.now() - interval '10 minutes'
                    and app.now() + interval '1 minute'
            then
                return null;
            end if;
            update accounts_user set is_active = false, security_stamp = security_stamp + 1
             where id = e.client_id and is_active;
            if not found then
                return null;
            end if;
            insert into reviews_closedaccount (id, engagement_id, author_id, created_at)
                values (a_id, e.id, app.actor_id(), app.now());
            update reviews_engagement set state = 'ended', ended_at = app.now()
             where id = e.id and state = 'active';
            return true;
        end
        """,
    ),
]
