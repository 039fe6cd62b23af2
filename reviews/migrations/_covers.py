"""Grants in time, and covers; part of 0009_covers.

Every policy that asks for a grant reads `reviews_engagementgrant` under that table's own policy.
The clock stands there, once, and closes everything else with it: no sweep is needed for that.
Grants are written by the doors below alone. Source: docs/architecture.md, "Grants in time".
"""

from django.db.migrations import RunSQL

from reviews.migrations._checkins import add_moves
from reviews.migrations._policies import as_client, as_clinician, granted, hold
from reviews.migrations._sharing import OFFERED
from tracker.lib.rls import ACTOR, APP, DEFINER, ORGANIZATION, ROLE, function, protect

BY_ACTOR = f"author_id = {ACTOR}"
NOW = "(select app.now())"
IN_TIME = f"(starts_at is null or starts_at <= {NOW}) and (ends_at is null or {NOW} < ends_at)"
# The client has been told this long before a cover begins; their own yes needs no wait.
TOLD_BEFORE = "interval '1 day'"
LONGEST = "interval '184 days'"

# What a person does writes its line in the trail before it asks a door, and holds the chain's head
# from then on. The sweep takes it first too: whoever is second waits, and neither for the other.
TRAIL_FIRST = "perform from accounts_audithead where chain = due.engagement_id for update;"

MOVES = [
    ("reviews_cover", "asked", "agreed"),
    ("reviews_cover", "asked", "declined"),
    ("reviews_cover", "asked", "withdrawn"),
    ("reviews_cover", "asked", "lapsed"),
    ("reviews_cover", "agreed", "withdrawn"),
    ("reviews_cover", "agreed", "over"),
]


def a_colleague(column: str) -> str:
    """The person is a clinician of the actor's practice."""
    return (
        f"exists (select from accounts_membership m where m.user_id = {column}"
        f" and m.organization_id = {ORGANIZATION} and m.role = 'clinician' and m.ended_at is null)"
    )


def own_work(table: str, colleague: str) -> str:
    """Running work of the actor's own, with somebody who is not that colleague."""
    return (
        f"exists (select from reviews_engagement e where e.id = {table}.engagement_id"
        f" and e.clinician_id = {ACTOR} and e.state = 'active' and e.code = {table}.code"
        f" and e.client_id <> {colleague})"
    )


# A text that is not signed yet is its writer's, whoever else may come in.
DRAFTS = RunSQL(
    f"""
    alter policy reviews_sessionlog_select on reviews_sessionlog using (
        ({as_clinician("reviews_sessionlog")} and (state = 'signed' or {BY_ACTOR}))
        or ({as_client("reviews_sessionlog")} and state = 'signed'));
    alter policy reviews_feedback_select on reviews_feedback using (
        ({as_clinician("reviews_feedback")} and (state = 'published' or {BY_ACTOR}))
        or ({as_client("reviews_feedback")} and state = 'published'));
    alter policy reviews_report_select on reviews_report using (
        ({as_clinician("reviews_report")} and (state = 'signed' or {BY_ACTOR}))
        or ({as_client("reviews_report")} and {OFFERED}));
    alter policy reviews_section_select on reviews_section using (
        {as_clinician("reviews_section")} and ({BY_ACTOR}
            or exists (select from reviews_report p where p.id = reviews_section.report_id)));
    alter policy reviews_ground_select on reviews_ground using (
        {as_clinician("reviews_ground")} and ({BY_ACTOR}
            or exists (select from reviews_section s where s.id = reviews_ground.section_id)));
    """,
    f"""
    alter policy reviews_sessionlog_select on reviews_sessionlog using (
        {as_clinician("reviews_sessionlog")}
        or ({as_client("reviews_sessionlog")} and state = 'signed'));
    alter policy reviews_feedback_select on reviews_feedback using (
        {as_clinician("reviews_feedback")}
        or ({as_client("reviews_feedback")} and state = 'published'));
    alter policy reviews_report_select on reviews_report using (
        {as_clinician("reviews_report")} or ({as_client("reviews_report")} and {OFFERED}));
    alter policy reviews_section_select on reviews_section using (
        {as_clinician("reviews_section")});
    alter policy reviews_ground_select on reviews_ground using ({as_clinician("reviews_ground")});
    """,
)

POLICIES = [
    RunSQL(
        f"""
        alter policy reviews_engagementgrant_select on reviews_engagementgrant
            using (user_id = {ACTOR} and {IN_TIME});
        grant delete on reviews_engagementgrant to {DEFINER};
        grant update (covered_by_id, covered_from, covered_until) on reviews_engagement
            to {DEFINER};
        """,
        f"""
        alter policy reviews_engagementgrant_select on reviews_engagementgrant
            using (user_id = {ACTOR});
        revoke delete on reviews_engagementgrant from {DEFINER};
        """,
    ),
    DRAFTS,
    # Until a cover runs, its colleague knows the row and nothing behind it. An administrator knows
    # covers through a door, by code.
    protect(
        "reviews_cover",
        select=f"{granted('reviews_cover')} or (colleague_id = {ACTOR} and {ROLE} = 'clinician'"
        " and state in ('asked', 'agreed'))",
        insert=f"{as_clinician('reviews_cover')} and {BY_ACTOR} and state = 'asked'"
        " and not by_practice and colleague_said_at is null and client_said_at is null"
        f" and colleague_id <> {ACTOR} and {a_colleague('colleague_id')}"
        f" and ends_at > {NOW} + {TOLD_BEFORE} and ends_at <= {NOW} + {LONGEST}"
        f" and {own_work('reviews_cover', 'colleague_id')}",
        privileges="select, insert",
    ),
    RunSQL(
        f"""
        grant select, insert, update (starts_at, state, colleague_said_at, client_said_at,
            settled_at) on reviews_cover to {DEFINER};
        create policy cover_chain_insert on accounts_auditevent for insert to {APP}
            with check (chain_kind = 'engagement' and exists (select from reviews_cover c
                        where c.engagement_id = chain and c.colleague_id = {ACTOR}
                          and c.state in ('asked', 'agreed') and {ROLE} = 'clinician'));
        """,
        f"""
        drop policy cover_chain_insert on accounts_auditevent;
        revoke all on reviews_cover from {DEFINER};
        """,
    ),
    add_moves(MOVES),
    hold(["reviews_cover"]),
    # Tells one person that something waits, once: for doors, whose caller does not know them all.
    function(
        "tell(a_key text, a_person uuid, a_practice uuid, a_subject uuid)",
        returns="void",
        language="sql",
        body="select app.enqueue(a_key || ':' || a_person, 'something_waits', a_person, a_practice,"
        " a_subject, app.now())",
        to=DEFINER,
    ),
    # The one place that opens an engagement to a colleague. Who asked, stands in the row; here the
    # colleague says yes or no, and the client where it was the practice that asked.
    function(
        "answer_cover(a_cover uuid, a_yes boolean)",
        returns="text",
        definer=True,
        body=f"""
        declare c reviews_cover%rowtype; e reviews_engagement%rowtype;
        begin
            select * into c from reviews_cover where id = a_cover and state = 'asked' for update;
            select * into e from reviews_engagement
             where id = c.engagement_id and state = 'active'
               and organization_id = app.actor_organization() for update;
            if e.id is null or c.ends_at <= app.now() or c.colleague_id in (e.client_id,
                e.clinician_id) or not (c.by_practice or c.author_id = e.clinician_id)
            then
                return null;
            end if;
            if app.actor_role() = 'clinician' and c.colleague_id = app.actor_id()
               and c.colleague_said_at is null then
                c.colleague_said_at := app.now();
            elsif app.actor_role() = 'client' and e.client_id = app.actor_id() and c.by_practice
               and c.client_said_at is null then
                c.client_said_at := app.now();
            else
                return null;
            end if;
            c.state := case when not a_yes then 'declined'
                when c.colleague_said_at is null
                    or (c.by_practice and c.client_said_at is null) then 'asked'
                else 'agreed' end;
            if c.state = 'agreed' then
                c.starts_at := greatest(c.starts_at, app.now()
                    + case when c.by_practice then interval '0' else {TOLD_BEFORE} end);
                if c.starts_at >= c.ends_at then
                    return null;
                end if;
                insert into reviews_engagementgrant
                    (content_object_id, user_id, permission_id, starts_at, ends_at)
                    values (e.id, c.colleague_id, app.p_treat(), c.starts_at, c.ends_at);
                update reviews_engagement set covered_by_id = c.colleague_id,
                       covered_from = c.starts_at, covered_until = c.ends_at where id = e.id;
                perform app.tell('cover:' || c.id || ':agreed', person, e.organization_id, c.id)
                   from unnest(array[e.client_id, e.clinician_id]) person
                  where person <> app.actor_id();
            elsif c.state = 'declined' then
                perform app.tell('cover:' || c.id || ':declined', c.author_id, e.organization_id,
                                 c.id);
            end if;
            update reviews_cover set state = c.state, starts_at = c.starts_at,
                   colleague_said_at = c.colleague_said_at, client_said_at = c.client_said_at,
                   settled_at = case when c.state = 'declined' then app.now() end
             where id = c.id;
            return c.state;
        end
        """,
    ),
    # Closing is safe, so each of those it concerns may: both clinicians, the practice and the client
    # where it was the practice that asked.
    function(
        "end_cover(a_cover uuid)",
        returns="text",
        definer=True,
        body="""
        declare c reviews_cover%rowtype; e reviews_engagement%rowtype; ending text;
        begin
            select * into c from reviews_cover
             where id = a_cover and state in ('asked', 'agreed') for update;
            select * into e from reviews_engagement
             where id = c.engagement_id and organization_id = app.actor_organization() for update;
            if e.id is null or not (
                (app.actor_role() = 'clinician' and e.clinician_id = app.actor_id())
                or (app.actor_role() = 'clinician' and c.colleague_id = app.actor_id()
                    and c.state = 'agreed')
                or (app.actor_role() = 'administrator' and c.by_practice)
                or (app.actor_role() = 'client' and e.client_id = app.actor_id()
                    and c.by_practice and c.client_said_at is not null))
            then
                return null;
            end if;
            ending := case when c.state = 'agreed' and c.starts_at <= app.now() then 'over'
                else 'withdrawn' end;
            update reviews_cover set state = ending, settled_at = app.now() where id = c.id;
            delete from reviews_engagementgrant g where g.content_object_id = e.id
               and g.user_id = c.colleague_id and g.ends_at is not null;
            if c.state = 'agreed' then
                update reviews_engagement set covered_by_id = null, covered_from = null,
                       covered_until = null where id = e.id;
                perform app.tell('cover:' || c.id || ':ended', person, e.organization_id, c.id)
                   from unnest(array[e.client_id, e.clinician_id, c.colleague_id]) person
                  where person <> app.actor_id();
            end if;
            return ending;
        end
        """,
    ),
    # Tidies up behind the clock, which has closed them already.
    function(
        "settle_covers()",
        returns="void",
        definer=True,
        body=f"""
        declare due record;
        begin
            if app.actor_system() is distinct from 'sweep' then
                raise exception 'only the sweep settles covers';
            end if;
            for due in select c.id, c.engagement_id from reviews_cover c
                 where c.state in ('asked', 'agreed') and c.ends_at <= app.now()
                 order by c.engagement_id
            loop
                {TRAIL_FIRST}
                update reviews_cover set state = 'lapsed', settled_at = app.now()
                 where id = due.id and state = 'asked';
                update reviews_cover set state = 'over', settled_at = ends_at
                 where id = due.id and state = 'agreed';
                delete from reviews_engagementgrant
                 where content_object_id = due.engagement_id and ends_at <= app.now();
                update reviews_engagement set covered_by_id = null, covered_from = null,
                       covered_until = null
                 where id = due.engagement_id and covered_until <= app.now();
            end loop;
        end
        """,
    ),
]
