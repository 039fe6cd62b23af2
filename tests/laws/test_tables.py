"""Every confidential table is protected by the database itself; the others are a closed list."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps

from accounts.checks import CONFIDENTIAL_ACCOUNTS
from reviews.records.models import EngagementRecord
from tests.laws.tables import AUDIT_COLUMNS, OPEN, OTHERS, PROTECTED, ROLES

APP = "waymark_app"
COMMANDS = {"r": "select", "a": "insert", "w": "update", "d": "delete"}


def tables_in(connection: psycopg.Connection[Any]) -> dict[str, tuple[str, bool, bool]]:
    """Each table of the schema public: its kind, and whether row security is enabled and forced."""
    rows = connection.execute(
        "select relname, relkind::text, relrowsecurity, relforcerowsecurity from pg_class"
        " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')"
    )
    return {name: (kind, enabled, forced) for name, kind, enabled, forced in rows}


def unprotected(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """What is wrong with the protection of the tables, one sentence each."""
    found = tables_in(connection)
    for name in sorted(found.keys() - PROTECTED.keys() - OPEN.keys()):
        yield f"{name} is in no list"
    for name in sorted(PROTECTED.keys() | OPEN.keys() - found.keys()):
        if name not in found:
            yield f"{name} does not exist"
    policies = connection.execute(
        "select polrelid::regclass::text, polcmd::text from pg_policy"
        " where %s::regrole = any(polroles)",
        [APP],
    ).fetchall()
    for name in sorted(PROTECTED.keys() & found.keys()):
        kind, enabled, forced = found[name]
        if kind != "r":
            yield f"{name} is not a plain table"
        if not enabled:
            yield f"{name} has no row security"
        if not forced:
            yield f"{name} does not force row security on its owner"
        for sign, command in COMMANDS.items():
            if (name, sign) not in policies:
                yield f"{name} has no policy for {command}"
    everybody = connection.execute(
        "select polrelid::regclass::text, polname from pg_policy where 0 = any(polroles)"
        " or not polpermissive"
    )
    for name, policy in everybody:
        yield f"{name}: the policy {policy} is for everybody"


def privileges_of(connection: psycopg.Connection[Any], role: str, table: str) -> set[str]:
    """What the role may do with the whole table, rights of everybody included."""
    names = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    row = connection.execute(
        "select " + ", ".join(f"has_table_privilege(%(r)s, %(t)s, '{n}')" for n in names),
        {"r": role, "t": f"public.{table}"},
    ).fetchone()
    assert row is not None
    return {name for name, has in zip(names, row, strict=True) if has}


def columns_of(connection: psycopg.Connection[Any], role: str, table: str, verb: str) -> set[str]:
    rows = connection.execute(
        "select attname from pg_attribute where attrelid = %(t)s::regclass and attnum > 0"
        " and not attisdropped and has_column_privilege(%(r)s, attrelid, attnum, %(v)s)",
        {"r": role, "t": f"public.{table}", "v": verb},
    )
    return {name for (name,) in rows}


def wrong_privileges(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """Where the application role may do something other than its list says."""
    lists = {name: (whole, columns) for name, (whole, columns) in PROTECTED.items()}
    lists |= {name: (whole, columns) for name, (_, whole, columns) in OPEN.items()}
    for table, (whole, columns) in lists.items():
        found = privileges_of(connection, APP, table)
        if found != whole:
            yield f"{table}: {sorted(found)}, the list says {sorted(whole)}"
        updated = columns_of(connection, APP, table, "UPDATE")
        if updated != columns:
            yield f"{table}: updates {sorted(updated)}, the list says {sorted(columns)}"
        if columns_of(connection, APP, table, "REFERENCES"):
            yield f"{table}: may be referenced"
    for role in ("waymark_definer", "waymark_maintenance"):
        for table in lists:
            held = {
                verb
                for verb in ("SELECT", "INSERT", "UPDATE", "REFERENCES")
                if columns_of(connection, role, table, verb)
            } | (privileges_of(connection, role, table) & {"DELETE", "TRUNCATE", "TRIGGER"})
            if held != OTHERS.get((role, table), set()):
                yield f"{table}: {role} may {sorted(held)}"


def wrong_roles(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for role, listed in ROLES.items():
        row = connection.execute(
            "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin, rolreplication"
            " from pg_roles where rolname = %s",
            [role],
        ).fetchone()
        if row != listed:
            yield f"{role} has the attributes {row}"
    members = connection.execute(
        "select roleid::regrole::text, member::regrole::text, inherit_option from pg_auth_members"
        " where member::regrole::text = any(%s)",
        [list(ROLES)],
    ).fetchall()
    for role, member, inherits in members:
        if (role, member, inherits) != ("waymark_definer", "waymark_owner", False):
            yield f"{member} is a member of {role}"
    owned = connection.execute(
        "select relname from pg_class where pg_get_userbyid(relowner) = any(%s)"
        " union all select proname from pg_proc where pg_get_userbyid(proowner) = any(%s)"
        " union all select nspname from pg_namespace where pg_get_userbyid(nspowner) = any(%s)",
        [["waymark_app", "waymark_maintenance"]] * 3,
    )
    for (name,) in owned:
        yield f"{name} belongs to a role of the service"
    for schema in ("public", "app"):
        row = connection.execute(
            "select has_schema_privilege(%s, %s, 'CREATE')", [APP, schema]
        ).fetchone()
        if row != (False,):
            yield f"{APP} may create things in {schema}"


def rows_without_an_actor(url: str) -> Iterator[str]:
    """Tables whose rows anybody sees who only has the service's connection."""
    with psycopg.connect(url) as connection:
        for table in PROTECTED:
            row = connection.execute(f"select count(*) from {table}").fetchone()
            if row != (0,):
                yield table
        connection.rollback()


# --- the laws -------------------------------------------------------------------------------------


def test_every_table_is_protected_or_on_the_closed_list(owner):
    assert list(unprotected(owner)) == []


def test_every_confidential_model_is_on_the_list_of_protected_tables():
    records = {m._meta.db_table for m in apps.get_models() if issubclass(m, EngagementRecord)}
    reviews = {m._meta.db_table for m in apps.get_app_config("reviews").get_models()}
    assert len(records) >= 7
    assert records <= reviews
    assert PROTECTED.keys() == reviews | set(CONFIDENTIAL_ACCOUNTS)


def test_the_application_role_may_do_what_is_listed_and_no_more(owner):
    assert list(wrong_privileges(owner)) == []


def test_a_caller_says_of_an_event_only_what_is_its_to_say(owner):
    assert columns_of(owner, APP, "accounts_auditevent", "INSERT") == AUDIT_COLUMNS


def test_nobody_truncates_or_references(owner):
    for table in PROTECTED:
        assert not privileges_of(owner, APP, table) & {"TRUNCATE", "REFERENCES", "TRIGGER"}


def test_roles_have_no_more_rights_than_their_work_needs(owner):
    assert list(wrong_roles(owner)) == []


def test_sequences_are_read_and_never_set(owner):
    rows = owner.execute(
        "select sequencename from pg_sequences where schemaname = 'public'"
        " and has_sequence_privilege(%s, format('public.%%I', sequencename), 'UPDATE')",
        [APP],
    ).fetchall()
    assert rows == []


def test_nobody_sees_a_row_of_any_confidential_table(acted):
    copy, _ = acted
    with copy.as_owner() as connection:
        for table in PROTECTED:
            row = connection.execute(f"select exists (select from {table})").fetchone()
            assert row == (True,), f"{table} is empty: nothing was proven"
    assert list(rows_without_an_actor(copy.app_url)) == []


# --- planted mistakes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        ("create table reviews_note (id int)", "reviews_note is in no list"),
        ("create view reviews_peek as select * from reviews_entry", "reviews_peek is in no list"),
        ("alter table reviews_answer disable row level security", "has no row security"),
        ("alter table reviews_entry no force row level security", "does not force"),
        ("drop policy reviews_addendum_delete on reviews_addendum", "no policy for delete"),
        ("create policy wide on reviews_entry using (true)", "is for everybody"),
    ],
)
def test_a_planted_hole_is_found(owner, mistake, words):
    owner.execute(mistake)

    assert any(words in finding for finding in unprotected(owner))


@pytest.mark.parametrize(
    ("mistake", "table"),
    [
        ("grant truncate on reviews_entry to waymark_app", "reviews_entry"),
        ("grant references (id) on reviews_entry to waymark_app", "reviews_entry"),
        ("grant update (terms) on reviews_agreement to waymark_app", "reviews_agreement"),
        ("grant update on reviews_engagement to public", "reviews_engagement"),
        ("grant delete on accounts_auditevent to waymark_app", "accounts_auditevent"),
        ("grant select on reviews_answer to waymark_maintenance", "reviews_answer"),
        ("grant insert on reviews_entry to waymark_definer", "reviews_entry"),
    ],
)
def test_a_planted_privilege_is_found(owner, mistake, table):
    owner.execute(mistake)

    assert any(finding.startswith(table) for finding in wrong_privileges(owner))


def test_a_planted_schema_right_is_found(owner):
    owner.execute("grant create on schema app to waymark_app")

    assert list(wrong_roles(owner)) == ["waymark_app may create things in app"]


def test_a_planted_open_policy_is_found(acted):
    copy, _ = acted
    with copy.as_owner() as connection:
        connection.execute(
            "create policy hole on reviews_entry for select to waymark_app using (true)"
        )
        try:
            assert list(rows_without_an_actor(copy.app_url)) == ["reviews_entry"]
        finally:
            connection.execute("drop policy hole on reviews_entry")
