"""Row policies and doors of the engagement and everything in it; part of 0001_tables.

Every condition asks the grant rows that guardian reads, with the permission of the role the actor
is in now. The engagement's own policy drives its primary key from the actor's grants; the children
ask with EXISTS, which PostgreSQL builds once and hashes.
"""

from django.db.migrations import RunSQL

from tracker.lib.rls import (
    ACTOR,
    APP,
    DEFINER,
    MAINTENANCE,
    ORGANIZATION,
    OWNER,
    ROLE,
    SYSTEM,
    function,
    protect,
)

PERMISSION = "(select app.actor_permission())"


def granted(table: str, column: str = "engagement_id") -> str:
    """The actor may enter the row's engagement, in the role they are in."""
    return (
        f"exists (select from reviews_engagementgrant g where g.content_object_id = {table}.{column}"
        f" and g.user_id = {ACTOR} and g.permission_id = {PERMISSION})"
    )


def as_client(table: str) -> str:
    return f"({ROLE} = 'client' and {granted(table)})"


def as_clinician(table: str) -> str:
    return f"({ROLE} = 'clinician' and {granted(table)})"


def entry(table: str, more: str = "true") -> str:
    """The row's entry, if the actor can see it: an entry's own policy hides drafts."""
    return (
        f"exists (select from reviews_entry e where e.id = {table}.entry_id"
        f" and e.engagement_id = {table}.engagement_id and {more})"
    )


DRAFT, SHARED = "e.state = 'draft'", "e.state = 'shared'"
SCHEDULER = f"{SYSTEM} in ('sweep', 'outbox')"
BY_ACTOR = f"author_id = {ACTOR}"
SAME_ENGAGEMENT = (
    "(checkin_id is null or exists (select from reviews_checkin c where c.id = checkin_id"
    " and c.engagement_id = reviews_entry.engagement_id))"
)
SAME_CADENCE = (
    "exists (select from reviews_cadence c where c.id = cadence_id"
    " and c.engagement_id = reviews_checkin.engagement_id)"
)

# Every move a state can make, written out: a policy cannot compare the old row with the new one.
# The rooms' rules say the same, and tests/laws/test_moves.py holds the two together.
MOVES = [
    ("reviews_engagement", "proposed", "active"),
    ("reviews_engagement", "proposed", "declined"),
    ("reviews_engagement", "proposed", "withdrawn"),
    ("reviews_engagement", "active", "ended"),
    ("reviews_agreement", "offered", "accepted"),
    ("reviews_agreement", "offered", "declined"),
    ("reviews_agreement", "offered", "withdrawn"),
    ("reviews_checkin", "scheduled", "open"),
    ("reviews_checkin", "scheduled", "canceled"),
    ("reviews_checkin", "open", "shared"),
    ("reviews_checkin", "open", "discussed"),
    ("reviews_checkin", "open", "canceled"),
    ("reviews_checkin", "shared", "discussed"),
    ("reviews_entry", "draft", "shared"),
]
MOVING = sorted({table for table, _, _ in MOVES})


def keep_to(moves: list[tuple[str, str, str]]) -> RunSQL:
    """The trigger's function: (table, state before, state after) are all that can happen."""
    return function(
        "keep_to_moves()",
        returns="trigger",
        body=f"""
        begin
            if old.state is distinct from new.state and not exists (
                select from (values {", ".join(str(move) for move in moves)})
                    as moves (of_table, before, after)
                 where of_table = tg_table_name and before = old.state and after = new.state)
            then
                raise exception 'this state cannot follow the one before';
            end if;
            return new;
        end
        """,
    )


def hold(tables: list[str]) -> RunSQL:
    """The trigger on each of these tables."""
    return RunSQL(
        "".join(
            f"create trigger keep_to_moves before update of state on {table}"
            " for each row execute function app.keep_to_moves();"
            for table in tables
        ),
        "".join(f"drop trigger keep_to_moves on {table};" for table in tables),
    )


# The permissions' numbers differ from database to database: written by reviews.apps after migrate.
CONSTANTS = RunSQL(
    f"""
    create function app.p_take_part() returns int language sql immutable parallel safe
        as 'select -1';
    create function app.p_treat() returns int language sql immutable parallel safe
        as 'select -1';
    revoke all on function app.p_take_part(), app.p_treat() from public;
    grant execute on function app.p_take_part(), app.p_treat() to {APP}, {DEFINER};
    """,
    "drop function app.p_take_part(), app.p_treat();",
)

POLICIES = [
    CONSTANTS,
    function(
        "actor_permission()",
        returns="int",
        language="sql",
        kind="stable",
        body="select case current_setting('app.role', true) when 'client' then app.p_take_part()"
        " when 'clinician' then app.p_treat() end",
        to=f"{APP}, {DEFINER}",
    ),
    protect("reviews_engagementgrant", select=f"user_id = {ACTOR}", privileges="select"),
    protect(
        "reviews_engagement",
        select="id = any(array(select g.content_object_id from reviews_engagementgrant g"
        f" where g.user_id = {ACTOR} and g.permission_id = {PERMISSION}))",
        # It begins by the client's word and by nobody else's.
        update=f"{granted('reviews_engagement', 'id')} and state in ('proposed', 'active')",
        update_check=f"{granted('reviews_engagement', 'id')} and (state in ('proposed', 'ended')"
        f" or ({ROLE} = 'client' and state in ('active', 'declined'))"
        f" or ({ROLE} = 'clinician' and state = 'withdrawn'))",
        privileges="select, update (client_name, state, started_at, ended_at)",
    ),
    protect(
        "reviews_engagementkey",
        select=granted("reviews_engagementkey"),
        insert=as_clinician("reviews_engagementkey"),
        privileges="select, insert",
    ),
    protect(
        "reviews_agreement",
        select=granted("reviews_agreement"),
        insert=f"{as_clinician('reviews_agreement')} and {BY_ACTOR} and state = 'offered'",
        update=f"{granted('reviews_agreement')} and state = 'offered'",
        update_check=f"({as_client('reviews_agreement')} and state in ('accepted', 'declined'))"
        f" or ({as_clinician('reviews_agreement')} and state = 'withdrawn')",
        privileges="select, insert, update (state, answered_at)",
    ),
    protect(
        "reviews_limitsacknowledgment",
        select=granted("reviews_limitsacknowledgment"),
        insert=f"{as_client('reviews_limitsacknowledgment')} and {BY_ACTOR}",
        privileges="select, insert",
    ),
    protect(
        "reviews_cadence",
        select=f"{granted('reviews_cadence')} or {SCHEDULER}",
        insert=f"{as_client('reviews_cadence')} and {BY_ACTOR} and client_id = {ACTOR}"
        f" and organization_id = {ORGANIZATION}",
        # It is ended once, and begins again only as a new one.
        update=f"{granted('reviews_cadence')} and ended_at is null",
        update_check=f"{granted('reviews_cadence')} and ended_at is not null",
        privileges="select, insert, update (ended_at)",
    ),
    protect(
        "reviews_checkin",
        select=f"{granted('reviews_checkin')} or {SCHEDULER}",
        insert=f"({as_client('reviews_checkin')} or {SYSTEM} = 'sweep') and state = 'scheduled'"
        f" and {SAME_CADENCE}",
        update=f"({granted('reviews_checkin')} and state in ('scheduled', 'open', 'shared'))"
        f" or ({SYSTEM} = 'sweep' and state = 'scheduled')",
        update_check=f"({as_client('reviews_checkin')} and state in ('open', 'shared', 'canceled'))"
        f" or ({as_clinician('reviews_checkin')} and state in ('discussed', 'canceled'))"
        f" or ({SYSTEM} = 'sweep' and state = 'open')",
        privileges="select, insert, update (state, shared_at, discussed_at)",
    ),
    # A draft exists for its writer alone: the clinician's policy asks for more than the grant.
    protect(
        "reviews_entry",
        select=f"{as_client('reviews_entry')}"
        f" or ({as_clinician('reviews_entry')} and state = 'shared')",
        insert=f"{as_client('reviews_entry')} and {BY_ACTOR} and state = 'draft'"
        f" and {SAME_ENGAGEMENT}",
        update=f"{as_client('reviews_entry')} and state = 'draft'",
        update_check=f"{as_client('reviews_entry')}",
        delete=f"{as_client('reviews_entry')} and state = 'draft'",
        privileges="select, insert, update (state, shared_at), delete",
    ),
    protect(
        "reviews_answer",
        select=f"{granted('reviews_answer')} and {entry('reviews_answer')}",
        insert=f"{as_client('reviews_answer')} and {BY_ACTOR} and {entry('reviews_answer', DRAFT)}",
        update=f"{as_client('reviews_answer')} and {entry('reviews_answer', DRAFT)}",
        delete=f"{as_client('reviews_answer')} and {entry('reviews_answer', DRAFT)}",
        privileges="select, insert, delete,"
        " update (text, second_text, version, saved_at, second_saved_at)",
    ),
    protect(
        "reviews_addendum",
        select=f"{granted('reviews_addendum')} and {entry('reviews_addendum')}",
        insert=f"{as_client('reviews_addendum')} and {BY_ACTOR}"
        f" and {entry('reviews_addendum', SHARED)}",
        privileges="select, insert",
    ),
    RunSQL(
        f"""
        create policy engagement_chain_insert on accounts_auditevent for insert to {APP}
            with check (chain_kind = 'engagement'
                        and {granted("accounts_auditevent", "chain")});
        create policy engagement_chain_select on accounts_auditevent for select to {APP}
            using (chain_kind = 'engagement' and {ROLE} = 'client'
                   and {granted("accounts_auditevent", "chain")});
        grant select (id, engagement_id, purpose, kek_id, wrapped), update (kek_id, wrapped)
            on reviews_engagementkey to {MAINTENANCE};
        create policy maintenance_select on reviews_engagementkey for select to {MAINTENANCE}
            using (true);
        create policy maintenance_update on reviews_engagementkey for update to {MAINTENANCE}
            using (true);
        grant insert, select on reviews_engagement, reviews_engagementgrant to {DEFINER};
        grant update (next_due_at) on reviews_engagement to {DEFINER};
        grant select on reviews_checkin to {DEFINER};
        grant usage on all sequences in schema public to {DEFINER};
        """,
        f"""
        drop policy engagement_chain_insert on accounts_auditevent;
        drop policy engagement_chain_select on accounts_auditevent;
        drop policy maintenance_select on reviews_engagementkey;
        drop policy maintenance_update on reviews_engagementkey;
        revoke all on reviews_engagementkey from {MAINTENANCE};
        """,
    ),
    # Only the clinician a client was introduced to can propose an engagement to them, and it is
    # nothing until the client accepts.
    function(
        "open_engagement(a_id uuid, a_code text, a_client_membership uuid)",
        returns="uuid",
        definer=True,
        body="""
        declare the_client uuid;
        begin
            if app.actor_role() is distinct from 'clinician' then
                return null;
            end if;
            select m.user_id into the_client from accounts_membership m
             where m.id = a_client_membership and m.role = 'client' and m.ended_at is null
               and m.organization_id = app.actor_organization()
               and m.introduced_to_id = app.actor_membership();
            if the_client is null then
                return null;
            end if;
            insert into reviews_engagement (id, organization_id, code, client_id, clinician_id,
                                            state, created_at)
                values (a_id, app.actor_organization(), a_code, the_client, app.actor_id(),
                        'proposed', app.now());
            insert into reviews_engagementgrant (content_object_id, user_id, permission_id)
                values (a_id, the_client, app.p_take_part()), (a_id, app.actor_id(), app.p_treat());
            return the_client;
        end
        """,
    ),
    function(
        "keep_next_due()",
        returns="trigger",
        definer=True,
        body="""
        begin
            update reviews_engagement e set next_due_at = (
                select min(c.due_at) from reviews_checkin c
                 where c.engagement_id = new.engagement_id and c.state in ('scheduled', 'open'))
             where e.id = new.engagement_id;
            return null;
        end
        """,
        to=OWNER,
    ),
    RunSQL(
        """
        create trigger keep_next_due after insert or update of state on reviews_checkin
            for each row execute function app.keep_next_due();
        create index engagement_by_clinician on reviews_engagement (clinician_id, next_due_at);
        create unique index one_current_engagement on reviews_engagement (client_id, clinician_id)
            where state in ('proposed', 'active');
        """,
        "drop trigger keep_next_due on reviews_checkin; drop index engagement_by_clinician;"
        " drop index one_current_engagement;",
    ),
    keep_to(MOVES),
    hold(MOVING),
    function(
        "list_assignments()",
        returns="table (code text, state text, clinician text, created_at timestamptz,"
        " started_at timestamptz)",
        definer=True,
        kind="stable",
        body="""
        begin
            if app.actor_role() is distinct from 'administrator' then
                return;
            end if;
            return query
                select e.code::text, e.state::text, m.display_name::text, e.created_at,
                       e.started_at
                  from reviews_engagement e
                  left join accounts_membership m
                    on m.user_id = e.clinician_id and m.organization_id = e.organization_id
                   and m.role = 'clinician' and m.ended_at is null
                 where e.organization_id = app.actor_organization()
                 order by e.created_at;
        end
        """,
    ),
]
