"""SQL for migrations: row policies and definer functions.

Every confidential table is protected in the migration that creates it: row security enabled and
forced, one policy for each of the four commands (a `false` one where the act does not exist), and
only the privileges named. Source: docs/architecture.md, "Three gates".
"""

from django.db.migrations.operations import RunSQL

OWNER = "waymark_owner"
APP = "waymark_app"
MAINTENANCE = "waymark_maintenance"
DEFINER = "waymark_definer"

ACTOR = "(select app.actor_id())"
ROLE = "(select app.actor_role())"
ORGANIZATION = "(select app.actor_organization())"
MEMBERSHIP = "(select app.actor_membership())"
SYSTEM = "(select app.actor_system())"


def protect(
    table: str,
    *,
    select: str = "false",
    insert: str = "false",
    update: str = "false",
    delete: str = "false",
    privileges: str,
    update_check: str = "",
) -> RunSQL:
    """Protect `table`: forced row security, a policy per command for the application role.

    Each condition is SQL over the row. `update` is asked of the old row, `update_check` (default:
    the same) of the new one. `privileges` is what GRANT takes, for example
    "select, insert, update (state)".
    """
    check = update_check or update
    forward = f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        revoke all on {table} from public, {APP}, {MAINTENANCE}, {DEFINER};
        grant {privileges} on {table} to {APP};
        create policy {table}_select on {table} for select to {APP} using ({select});
        create policy {table}_insert on {table} for insert to {APP} with check ({insert});
        create policy {table}_update on {table} for update to {APP}
            using ({update}) with check ({check});
        create policy {table}_delete on {table} for delete to {APP} using ({delete});
    """
    backward = f"""
        drop policy {table}_select on {table};
        drop policy {table}_insert on {table};
        drop policy {table}_update on {table};
        drop policy {table}_delete on {table};
        alter table {table} no force row level security;
        alter table {table} disable row level security;
    """
    return RunSQL(forward, backward)


def policy_again(table: str, command: str, *, using: str = "", check: str = "") -> str:
    """SQL that puts another policy in the place of the one that `protect` wrote for this command.

    Each condition as in `protect`; one that is left out is not asked. For RunSQL, in both directions.
    """
    conditions = (f" using ({using})" if using else "") + (
        f" with check ({check})" if check else ""
    )
    return (
        f"drop policy {table}_{command} on {table};"
        f"create policy {table}_{command} on {table} for {command} to {APP}{conditions};"
    )


def open_table(table: str, *, privileges: str) -> RunSQL:
    """Grant on a table without row policies. tests/laws holds the closed list of them."""
    return RunSQL(
        f"revoke all on {table} from public; grant {privileges} on {table} to {APP};",
        f"revoke all on {table} from {APP};",
    )


def function(  # noqa: PLR0913 - each is one clause of CREATE FUNCTION
    signature: str,
    *,
    returns: str,
    body: str,
    definer: bool = False,
    language: str = "plpgsql",
    kind: str = "volatile",
    to: str = APP,
) -> RunSQL:
    """Create a function in the schema `app` that only `to` may call.

    A definer function belongs to waymark_definer, which passes row policies: it is a door, and
    tests/laws holds the closed list of doors. Its search path is fixed, and ends with the caller's
    temporary tables: left out, they would be looked at first.
    """
    name = signature.split("(")[0]
    types = _types_of(signature)
    security = "security definer" if definer else "security invoker"
    path = (
        "set search_path = pg_catalog, public, pg_temp" if definer or language == "plpgsql" else ""
    )
    owner = f"alter function app.{name}({types}) owner to {DEFINER};" if definer else ""
    if definer and returns == "trigger":  # whoever creates the trigger must be able to call it
        owner += (
            f"set role {DEFINER}; grant execute on function app.{name}({types}) to {OWNER};"
            " reset role;"
        )
    # The grants come before the change of owner: after it, they would be the definer's to give.
    return RunSQL(
        f"""
        create or replace function app.{signature} returns {returns}
            language {language} {kind} {security} {path} as $body${body}$body$;
        revoke all on function app.{name}({types}) from public;
        grant execute on function app.{name}({types}) to {to};
        {owner}
        """,
        f"drop function app.{name}({types});",
    )


def redefine(
    signature: str, *, returns: str, body: str, before: str, kind: str = "volatile"
) -> RunSQL:
    """Give an existing plpgsql door another body; its owner and who may call it stay.

    before  the body that a migration backwards puts in its place again.
    """

    def written(words: str) -> str:
        return f"""
        set role {DEFINER};
        create or replace function app.{signature} returns {returns}
            language plpgsql {kind} security definer
            set search_path = pg_catalog, public, pg_temp as $body${words}$body$;
        reset role;
        """

    return RunSQL(written(body), written(before))


def _types_of(signature: str) -> str:
    """ "f(a uuid, b text)" -> "uuid, text"; for GRANT and DROP."""
    inside = signature[signature.index("(") + 1 : signature.rindex(")")]
    parameters = [part.strip() for part in inside.split(",") if part.strip()]
    return ", ".join(p.split(" ", 1)[1] for p in parameters if not p.startswith("out "))
