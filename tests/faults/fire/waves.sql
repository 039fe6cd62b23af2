-- Everything that exists of client 0, copied under other ids: whatever tables there are.
create schema fire;

create table fire.ids (id text primary key);
create table fire.rows (place int, table_name text, sequence text, content jsonb);
create table fire.zones (number int, zone text);

create function fire.remember(the_user uuid) returns void language plpgsql as $$
declare
    found record;
    the_engagement uuid;
begin
    select id into strict the_engagement from reviews_engagement where client_id = the_user;
    insert into fire.rows
        select 1, 'accounts_user', null, to_jsonb(r) from accounts_user r where id = the_user;
    insert into fire.rows
        select 2, 'accounts_membership', null, to_jsonb(r) from accounts_membership r
         where user_id = the_user;
    insert into fire.rows
        select 3, 'reviews_engagement', null, to_jsonb(r) from reviews_engagement r
         where id = the_engagement;
    for found in
        select table_name, column_name, pg_get_serial_sequence(table_name, 'id') as sequence
          from information_schema.columns
         where table_schema = 'public' and table_name like 'reviews%'
           and (column_name = 'engagement_id'
                or (table_name, column_name) = ('reviews_engagementgrant', 'content_object_id'))
    loop
        execute format('insert into fire.rows select %s, %L, %L, to_jsonb(r) from %I r where %I = %L',
                       case found.table_name when 'reviews_checkin' then 9 else 4 end,
                       found.table_name, found.sequence, found.table_name, found.column_name,
                       the_engagement);
    end loop;
    insert into fire.ids select distinct content ->> 'id' from fire.rows where sequence is null;
    update fire.rows set content = content || '{"state": "scheduled"}'
     where table_name = 'reviews_checkin';
end
$$;

-- left_ones: clients whose accounts are closed already.
create function fire.renamed(content jsonb, number int, first_email text, email text, left_ones int[])
returns jsonb language plpgsql as $$
declare
    old text;
    said text := content::text;
begin
    for old in select id from fire.ids loop
        said := replace(said, old, md5(old || number)::uuid::text);
    end loop;
    content := replace(said, first_email, email)::jsonb;
    if content ? 'is_active' then
        content := content || jsonb_build_object('is_active', number <> all(left_ones));
    end if;
    if content ? 'code' then
        content := content || jsonb_build_object('code', 'F' || number);
    end if;
    if content ? 'zone' and content ? 'wall_time' then
        content := content || jsonb_build_object('zone', (
            select zone from fire.zones z
             where z.number = renamed.number % (select count(*) from fire.zones)));
    end if;
    if content ? 'due_at' and content ? 'wall_time' then
        content := content || (
            select jsonb_build_object('due_at', due, 'opens_at', due - interval '7 days')
              from (select ((content ->> 'on_date')::date + (content ->> 'wall_time')::time)
                           at time zone (content ->> 'zone') as due) as moment);
    end if;
    return content;
end
$$;

create function fire.copy(first_email text, first int, last int, left_ones int[]) returns void
language plpgsql as $$
declare
    found record;
begin
    for found in select distinct place, table_name from fire.rows order by 1, 2 loop
        execute format(
            'insert into %1$I select made.* from fire.rows, generate_series($2, $3) as number,'
            ' lateral jsonb_populate_record(null::%1$I,'
            '   fire.renamed(content, number, $1, replace($1, ''0@'', number || ''@''), $4)'
            '   || case when sequence is null then ''{}'''
            '           else jsonb_build_object(''id'', nextval(sequence)) end) as made'
            ' where table_name = %1$L on conflict do nothing', found.table_name)
            using first_email, first, last, left_ones;
    end loop;
end
$$;
