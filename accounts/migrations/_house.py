"""The schema `app`: one clock, and who is asking. Everything else in the database rests on it."""

from django.db import migrations

from tracker.lib.rls import APP, DEFINER, MAINTENANCE, function

SCHEMA = migrations.RunSQL(
    f"""
    create schema app;
    revoke all on schema app from public;
    revoke create on schema public from public;
    grant usage on schema app, public to {APP}, {MAINTENANCE}, {DEFINER};
    grant create on schema app to {DEFINER};
    -- One row. Only a migration or the owner can make the clock settable; a real practice's is not.
    create table app.clock (
        one boolean primary key default true check (one),
        settable boolean not null default false,
        clock_offset interval not null default '0'
    );
    insert into app.clock default values;
    grant select on app.clock to {APP}, {MAINTENANCE}, {DEFINER};
    grant update (clock_offset) on app.clock to {DEFINER};
    """,
    "drop schema app cascade;",
)

NOW = function(
    "now()",
    returns="timestamptz",
    language="sql",
    kind="stable",
    body="select now() + (select case when settable then clock_offset else '0' end from app.clock)",
    to=f"{APP}, {MAINTENANCE}, {DEFINER}",
)
SET_CLOCK = function(
    "set_clock(new_offset interval)",
    returns="void",
    definer=True,
    body="""
    begin
        update app.clock set clock_offset = new_offset where settable;
        if not found then
            raise exception 'the clock of this database cannot be moved';
        end if;
    end
    """,
)


def setting(name: str, returns: str) -> migrations.RunSQL:
    """Reads one transaction-local setting; an empty one reads as null."""
    return function(
        f"actor_{name}()",
        returns=returns,
        language="sql",
        kind="stable",
        body=f"select nullif(current_setting('app.{name}', true), '')::{returns}",
        to=f"{APP}, {MAINTENANCE}, {DEFINER}",
    )


# The role comes from the membership row, never from the caller.
ENTER = function(
    "enter(who uuid, as_member uuid, system_act text, "
    "out role text, out organization_id uuid, out at timestamptz)",
    returns="record",
    definer=True,
    body="""
    begin
        if as_member is not null then
            select m.role, m.organization_id into role, organization_id
              from accounts_membership m join accounts_user u on u.id = m.user_id
             where m.id = as_member and m.user_id = who and u.is_active
               and m.ended_at is null;
        end if;
        at := app.now();
        perform set_config('app.id', coalesce(who::text, ''), true),
                set_config('app.membership',
                           case when role is null then '' else as_member::text end, true),
                set_config('app.role', coalesce(role, ''), true),
                set_config('app.organization', coalesce(organization_id::text, ''), true),
                set_config('app.system', coalesce(system_act, ''), true);
    end
    """,
)
LEAVE = function(
    "leave()",
    returns="void",
    body="""
    begin
        perform set_config('app.id', '', true), set_config('app.membership', '', true),
                set_config('app.role', '', true), set_config('app.organization', '', true),
                set_config('app.system', '', true);
    end
    """,
)


HOUSE = [
    SCHEMA,
    NOW,
    SET_CLOCK,
    setting("id", "uuid"),
    setting("membership", "uuid"),
    setting("role", "text"),
    setting("organization", "uuid"),
    setting("system", "text"),
    ENTER,
    LEAVE,
]
