-- Fills an empty, migrated database in sets of rows. Parameters: see seed.py.
-- Ids are hashes of what they stand for, so that the same people exist at every size.
create function bench_id(kind text, number bigint) returns uuid language sql immutable
    as $$ select md5(kind || number)::uuid $$;

-- Who is whose: the supervisor's engagements lie between all others, as they would after years.
create table bench_numbers as
    with numbered as (
        select i, i % (:engagements / :large) = 0 as large,
               row_number() over (partition by i % (:engagements / :large) = 0 order by i) - 1 as rank
          from generate_series(1, :engagements) as i)
    select i, case when large then 0 else :clinicians - rank % :clinicians end as clinician
      from numbered;

insert into accounts_organization (id, name, short_name, phone, hours, zone, crisis_lines,
        complaints_to, records_kept_years, reset_delay_hours, release_wait_hours, created_at)
    select bench_id('organization', i), 'Practice ' || i, 'Practice', '', '', 'UTC', '', '', 7, 24,
           48, now() - interval '1 year'
      from generate_series(0, :clinicians / :practice) as i;

insert into accounts_user (id, password, is_superuser, email, zone, is_active, security_stamp,
        created_at)
    select bench_id(kind, i), '!', false, kind || i || '@example.org', 'UTC', true, 0, now()
      from (select 'clinician' as kind, generate_series(0, :clinicians) as i
            union all select 'client', generate_series(1, :engagements)) as people;

insert into accounts_membership (id, user_id, organization_id, role, display_name, started_at)
    select bench_id('clinician membership', i), bench_id('clinician', i),
           bench_id('organization', i / :practice), 'clinician', 'Clinician ' || i,
           now() - interval '1 year'
      from generate_series(0, :clinicians) as i;

insert into accounts_membership (id, user_id, organization_id, role, display_name, started_at,
        introduced_to_id)
    select bench_id('client membership', i), bench_id('client', i),
           bench_id('organization', clinician / :practice), 'client', '',
           now() - interval '1 year', bench_id('clinician membership', clinician)
      from bench_numbers;

insert into reviews_engagement (id, organization_id, code, client_id, clinician_id, client_name,
        state, created_at, started_at)
    select bench_id('engagement', i), bench_id('organization', clinician / :practice), 'B' || i,
           bench_id('client', i), bench_id('clinician', clinician),
           decode(md5(i::text) || md5(i::text), 'hex'), 'active',
           now() - interval '90 days' + i * interval '1 millisecond', now() - interval '89 days'
      from bench_numbers;

insert into reviews_engagementgrant (content_object_id, user_id, permission_id)
    select bench_id('engagement', i), bench_id('client', i), app.p_take_part() from bench_numbers
    union all
    select bench_id('engagement', i), bench_id('clinician', clinician), app.p_treat()
      from bench_numbers;

insert into reviews_engagementkey (id, engagement_id, purpose, kek_id, wrapped, created_at)
    select bench_id('key', i), bench_id('engagement', i), 'record', 'none',
           decode(md5(i::text) || md5(i::text) || md5(i::text), 'hex'), now()
      from bench_numbers;

insert into reviews_agreement (id, engagement_id, author_id, created_at, version, terms, state,
        answered_at)
    select bench_id('agreement', i), bench_id('engagement', i), bench_id('clinician', clinician),
           now() - interval '90 days', 1, decode(repeat(md5(i::text), 16), 'hex'), 'accepted',
           now() - interval '89 days'
      from bench_numbers;

insert into reviews_cadence (id, engagement_id, author_id, created_at, client_id, organization_id,
        phases, wall_time, zone, state)
    select bench_id('cadence', i), bench_id('engagement', i), bench_id('client', i),
           now() - interval '89 days', bench_id('client', i),
           bench_id('organization', clinician / :practice),
           jsonb_build_array(jsonb_build_object('rule', 'weekly', 'every', 1,
               'weekday', extract(isodow from current_date - 55 + (i % 6)::int)::int - 1,
               'starts_on', current_date - 55 + (i % 6)::int, 'until', null)),
           '09:00', 'UTC', 'live'
      from bench_numbers;

-- Week 9 is the coming one. Every fourth engagement has a reflection that waits to be read.
insert into reviews_checkin (id, engagement_id, created_at, cadence_id, series_date, on_date,
        wall_time, zone, why_not, opens_at, due_at, state, shared_at, discussed_at)
    select bench_id('checkin ' || week || ' of ', i), bench_id('engagement', i),
           now() - interval '89 days', bench_id('cadence', i), due::date, due::date, due::time,
           'UTC', '',
           due - interval '7 days', due,
           case when week < 8 then 'discussed' when week = 9 then 'open' when week > 9
                then 'scheduled' when i % 4 = 0 then 'shared' else 'discussed' end,
           case when week < 9 then due - interval '1 day' end,
           case when week < 8 or (week = 8 and i % 4 <> 0) then due end
      from (select i, week, (current_date + 1 + (i % 6)::int + (week - 9) * 7 + time '09:00'
                             + (i / 6) % 480 * interval '1 minute') at time zone 'UTC' as due
              from bench_numbers, generate_series(:first_week, :last_week) as week) as weeks;

update reviews_engagement e set next_due_at = due.at
  from (select engagement_id, min(due_at) as at from reviews_checkin
         where state in ('scheduled', 'open') group by 1) as due
 where due.engagement_id = e.id;

insert into reviews_entry (id, engagement_id, author_id, created_at, kind, checkin_id, prompts,
        grounds, state, shared_at)
    select bench_id('entry ' || week || ' of ', i), bench_id('engagement', i),
           bench_id('client', i), at, 'reflection', bench_id('checkin ' || week || ' of ', i),
           '[]', '{}', 'shared', at
      from (select i, week, now() - (9 - week) * interval '7 days' + i * interval '1 ms' as at
              from bench_numbers, generate_series(:first_written, 8) as week) as written;

-- Whatever was talked over has its signed log: nothing of it waits on Today.
insert into reviews_sessionlog (id, engagement_id, author_id, created_at, checkin_id, on_date, held,
        why_not, minutes, format, words, version, state, signed_at)
    select bench_id('log of ' || c.id, 0), c.engagement_id, e.clinician_id, c.due_at, c.id, c.on_date,
           true, '', 50, 'in_person', decode(md5(c.id::text), 'hex'), 2, 'signed', c.due_at
      from reviews_checkin c join reviews_engagement e on e.id = c.engagement_id
     where c.state in ('discussed', 'shared') and c.due_at < now();

-- Each reflection but the last has been read once; a real trail is longer, not different.
insert into accounts_auditevent (id, chain_kind, chain, seq, at, actor, role, verb, object_kind,
        object_id, payload, prev, hash)
    select bench_id('event ' || week || ' of ', i), 'engagement', bench_id('engagement', i),
           week - :first_written + 1, now() - (9 - week) * interval '6 days',
           bench_id('clinician', clinician), 'clinician', 'read', 'reflection',
           bench_id('entry ' || week || ' of ', i), '{}', sha256('prev'), sha256('hash')
      from bench_numbers, generate_series(:first_written, 8) as week
     where week < 8 or i % 8 = 0;

insert into accounts_audithead (chain, seq, hash, anchored_seq)
    select chain, max(seq), sha256('hash'), 0 from accounts_auditevent group by chain;

-- Every engagement has a signed report that was released to a reader; a reader has :reader_each of
-- them, one in ten of which is withdrawn. Nobody's texts open.
insert into accounts_user (id, password, is_superuser, email, zone, is_active, security_stamp,
        created_at)
    select bench_id('reader', i), '!', false, 'reader' || i || '@example.org', 'UTC', true, 0, now()
      from generate_series(0, :engagements / :reader_each) as i;

insert into accounts_membership (id, user_id, organization_id, role, display_name, started_at)
    select bench_id('reader membership', i), bench_id('reader', i),
           bench_id('organization', i / :practice % (:clinicians / :practice + 1)),
           'employer_contact', 'Reader ' || i, now() - interval '1 year'
      from generate_series(0, :engagements / :reader_each) as i;

insert into reviews_report (id, engagement_id, author_id, created_at, series, number, period_from,
        period_to, about, version, two_names, limits_version, body, digest, state, signed_at)
    select bench_id('report', i), bench_id('engagement', i), bench_id('clinician', clinician),
           now() - interval '20 days', bench_id('report', i), 1, current_date - 89,
           current_date - 20, decode(md5(i::text), 'hex'), 1, false, 'bench',
           decode(repeat(md5(i::text), 40), 'hex'), sha256(i::text::bytea), 'signed',
           now() - interval '20 days'
      from bench_numbers;

insert into reviews_recipient (id, engagement_id, author_id, created_at, details, user_id)
    select bench_id('recipient', i), bench_id('engagement', i), bench_id('client', i),
           now() - interval '30 days', decode(md5(i::text), 'hex'),
           bench_id('reader', i / :reader_each)
      from bench_numbers;

insert into reviews_permission (id, engagement_id, author_id, created_at, recipient_id, parts,
        terms, terms_version, expires_at, authenticated_at)
    select bench_id('permission', i), bench_id('engagement', i), bench_id('client', i),
           now() - interval '30 days', bench_id('recipient', i), '["takes_part", "summary"]',
           decode(md5(i::text), 'hex'), 'bench', now() + interval '100 days',
           now() - interval '30 days'
      from bench_numbers;

insert into reviews_withdrawal (id, engagement_id, author_id, created_at, permission_id,
        authenticated_at)
    select bench_id('withdrawal', i), bench_id('engagement', i), bench_id('client', i),
           now() - interval '5 days', bench_id('permission', i), now() - interval '5 days'
      from bench_numbers where i % 10 = 0;

insert into reviews_release (id, engagement_id, author_id, created_at, report_id, series, digest,
        permission_id, recipient_id, parts, live_at, expires_at, last_day, copy, code_hash,
        authenticated_at)
    select bench_id('release', i), bench_id('engagement', i), bench_id('client', i),
           now() - interval '19 days', bench_id('report', i), bench_id('report', i),
           sha256(i::text::bytea), bench_id('permission', i), bench_id('recipient', i),
           '["takes_part", "summary"]', now() - interval '18 days' + i * interval '1 millisecond',
           now() + interval '100 days', (now() + interval '99 days')::date,
           decode(repeat(md5(i::text), 60), 'hex'),
           sha256(('code ' || i)::bytea), now() - interval '19 days'
      from bench_numbers;

-- What the bare page shows without opening anything.
create table bench_plain (
    engagement_id uuid primary key, client_name text not null, working_on text not null
);

-- The trail's table over again, with its row policies and without its triggers.
create table bench_trail (like accounts_auditevent including all);
grant select, insert on bench_trail to waymark_app;
alter table bench_trail enable row level security;
alter table bench_trail force row level security;
do $$
declare rule record;
begin
    for rule in select * from pg_policies
                 where tablename = 'accounts_auditevent' and 'waymark_app' = any(roles)
    loop
        execute replace(
            format('create policy %I on bench_trail for %s to waymark_app', rule.policyname, rule.cmd)
            || coalesce(' using (' || rule.qual || ')', '')
            || coalesce(' with check (' || rule.with_check || ')', ''),
            'accounts_auditevent.', 'bench_trail.');
    end loop;
end
$$;
