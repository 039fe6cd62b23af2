"""Row policies and doors of the accounts tables (0001), and grants on other apps' tables (0002)."""

from django.db.migrations import RunSQL

from tracker.lib.rls import (
    ACTOR,
    APP,
    DEFINER,
    MAINTENANCE,
    MEMBERSHIP,
    ORGANIZATION,
    ROLE,
    SYSTEM,
    function,
    open_table,
    protect,
)

ADMINISTRATOR_HERE = f"({ROLE} = 'administrator' and organization_id = {ORGANIZATION})"
STILL_OPEN = "stopped_at is null and done_at is null"
SECOND_PERSON = f"({ADMINISTRATOR_HERE} and asked_by_id <> {ACTOR} and user_id <> {ACTOR})"

POLICIES = [
    # People and their addresses are plain: signing in happens before anybody is known.
    open_table(
        "accounts_user",
        privileges="select, insert, update (password, last_login, zone, security_stamp)",
    ),
    protect(
        "accounts_organization",
        select=f"id = {ORGANIZATION} or {SYSTEM} is not null"
        f" or exists (select from accounts_membership m"
        f"            where m.organization_id = accounts_organization.id and m.user_id = {ACTOR})",
        update=f"{ROLE} = 'administrator' and id = {ORGANIZATION}",
        privileges="select, update (name, short_name, phone, hours, zone, crisis_lines,"
        " complaints_to, records_kept_years, reset_delay_hours)",
    ),
    # That somebody is a client here is itself confidential: only they, the clinician they were
    # introduced to, and the administrator can tell. Clinicians are known to everyone inside.
    protect(
        "accounts_membership",
        select=f"user_id = {ACTOR} or {SYSTEM} is not null or ({ROLE} is not null and"
        f" organization_id = {ORGANIZATION} and (role = 'clinician'"
        f" or {ROLE} = 'administrator' or introduced_to_id = {MEMBERSHIP}))",
        # A role is ended once; nobody gives one back, and nobody ends their own.
        update=f"{ADMINISTRATOR_HERE} and user_id <> {ACTOR} and ended_at is null",
        update_check=f"{ADMINISTRATOR_HERE} and ended_at is not null",
        privileges="select, update (ended_at)",
    ),
    protect(
        "accounts_invitation",
        select=f"{ADMINISTRATOR_HERE} or {SYSTEM} = 'outbox'",
        # The link is the outbox's to make: whoever invites never holds it.
        insert=f"{ADMINISTRATOR_HERE} and created_by_id = {ACTOR} and token_hash is null"
        " and accepted_at is null",
        # What was accepted or taken back stays so.
        update=f"{ADMINISTRATOR_HERE} and accepted_at is null and withdrawn_at is null",
        update_check=ADMINISTRATOR_HERE,
        privileges="select, insert, update (withdrawn_at, expires_at)",
    ),
    protect(
        "accounts_factorreset",
        select=f"user_id = {ACTOR} or {ADMINISTRATOR_HERE}",
        insert=f"{ADMINISTRATOR_HERE} and asked_by_id = {ACTOR} and user_id <> {ACTOR}"
        " and confirmed_by_id is null and confirmed_at is null and takes_effect_at is null"
        " and done_at is null",
        # The second person confirms, and the practice's delay runs; the person concerned may stop
        # it. Nobody does both sides.
        update=f"{STILL_OPEN} and (user_id = {ACTOR} or {SECOND_PERSON})",
        update_check=f"(stopped_at is not null and (user_id = {ACTOR} or {SECOND_PERSON}))"
        f" or ({SECOND_PERSON} and confirmed_by_id = {ACTOR}"
        f" and exists (select from accounts_membership m where m.id = {MEMBERSHIP}"
        " and m.started_at <= asked_at - interval '1 day') and takes_effect_at >= app.now()"
        " - interval '1 minute' + (select make_interval(hours => o.reset_delay_hours::int)"
        " from accounts_organization o where o.id = organization_id))",
        privileges="select, insert,"
        " update (confirmed_by_id, confirmed_at, takes_effect_at, stopped_at)",
    ),
    protect(
        "accounts_notice",
        select=f"{SYSTEM} = 'outbox' or recipient_id = {ACTOR}",
        update=f"{SYSTEM} = 'outbox'",
        privileges="select, update (state, due_at, attempts, leased_until, sending_at, uncertain,"
        " settled_at, reason)",
    ),
    protect(
        "accounts_shownmail",
        # Filled in the demo alone; its page is not routed anywhere else.
        select=f"{ROLE} in ('clinician', 'administrator')"
        " and exists (select from app.clock where settable)",
        insert=f"{SYSTEM} = 'outbox' and exists (select from app.clock where settable)",
        privileges="select, insert",
    ),
    protect(
        "accounts_auditevent",
        select=f"actor = {ACTOR} or (chain_kind = 'organization' and {ROLE} = 'administrator'"
        f" and chain = {ORGANIZATION})",
        insert=f"(chain_kind = 'organization' and exists (select from accounts_membership m"
        f" where m.organization_id = chain and m.user_id = {ACTOR}))"
        f" or ({SYSTEM} is not null)",
        privileges="select, insert (id, chain_kind, chain, verb, object_kind, object_id, payload)",
    ),
    protect("accounts_audithead", privileges="select"),
    protect("accounts_auditanchor", privileges="select"),
    RunSQL(
        f"""
        create table tracker_cache (
            cache_key varchar(255) primary key, value text not null, expires timestamptz not null
        );
        create index tracker_cache_expires on tracker_cache (expires);
        grant select, insert, update, delete on tracker_cache to {APP};
        grant select on accounts_user, accounts_organization, accounts_membership,
            accounts_invitation, accounts_factorreset, accounts_audithead, accounts_auditanchor
            to {DEFINER};
        grant insert on accounts_organization, accounts_membership, accounts_notice,
            accounts_auditanchor to {DEFINER};
        grant select on accounts_notice to {DEFINER};
        grant insert, update on accounts_audithead to {DEFINER};
        grant update (token_hash, accepted_at) on accounts_invitation to {DEFINER};
        grant update (done_at) on accounts_factorreset to {DEFINER};
        grant update (security_stamp) on accounts_user to {DEFINER};
        """,
        "drop table tracker_cache;",
    ),
    # What verify_audit and rotate_keys may reach, and nothing else.
    RunSQL(
        f"""
        grant select on accounts_auditevent, accounts_audithead, accounts_auditanchor
            to {MAINTENANCE};
        create policy maintenance on accounts_auditevent for select to {MAINTENANCE} using (true);
        create policy maintenance on accounts_audithead for select to {MAINTENANCE} using (true);
        create policy maintenance on accounts_auditanchor for select to {MAINTENANCE} using (true);
        """,
        """
        drop policy maintenance on accounts_auditevent;
        drop policy maintenance on accounts_audithead;
        drop policy maintenance on accounts_auditanchor;
        """,
    ),
    # The chain. Binary with length prefixes, so that verify_audit computes the same bytes.
    function(
        "chain_audit()",
        returns="trigger",
        definer=True,
        body="""
        begin
            new.at := app.now();
            new.actor := app.actor_id();
            new.role := coalesce(app.actor_role(), app.actor_system(), '');
            -- One statement: each more would cost every act and every reading.
            loop
                update accounts_audithead h
                   set seq = h.seq + 1, prev = h.hash, hash = sha256(
                       h.hash || uuid_send(new.chain) || int8send(h.seq + 1)
                       || int8send((extract(epoch from new.at) * 1000000)::bigint)
                       || coalesce(uuid_send(new.actor), decode(repeat('00', 16), 'hex'))
                       || uuid_send(new.object_id) || uuid_send(new.id)
                       || app.counted(new.chain_kind) || app.counted(new.role)
                       || app.counted(new.verb) || app.counted(new.object_kind)
                       || app.counted(new.payload::text))
                 where h.chain = new.chain
                returning h.seq, h.prev, h.hash into new.seq, new.prev, new.hash;
                exit when found;
                insert into accounts_audithead (chain, seq, hash, anchored_seq)
                    values (new.chain, 0, decode(repeat('00', 32), 'hex'), 0)
                    on conflict (chain) do nothing;
            end loop;
            return new;
        end
        """,
        to=DEFINER,
    ),
    function(
        "counted(words text)",
        returns="bytea",
        language="sql",
        kind="stable",  # as convert_to is: said otherwise, it would be called and not inlined
        body="select int4send(octet_length(words)) || convert_to(words, 'UTF8')",
        to=f"{APP}, {DEFINER}, {MAINTENANCE}",
    ),
    function(
        "append_only()",
        returns="trigger",
        body="begin raise exception 'the audit trail is only added to'; end",
    ),
    RunSQL(
        """
        -- Room for the next version of each head on its own page: no index is written then.
        alter table accounts_audithead set (fillfactor = 50);
        create trigger chain before insert on accounts_auditevent
            for each row execute function app.chain_audit();
        create trigger append_only before update or delete on accounts_auditevent
            for each row execute function app.append_only();
        create trigger append_only_all before truncate on accounts_auditevent
            for each statement execute function app.append_only();
        create trigger append_only before update or delete on accounts_auditanchor
            for each row execute function app.append_only();
        create trigger append_only_all before truncate on accounts_auditanchor
            for each statement execute function app.append_only();
        """,
        """
        drop trigger chain on accounts_auditevent;
        drop trigger append_only on accounts_auditevent;
        drop trigger append_only_all on accounts_auditevent;
        drop trigger append_only on accounts_auditanchor;
        drop trigger append_only_all on accounts_auditanchor;
        """,
    ),
    function(
        "moved_heads(out number bigint, out prev bytea, out heads jsonb)",
        returns="record",
        definer=True,
        body="""
        declare last accounts_auditanchor%rowtype;
        begin
            if app.actor_system() is distinct from 'anchor' then
                raise exception 'only the anchor job sees every chain';
            end if;
            select * into last from accounts_auditanchor a order by a.number desc limit 1;
            number := coalesce(last.number, 0) + 1;
            prev := coalesce(last.signature, ''::bytea);
            select jsonb_agg(jsonb_build_array(h.chain, h.seq, encode(h.hash, 'hex'))
                             order by h.chain)
              into heads from accounts_audithead h where h.seq > h.anchored_seq;
        end
        """,
    ),
    function(
        "store_anchor(a_number bigint, a_at timestamptz, a_heads jsonb, a_prev bytea,"
        " a_signature bytea)",
        returns="void",
        definer=True,
        body="""
        begin
            if app.actor_system() is distinct from 'anchor' then
                raise exception 'only the anchor job stores anchors';
            end if;
            insert into accounts_auditanchor (number, at, heads, prev, signature)
                values (a_number, a_at, a_heads, a_prev, a_signature);
            update accounts_audithead h set anchored_seq = (moved.value ->> 1)::bigint
              from jsonb_array_elements(a_heads) as moved
             where h.chain = (moved.value ->> 0)::uuid;
        end
        """,
    ),
    function(
        "enqueue(a_key text, a_kind text, a_recipient uuid, a_organization uuid, a_subject uuid,"
        " a_due timestamptz)",
        returns="void",
        definer=True,
        body="""
        begin
            -- Signed out, a person can ask for one thing: a new password.
            if app.actor_id() is null and app.actor_system() is null
               and a_kind not in ('password_reset', 'account_changed') then
                raise exception 'nobody is asking';
            end if;
            insert into accounts_notice (id, key, kind, recipient_id, organization_id, subject_id,
                                         state, due_at, attempts, uncertain, reason, created_at)
                values (gen_random_uuid(), a_key, a_kind, a_recipient, a_organization, a_subject,
                        'waiting', a_due, 0, false, '', app.now())
                on conflict (key) do nothing;
        end
        """,
    ),
    function(
        "find_invitation(a_hash bytea, out id uuid, out organization_name text,"
        " out organization_phone text, out role text, out email text, out state text,"
        " out has_account boolean, out organization_zone text)",
        returns="record",
        definer=True,
        body="""
        begin
            select i.id, o.name, o.phone, i.role, i.email,
                   case when i.accepted_at is not null then 'used'
                        when i.withdrawn_at is not null then 'withdrawn'
                        when i.expires_at <= app.now() then 'expired'
                        else 'open' end,
                   exists (select from accounts_user u where lower(u.email) = lower(i.email)),
                   o.zone
              into id, organization_name, organization_phone, role, email, state, has_account,
                   organization_zone
              from accounts_invitation i join accounts_organization o on o.id = i.organization_id
             where i.token_hash = a_hash;
        end
        """,
    ),
    function(
        "set_invitation_token(a_id uuid, a_hash bytea)",
        returns="void",
        definer=True,
        body="""
        begin
            if app.actor_system() is distinct from 'outbox' then
                raise exception 'only the outbox makes links';
            end if;
            update accounts_invitation set token_hash = a_hash
             where id = a_id and accepted_at is null and withdrawn_at is null;
        end
        """,
    ),
    # The address must be the one that was invited: the link alone opens nothing for another person.
    function(
        "accept_invitation(a_hash bytea, a_user uuid, a_zone text)",
        returns="uuid",
        definer=True,
        body="""
        declare invited accounts_invitation%rowtype; made uuid := gen_random_uuid();
        begin
            update accounts_invitation i set accepted_at = app.now()
              from accounts_user u
             where i.token_hash = a_hash and i.accepted_at is null and i.withdrawn_at is null
               and i.expires_at > app.now() and u.id = a_user and lower(u.email) = lower(i.email)
            returning i.* into invited;
            if not found then
                return null;
            end if;
            insert into accounts_membership (id, user_id, organization_id, role, display_name,
                                             introduced_to_id, started_at)
                values (made, a_user, invited.organization_id, invited.role, invited.display_name,
                        invited.introduced_to_id, app.now());
            return made;
        end
        """,
    ),
    function(
        "practice_exists()",
        returns="boolean",
        definer=True,
        language="sql",
        kind="stable",
        body="select exists (select from public.accounts_organization)",
    ),
    function(
        "found_practice(a_organization uuid, a_membership uuid, a_user uuid, a_name text,"
        " a_short_name text, a_zone text, a_display_name text)",
        returns="boolean",
        definer=True,
        body="""
        begin
            perform pg_advisory_xact_lock(hashtext('found_practice'));
            if exists (select from accounts_organization) then
                return false;
            end if;
            insert into accounts_organization (id, name, short_name, phone, hours, zone,
                    crisis_lines, complaints_to, records_kept_years, reset_delay_hours, created_at)
                values (a_organization, a_name, a_short_name, '', '', a_zone, '', '', 7, 24,
                        app.now());
            insert into accounts_membership (id, user_id, organization_id, role, display_name,
                                             started_at)
                values (a_membership, a_user, a_organization, 'administrator', a_display_name,
                        app.now());
            return true;
        end
        """,
    ),
    function(
        "apply_factor_resets()",
        returns="uuid[]",
        definer=True,
        body="""
        declare people uuid[];
        begin
            if app.actor_system() is distinct from 'factor_resets' then
                raise exception 'only the job carries out resets';
            end if;
            with due as (
                update accounts_factorreset set done_at = app.now()
                 where done_at is null and stopped_at is null and confirmed_at is not null
                   and takes_effect_at <= app.now()
                returning user_id)
            select array_agg(user_id) into people from due;
            delete from mfa_authenticator where user_id = any(people);
            update accounts_user set security_stamp = security_stamp + 1 where id = any(people);
            return people;
        end
        """,
    ),
]
# chain_audit() calls counted(): plpgsql looks it up when it runs, so their order here is free.

OPEN_TABLES = [
    # Django's, guardian's and allauth's own tables.
    open_table("django_content_type", privileges="select"),
    open_table("auth_permission", privileges="select"),
    open_table("accounts_user_groups", privileges="select"),
    open_table("accounts_user_user_permissions", privileges="select"),
    open_table("auth_group", privileges="select"),
    open_table("auth_group_permissions", privileges="select"),
    open_table("guardian_groupobjectpermission", privileges="select"),
    open_table("guardian_userobjectpermission", privileges="select"),
    open_table("django_session", privileges="select, insert, update, delete"),
    open_table("account_emailaddress", privileges="select, insert, update"),
    open_table("account_emailconfirmation", privileges="select"),
    open_table("mfa_authenticator", privileges="select, insert, update, delete"),
    RunSQL(
        f"""
        grant usage, select on all sequences in schema public to {APP};
        grant select, delete on mfa_authenticator to {DEFINER};
        grant select (id, data), update (data) on mfa_authenticator to {MAINTENANCE};
        """,
        f"""
        revoke all on mfa_authenticator from {DEFINER}, {MAINTENANCE};
        """,
    ),
]
