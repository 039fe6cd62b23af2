-- The database roles of Waymark, made once on a cluster by a superuser. Safe to run again.
-- Passwords are not set here: embedded use trusts its socket, a server sets its own.
do $$
begin
    if not exists (select from pg_roles where rolname = 'waymark_definer') then
        create role waymark_definer nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'waymark_owner') then
        create role waymark_owner login;
    end if;
    if not exists (select from pg_roles where rolname = 'waymark_app') then
        create role waymark_app login;
    end if;
    if not exists (select from pg_roles where rolname = 'waymark_maintenance') then
        create role waymark_maintenance login;
    end if;
end
$$;

-- The owner migrates. It passes row policies, because without that a data migration under forced
-- row security changes no row and says nothing.
alter role waymark_owner nosuperuser bypassrls createdb nocreaterole;
-- Owns the definer functions: the closed list of doors. Nobody logs in as it.
alter role waymark_definer nologin nosuperuser bypassrls nocreatedb nocreaterole;
-- Web, worker and beat. Owns nothing, passes nothing.
alter role waymark_app nosuperuser nobypassrls nocreatedb nocreaterole;
-- verify_audit and rotate_keys, from the operator's command line.
alter role waymark_maintenance nosuperuser nobypassrls nocreatedb nocreaterole;

-- The owner may hand functions to the definer; it never acts as it by default.
grant waymark_definer to waymark_owner with inherit false, set true;
