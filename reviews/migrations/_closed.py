"""Row policies and doors of releases that were closed for their reader; part of the migration.

Something went to the wrong person: one act closes whatever one reader was given, or everybody
outside. A row for each release that can be read or may yet become readable, which nothing removes,
written by a door alone; what was over already stays as it ended. Whether a row is there is asked by the
same owner-owned functions that ask for a withdrawal (`_sharing.py`, not_over), so that a reader who
cannot see it finds it closed all the same. Only the client's new release opens anything again: it is
another row.
"""

from django.db.migrations import RunSQL

from reviews.migrations import _held as held
from reviews.migrations._covers import IN_TIME
from reviews.migrations._policies import granted
from reviews.migrations._sharing import FRESH
from tracker.lib.rls import DEFINER, function, protect, redefine

CLOSED = "exists (select from reviews_closedrelease k where k.release_id = r.id)"
NOT_OVER = f"not {CLOSED} and {held.NOT_OVER_NOW}"
LIVE = f"not {CLOSED} and {held.LIVE_NOW}"
NEVER_OPEN = f"""
    {held.NEVER_OPEN}
    or exists (select from reviews_closedrelease k where k.release_id = r.id
               and k.created_at <= could_open)
"""
# Whose reader `c` it is, of the work `e`: a clinician closes for one reader of somebody they treat
# or cover; an administrator for one account, or for everybody outside, and sees no one's text.
IN_REACH = f"""
    e.organization_id = app.actor_organization()
    and ((app.actor_role() = 'clinician' and c.id = a_recipient and a_reader is null
          and exists (select from reviews_engagementgrant own
                       where own.content_object_id = e.id and own.user_id = app.actor_id()
                         and own.permission_id = app.p_treat() and {IN_TIME}))
         or (app.actor_role() = 'administrator' and a_recipient is null
             and (a_reader is null or c.user_id = a_reader)))
"""


def release_is_held(not_over: str) -> str:
    return f"""
        begin
            return app.actor_system() is not distinct from 'outbox'
               and exists (select from reviews_release r
                           where r.id = a_release and {held.held("r")} and {not_over});
        end
        """


def renew_invitation(live: str) -> str:
    return f"""
        begin
            if app.actor_system() is distinct from 'outbox' then
                raise exception 'only the outbox sends invitations';
            end if;
            update accounts_invitation i
               set expires_at = greatest(i.expires_at, least(app.now() + a_lasts, p.expires_at))
              from reviews_release r join reviews_recipient c on c.id = r.recipient_id
              join reviews_permission p on p.id = r.permission_id
             where r.id = a_release and i.id = c.invitation_id and i.accepted_at is null
               and i.withdrawn_at is null and {live};
        end
        """


def close_invitation(not_over: str, closed: str = "") -> str:
    """closed  how one knows the reader of a row that closes a release."""
    return f"""
        declare ending jsonb := to_jsonb(new);
        begin
            update accounts_invitation i set withdrawn_at = app.now()
              from reviews_recipient c
             where i.id = c.invitation_id and i.accepted_at is null and i.withdrawn_at is null
               and (exists (select from reviews_permission p where p.recipient_id = c.id
                            and p.id = (ending ->> 'permission_id')::uuid)
                    or exists (select from reviews_release r where r.recipient_id = c.id
                               and r.report_id = (ending ->> 'of_id')::uuid){closed})
               and not exists (select from reviews_release r
                               where r.recipient_id = c.id and {not_over});
            return null;
        end
        """


def close_releases(not_over: str) -> str:
    return f"""
        declare reached uuid[]; work record; closed uuid[];
        begin
            if ({FRESH.replace("authenticated_at", "a_authenticated_at")}) is not true then
                raise exception 'whoever closes proves who they are first';
            end if;
            select array_agg(c.id order by c.id) into reached
              from reviews_recipient c join reviews_engagement e on e.id = c.engagement_id
             where {IN_REACH};
            perform pg_advisory_xact_lock(hashtextextended('recipient:' || c, 0))
               from unnest(reached) c;
            for work in
                select e.id, e.organization_id, e.client_id, e.clinician_id,
                       case when e.covered_from <= app.now() and app.now() < e.covered_until
                            then e.covered_by_id end as covered_by
                  from reviews_engagement e
                 where e.id in (select c.engagement_id from reviews_recipient c
                                 where c.id = any (reached))
                 order by e.id
            loop
                with new as (
                    insert into reviews_closedrelease (id, engagement_id, author_id, created_at,
                                                       release_id)
                        select gen_random_uuid(), r.engagement_id, app.actor_id(), app.now(), r.id
                          from reviews_release r
                         where r.engagement_id = work.id and r.recipient_id = any (reached)
                           and {not_over}
                        on conflict do nothing
                    returning release_id)
                select array_agg(release_id order by release_id) into closed from new;
                continue when closed is null;
                insert into accounts_auditevent (id, chain_kind, chain, verb, object_kind,
                                                 object_id, payload)
                    select gen_random_uuid(), 'engagement', work.id, 'close_release', 'release',
                           release, '{{}}'
                      from unnest(closed) release;
                perform app.tell('closed:' || closed[1], person, work.organization_id, closed[1])
                   from unnest(array[work.client_id, work.clinician_id, work.covered_by]) person
                  where person is not null and person <> app.actor_id();
            end loop;
        end
        """


OR_CLOSED = """
                    or exists (select from reviews_release r where r.recipient_id = c.id
                               and r.id = (ending ->> 'release_id')::uuid)"""

CLOSED_OPENINGS = f"""
    #variable_conflict use_column
    begin
        return query
            select r.id, e.code::text, c.user_id, r.created_at, k.created_at, v.verb::text, v.at
              from reviews_closedrelease k
              join reviews_release r on r.id = k.release_id
              join reviews_recipient c on c.id = r.recipient_id
              join reviews_engagement e on e.id = k.engagement_id
              left join accounts_auditevent v on v.chain = k.engagement_id
               and v.object_kind = 'release' and v.object_id = r.id
               and v.role = 'employer_contact' and v.verb in ('read', 'download')
             where {IN_REACH}
             order by k.created_at desc, e.code, r.id, v.at;
    end
    """

POLICIES = [
    protect("reviews_closedrelease", select=granted("reviews_closedrelease"), privileges="select"),
    RunSQL(
        f"""
        grant select, insert on reviews_closedrelease to {DEFINER};
        grant select (chain, object_kind, object_id, verb, role, actor, at) on accounts_auditevent
            to {DEFINER};
        """,
        f"""
        revoke all on reviews_closedrelease from {DEFINER};
        revoke select (chain, object_kind, object_id, verb, role, actor, at) on accounts_auditevent
            from {DEFINER};
        """,
    ),
    redefine(
        "live_releases()",
        returns="setof uuid",
        kind="stable",
        body=held.live_releases(LIVE),
        before=held.live_releases(held.LIVE_NOW),
    ),
    redefine(
        "close_invitation()",
        returns="trigger",
        body=close_invitation(NOT_OVER, OR_CLOSED),
        before=close_invitation(held.NOT_OVER_NOW),
    ),
    RunSQL(
        """
        create trigger close_invitation after insert on reviews_closedrelease for each row
            execute function app.close_invitation();
        """,
        "drop trigger close_invitation on reviews_closedrelease;",
    ),
    redefine(
        "reader_to_tell(a_release uuid, out reader uuid, out invitation uuid,"
        " out expires_at timestamptz)",
        returns="record",
        kind="stable",
        body=held.reader_to_tell(LIVE),
        before=held.reader_to_tell(held.LIVE_NOW),
    ),
    redefine(
        "check_document(a_code bytea, a_file bytea)",
        returns="text",
        kind="stable",
        body=held.check_document(held.could_open("r"), NEVER_OPEN, LIVE),
        before=held.check_document(held.could_open("r"), held.NEVER_OPEN, held.LIVE_NOW),
    ),
    redefine(
        "release_is_held(a_release uuid)",
        returns="boolean",
        kind="stable",
        body=release_is_held(NOT_OVER),
        before=release_is_held(held.NOT_OVER_NOW),
    ),
    redefine(
        "renew_invitation(a_release uuid, a_lasts interval)",
        returns="void",
        body=renew_invitation(LIVE),
        before=renew_invitation(held.LIVE_NOW),
    ),
    # Whoever releases to a reader or withdraws waits in the same order: readers first, then trails.
    # What was over or closed already stays as it is; where nothing is new, nobody is told again.
    function(
        "close_releases(a_recipient uuid, a_reader uuid, a_authenticated_at timestamptz)",
        returns="void",
        definer=True,
        body=close_releases(held.NOT_OVER_NOW),
    ),
    # Who saw what of that: ids, kinds and times from the trail, and only of what was closed.
    function(
        "closed_openings(a_recipient uuid, a_reader uuid)",
        returns="table (release_id uuid, code text, reader uuid, released_at timestamptz,"
        " closed_at timestamptz, verb text, opened_at timestamptz)",
        definer=True,
        kind="stable",
        body=CLOSED_OPENINGS,
    ),
]
