"""Handovers, and the policies of absences and closed accounts; part of 0013_handovers.

The doors of those two are in _absences.py.
"""

from django.db.migrations import RunSQL

from reviews.migrations._checkins import add_moves
from reviews.migrations._covers import BY_ACTOR, IN_TIME, NOW, TRAIL_FIRST, a_colleague, own_work
from reviews.migrations._policies import as_client, as_clinician, hold
from tracker.lib.rls import ACTOR, APP, DEFINER, ORGANIZATION, ROLE, function, protect

ADMINISTRATOR_HERE = f"({ROLE} = 'administrator' and organization_id = {ORGANIZATION})"
WAIT = (
    "(select make_interval(days => o.handover_wait_days::int) from accounts_organization o"
    " where o.id = {practice})"
)
MOVES = [
    ("reviews_handover", "proposed", "objected"),
    ("reviews_handover", "proposed", "done"),
    ("reviews_handover", "proposed", "declined"),
    ("reviews_handover", "proposed", "withdrawn"),
    ("reviews_handover", "objected", "proposed"),
    ("reviews_handover", "objected", "withdrawn"),
]

POLICIES = [
    # Whoever would take over knows a code until it is done, and of an objection nothing.
    protect(
        "reviews_handover",
        select=f"{as_client('reviews_handover')}"
        f" or ({as_clinician('reviews_handover')} and {BY_ACTOR})"
        f" or (incoming_id = {ACTOR} and {ROLE} = 'clinician' and state in ('proposed', 'done'))",
        insert=f"{as_clinician('reviews_handover')} and {BY_ACTOR} and state = 'proposed'"
        " and incoming_said_at is null and client_said_at is null"
        f" and incoming_id <> {ACTOR} and {a_colleague('incoming_id')}"
        f" and takes_effect_at >= {NOW} - interval '1 minute' + {WAIT.format(practice=ORGANIZATION)}"
        f" and {own_work('reviews_handover', 'incoming_id')}",
        privileges="select, insert",
    ),
    # Words to the clinician they know: whoever takes over later does not read them.
    protect(
        "reviews_objection",
        select=f"{as_client('reviews_objection')} or ({as_clinician('reviews_objection')}"
        " and exists (select from reviews_handover h where h.id = handover_id"
        f" and h.author_id = {ACTOR}))",
        insert=f"{as_client('reviews_objection')} and {BY_ACTOR} and exists"
        " (select from reviews_handover h where h.id = handover_id"
        " and h.engagement_id = reviews_objection.engagement_id and h.state = 'objected')",
        privileges="select, insert",
    ),
    protect(
        "reviews_absence",
        select=f"{ADMINISTRATOR_HERE} or person_id = {ACTOR} or exists"
        " (select from reviews_engagement e where e.clinician_id = person_id)",
        insert=f"{ADMINISTRATOR_HERE} and noted_by_id = {ACTOR} and ended_at is null"
        f" and {a_colleague('person_id')}",
        update=f"({ADMINISTRATOR_HERE} or person_id = {ACTOR}) and ended_at is null",
        update_check=f"({ADMINISTRATOR_HERE} or person_id = {ACTOR}) and ended_at is not null",
        privileges="select, insert, update (ended_at)",
    ),
    protect(
        "reviews_closedaccount", select=as_clinician("reviews_closedaccount"), privileges="select"
    ),
    RunSQL(
        f"""
        grant select, insert, update (takes_effect_at, state, incoming_said_at, client_said_at,
            settled_at) on reviews_handover to {DEFINER};
        grant select on reviews_absence to {DEFINER};
        grant insert on reviews_closedaccount to {DEFINER};
        grant update (clinician_id, state, ended_at) on reviews_engagement to {DEFINER};
        grant update (introduced_to_id) on accounts_membership to {DEFINER};
        grant update (is_active) on accounts_user to {DEFINER};
        grant select (engagement_id, author_id) on reviews_processnote to {DEFINER};
        grant select (place) on reviews_unsenttext to {DEFINER};
        create policy handover_chain_insert on accounts_auditevent for insert to {APP}
            with check (chain_kind = 'engagement' and exists (select from reviews_handover h
                        where h.engagement_id = chain and h.incoming_id = {ACTOR}
                          and h.state = 'proposed' and {ROLE} = 'clinician'));
        """,
        f"""
        drop policy handover_chain_insert on accounts_auditevent;
        revoke all on reviews_handover, reviews_absence, reviews_closedaccount from {DEFINER};
        revoke update (clinician_id, state, ended_at) on reviews_engagement from {DEFINER};
        revoke update (introduced_to_id) on accounts_membership from {DEFINER};
        revoke update (is_active) on accounts_user from {DEFINER};
        revoke select (engagement_id, author_id) on reviews_processnote from {DEFINER};
        revoke select (place) on reviews_unsenttext from {DEFINER};
        """,
    ),
    add_moves(MOVES),
    hold(["reviews_handover"]),
    # The one place where an engagement changes hands: everything of it in one transaction.
    function(
        "hand_over(a_handover uuid)",
        returns="boolean",
        body="""
        declare h reviews_handover%rowtype; e reviews_engagement%rowtype;
        begin
            select * into h from reviews_handover
             where id = a_handover and state = 'proposed' and incoming_said_at is not null
               and (client_said_at is not null or takes_effect_at <= app.now()) for update;
            select * into e from reviews_engagement
             where id = h.engagement_id and state = 'active' and clinician_id = h.author_id
               and client_id <> h.incoming_id for update;
            if e.id is null
               or not exists (select from accounts_membership m
                    join accounts_user u on u.id = m.user_id and u.is_active
                    where m.user_id = h.incoming_id and m.organization_id = e.organization_id
                      and m.role = 'clinician' and m.ended_at is null)
               or exists (select from reviews_engagement other
                    where other.client_id = e.client_id and other.clinician_id = h.incoming_id
                      and other.state in ('proposed', 'active'))
            then
                return false;
            end if;
            update reviews_handover set state = 'done', settled_at = app.now() where id = h.id;
            update reviews_cover c set settled_at = app.now(),
                   state = case when c.state = 'agreed' and c.starts_at <= app.now() then 'over'
                                else 'withdrawn' end
             where c.engagement_id = e.id and c.state in ('asked', 'agreed');
            delete from reviews_engagementgrant g
             where g.content_object_id = e.id and g.permission_id = app.p_treat();
            insert into reviews_engagementgrant (content_object_id, user_id, permission_id)
                values (e.id, h.incoming_id, app.p_treat());
            update reviews_engagement set clinician_id = h.incoming_id, covered_by_id = null,
                   covered_from = null, covered_until = null where id = e.id;
            update accounts_membership m set introduced_to_id = new.id
              from accounts_membership old, accounts_membership new
             where m.user_id = e.client_id and m.role = 'client' and m.ended_at is null
               and old.id = m.introduced_to_id and old.user_id = h.author_id
               and new.user_id = h.incoming_id and new.role = 'clinician'
               and new.ended_at is null and m.organization_id = e.organization_id
               and new.organization_id = e.organization_id;
            perform app.tell('handover:' || h.id || ':done', person, e.organization_id, h.id)
               from unnest(array[e.client_id, h.author_id, h.incoming_id]) person;
            return true;
        end
        """,
        to=DEFINER,
    ),
    # Each of the three says their own word, in the state it belongs to. Nothing opens but by
    # hand_over, which asks for all of it again.
    function(
        "answer_handover(a_handover uuid, a_word text)",
        returns="text",
        definer=True,
        body=f"""
        declare h reviews_handover%rowtype; e reviews_engagement%rowtype; who text;
        begin
            select * into h from reviews_handover
             where id = a_handover and state in ('proposed', 'objected') for update;
            select * into e from reviews_engagement
             where id = h.engagement_id and organization_id = app.actor_organization()
               and state = 'active' for update;
            who := case
                when app.actor_role() = 'client' and e.client_id = app.actor_id() then 'client'
                when app.actor_role() = 'clinician' and h.incoming_id = app.actor_id()
                    then 'incoming'
                when app.actor_role() = 'clinician' and h.author_id = app.actor_id()
                    and e.clinician_id = app.actor_id() then 'outgoing' end;
            if e.id is null or who is null then
                return null;
            end if;
            case who || ' ' || a_word || ' ' || h.state
            when 'incoming yes proposed' then
                if h.incoming_said_at is not null then
                    return null;
                end if;
                update reviews_handover set incoming_said_at = app.now() where id = h.id;
            when 'incoming no proposed' then
                update reviews_handover set state = 'declined', settled_at = app.now()
                 where id = h.id;
            when 'client yes proposed' then
                if h.client_said_at is not null then
                    return null;
                end if;
                update reviews_handover set client_said_at = app.now() where id = h.id;
            when 'client object proposed' then
                update reviews_handover set state = 'objected', client_said_at = null
                 where id = h.id;
            when 'client take_back objected' then
                -- The whole time to think begins anew, unless they say yes.
                update reviews_handover set state = 'proposed', takes_effect_at = app.now()
                       + {WAIT.format(practice="e.organization_id")} where id = h.id;
            when 'outgoing withdraw proposed', 'outgoing withdraw objected' then
                update reviews_handover set state = 'withdrawn', settled_at = app.now()
                 where id = h.id;
            else
                return null;
            end case;
            if a_word = 'yes' then
                perform app.hand_over(h.id);
            elsif a_word = 'object' then
                perform app.tell('handover:' || h.id || ':objected:'
                                 || extract(epoch from app.now())::bigint, m.user_id,
                                 e.organization_id, h.id)
                   from accounts_membership m where m.organization_id = e.organization_id
                    and m.role = 'administrator' and m.ended_at is null;
            end if;
            if a_word <> 'withdraw' then
                perform app.tell('handover:' || h.id || ':' || a_word || ':'
                                 || extract(epoch from app.now())::bigint,
                                 h.author_id, e.organization_id, h.id);
            end if;
            if (who = 'incoming' and a_word = 'no') or a_word = 'withdraw' then
                perform app.tell('handover:' || h.id || ':off', e.client_id, e.organization_id,
                                 h.id);
            end if;
            return (select x.state from reviews_handover x where x.id = h.id);
        end
        """,
    ),
    function(
        "hand_over_due()",
        returns="table (handover_id uuid, engagement_id uuid)",
        definer=True,
        body=f"""
        declare due record;
        begin
            if app.actor_system() is distinct from 'sweep' then
                raise exception 'only the sweep hands over what is due';
            end if;
            for due in select h.id, h.engagement_id from reviews_handover h
                 where h.state = 'proposed' and h.incoming_said_at is not null
                   and h.takes_effect_at <= app.now() order by h.engagement_id
            loop
                {TRAIL_FIRST}
                if app.hand_over(due.id) then
                    handover_id := due.id;
                    engagement_id := due.engagement_id;
                    return next;
                end if;
            end loop;
        end
        """,
    ),
    # Process notes stay their writer's when the work goes on without them. A code says which work:
    # the name is not theirs to open any more.
    function(
        "work_of_own_notes()",
        returns="table (engagement_id uuid, code text)",
        definer=True,
        kind="stable",
        body=f"""
        begin
            if app.actor_role() is distinct from 'clinician' then
                return;
            end if;
            return query
                select e.id, e.code::text from reviews_engagement e
                 where e.organization_id = app.actor_organization()
                   and e.id in (
                       select n.engagement_id from reviews_processnote n
                        where n.author_id = app.actor_id()
                       union all select x.engagement_id from reviews_unsenttext x
                        where x.author_id = app.actor_id() and x.place = 'process_note')
                   and not exists (select from reviews_engagementgrant where content_object_id = e.id
                        and user_id = app.actor_id() and permission_id = app.p_treat() and {IN_TIME})
                 order by e.created_at desc;
        end
        """,
    ),
]
