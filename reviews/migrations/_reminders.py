"""Row policies of the reminder plan, and what the sweep and the outbox ask; part of a migration."""

from reviews.migrations._policies import SCHEDULER, as_client, granted
from tracker.lib.rls import ACTOR, function, protect

PLAN = protect(
    "reviews_reminderplan",
    # The clinician reads it; the choice is the client's.
    select=f"{granted('reviews_reminderplan')} or {SCHEDULER}",
    insert=f"{as_client('reviews_reminderplan')} and author_id = {ACTOR}",
    update=as_client("reviews_reminderplan"),
    privileges="select, insert, update (steps, not_on, own_from, own_until, stopped_at)",
)

ASKED = function(
    "reminders_asked(a_keys text[])",
    returns="setof text",
    definer=True,
    kind="stable",
    body="""
    begin
        if app.actor_system() is distinct from 'sweep' then
            raise exception 'only the sweep asks for reminders';
        end if;
        return query select n.key::text from accounts_notice n
                      where n.key = any(a_keys) and n.kind = 'checkin_reminder';
    end
    """,
)

# One question for each mail, whose plan PostgreSQL keeps. Every policy holds: it runs as the outbox,
# which sees all of this anyway. The lock comes first, so that what another worker has begun is seen.
TO_SEND = function(
    "reminder_to_send(a_notice uuid, a_checkin uuid, a_person uuid, a_now timestamptz)",
    returns="""table (
        engagement_id uuid, state text, on_date date, due_at timestamptz, zone text, phases jsonb,
        email text, is_active boolean, belongs boolean, pauses boolean,
        short_name text, phone text, mail_from time, mail_until time, mail_not_on jsonb,
        steps jsonb, not_on jsonb, own_from time, own_until time, stopped_at timestamptz,
        sent timestamptz[])""",
    body="""
    begin
        perform pg_advisory_xact_lock(hashtextextended(a_person::text, 0));
        return query
        select c.engagement_id, c.state::text, c.on_date, c.due_at, c.zone::text, r.phases,
               u.email::text, u.is_active,
               exists (
                   select from accounts_membership m
                    where m.user_id = r.client_id and m.organization_id = r.organization_id
                      and m.ended_at is null),
               exists (
                   select from reviews_pause p
                    where p.engagement_id = c.engagement_id and p.state = 'running'
                      and (p.ends_at is null or p.ends_at > a_now)),
               o.short_name::text, o.phone::text, o.mail_from, o.mail_until, o.mail_not_on,
               l.steps, l.not_on, l.own_from, l.own_until, l.stopped_at,
               array(
                   select coalesce(n.settled_at, n.sending_at) from accounts_notice n
                    where n.kind = 'checkin_reminder' and n.recipient_id = a_person
                      and n.id <> a_notice
                      and (n.sending_at is not null
                           or n.state = 'sent' and n.settled_at > a_now - interval '8 days'))
          from reviews_checkin c
          join reviews_cadence r on r.id = c.cadence_id
          join accounts_user u on u.id = r.client_id
          join accounts_organization o on o.id = r.organization_id
          left join reviews_reminderplan l on l.engagement_id = c.engagement_id
         where c.id = a_checkin;
    end
    """,
)

POLICIES = [PLAN, ASKED, TO_SEND]
