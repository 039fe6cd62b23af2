"""Row policies of calendar addresses, and the door behind one; part of a migration."""

from django.db.migrations import RunSQL

from tracker.lib.rls import ACTOR, DEFINER, MEMBERSHIP, ROLE, function, protect

OWN = f"user_id = {ACTOR}"

CALENDARS = [
    protect(
        "reviews_calendaraddress",
        select=OWN,
        insert=f"{OWN} and membership_id = {MEMBERSHIP} and {ROLE} in ('client', 'clinician')"
        " and revoked_at is null",
        update=f"{OWN} and revoked_at is null",
        update_check=f"{OWN} and revoked_at is not null",
        privileges="select, insert, update (revoked_at)",
    ),
    RunSQL(
        f"grant select on reviews_calendaraddress, reviews_pause to {DEFINER};",
        f"revoke select on reviews_calendaraddress, reviews_pause from {DEFINER};",
    ),
    # One row without a time where the calendar is empty; none where there is no calendar.
    function(
        "calendar_of(a_hash bytea)",
        returns="table (name text, id uuid, at timestamptz, code text)",
        definer=True,
        kind="stable",
        body="""
        begin
            if app.actor_system() is distinct from 'calendar' then
                raise exception 'only a calendar address shows a calendar';
            end if;
            return query
                select o.short_name::text, c.id, c.due_at,
                       case when m.role = 'clinician' then e.code::text else '' end
                  from reviews_calendaraddress a
                  join accounts_membership m on m.id = a.membership_id and m.ended_at is null
                   and m.role in ('client', 'clinician')
                  join accounts_user u on u.id = m.user_id and u.is_active
                  join accounts_organization o on o.id = m.organization_id
                  left join (reviews_engagement e
                       join reviews_engagementgrant g on g.content_object_id = e.id
                       join reviews_checkin c on c.engagement_id = e.id)
                    on e.organization_id = m.organization_id and e.state = 'active'
                   and g.user_id = m.user_id and g.permission_id =
                       case m.role when 'client' then app.p_take_part() else app.p_treat() end
                   and (g.starts_at is null or g.starts_at <= app.now())
                   and (g.ends_at is null or app.now() < g.ends_at)
                   and c.state in ('scheduled', 'open', 'shared', 'discussed', 'closed')
                   and c.due_at > app.now() - interval '30 days'
                   and not exists (select from reviews_pause p
                        where p.engagement_id = e.id and p.state = 'running'
                          and p.starts_at <= c.due_at
                          and (p.ends_at is null or p.ends_at > c.due_at))
                 where a.token_hash = a_hash and a.revoked_at is null
                 order by c.due_at;
        end
        """,
    ),
]
