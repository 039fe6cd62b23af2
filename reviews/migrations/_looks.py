"""What a clinician is told of mails that did not arrive, and of a week that needs a look."""

from django.db.migrations import RunSQL

from tracker.lib.rls import DEFINER, function

# A client's mail that was given up, and nothing has reached them since.
UNDELIVERED = """
    reviews_engagement e
      join accounts_notice n on n.recipient_id = e.client_id
       and n.organization_id = e.organization_id and n.state = 'failed'
       and n.settled_at > app.now() - interval '14 days'
     where e.state = 'active' and not exists (
           select from accounts_notice later where later.recipient_id = e.client_id
              and later.state = 'sent' and later.settled_at > n.settled_at)
"""
TREATS = (
    "exists (select from reviews_engagementgrant g where g.content_object_id = e.id"
    " and g.user_id = {who} and g.permission_id = app.p_treat()"
    " and (g.starts_at is null or g.starts_at <= app.now())"
    " and (g.ends_at is null or app.now() < g.ends_at))"
)

LOOKS = [
    RunSQL(
        f"grant select on reviews_move to {DEFINER};",
        f"revoke select on reviews_move from {DEFINER};",
    ),
    function(
        "mails_not_arrived()",
        returns="table (engagement_id uuid, at timestamptz)",
        definer=True,
        kind="stable",
        body=f"""
        begin
            if app.actor_role() is distinct from 'clinician' then
                return;
            end if;
            return query select e.id, max(n.settled_at) from {UNDELIVERED}
                            and {TREATS.format(who="app.actor_id()")} group by e.id;
        end
        """,
    ),
    # Schedules alone: states and times of check-ins, moves that were asked for, mails given up.
    function(
        "week_to_look_at(a_clinician uuid, a_organization uuid)",
        returns="table (kind text, how_many bigint)",
        definer=True,
        kind="stable",
        body=f"""
        begin
            if app.actor_system() is distinct from 'outbox' then
                raise exception 'only a mail says what a week needs';
            end if;
            return query
                with own as (select e.id, e.client_id from reviews_engagement e
                              where e.state = 'active' and e.organization_id = a_organization
                                and {TREATS.format(who="a_clinician")}),
                     found as (
                select case when c.state = 'shared' then 'to_read' else 'to_settle' end as kind
                  from reviews_checkin c join own on own.id = c.engagement_id
                  join accounts_organization o on o.id = a_organization
                 where c.state = 'shared' or (c.state in ('scheduled', 'open')
                   and c.due_at < app.now() - make_interval(days => o.look_after_days))
                union all
                select 'to_answer' from reviews_move m join own on own.id = m.engagement_id
                 where m.state = 'asked' and m.author_id = own.client_id
                union all
                select 'to_ring' from (select distinct e.id from {UNDELIVERED}
                   and e.id in (select own.id from own)) as unreached)
                select found.kind, count(*) from found group by found.kind;
        end
        """,
    ),
]
