"""What waits does not go out once something is listed that it leaves out; part of the migration.

A summary that was released and cannot be opened yet is held back from the moment on in which a
listed concern binds that it does not state. What could be opened before stays: it went out. Whether
one is held back is asked anew each time, like everything that ends a release (`_sharing.py`, LIVE):
once the concern is taken back, or was entered in error, it goes on.
"""

from reviews.migrations._binding import LISTED
from reviews.migrations._covers import IN_TIME
from reviews.migrations._sharing import LIVE, NOT_OVER, not_over
from reviews.migrations._stated import each_stated
from tracker.lib.rls import function, redefine

# When what step `s` listed was taken back, or its concern `c` was entered in error; null: not yet.
TAKEN_BACK = """
    least((select min(step.created_at) from reviews_concernstep step
            where step.concern_id = s.concern_id and step.kind = 'not_listed'
              and step.created_at > s.created_at),
          (select min(a.created_at) from reviews_amendment a
            where a.kind = 'in_error' and a.of_id in (c.entry_id, c.id)))
"""


def ever_left_out(release: str, more: str) -> str:
    """What this release leaves out, or did for a time: `c`, listed by the step `s`."""
    return f"""
        reviews_report p
          join reviews_concern c on c.engagement_id = p.engagement_id
          join reviews_concernstep s on s.concern_id = c.id
         where p.id = {release}.report_id and {release}.parts <> '["takes_part"]' and {LISTED}
           and not ({each_stated(f"{release}.parts")}) and {more}
    """


def left_out(release: str) -> str:
    return ever_left_out(release, f"{TAKEN_BACK} is null")


def bound_before(release: str) -> str:
    """The step came before the release could be opened: only such a one holds it back."""
    return f"s.created_at < {release}.live_at"


def held(release: str) -> str:
    return f"exists (select from {left_out(release)} and {bound_before(release)})"


def could_open(release: str) -> str:
    """From when on: its wait was over, and all that held it was taken back; infinity: not yet.

    What holds it began before its wait was over, so that it is held for one stretch of time.
    """
    return f"""
        greatest({release}.live_at, (select max(coalesce({TAKEN_BACK}, 'infinity'))
                                       from {ever_left_out(release, bound_before(release))}))
    """


# One that is held back never took the place of one that went out before it.
NOT_OVER_NOW = not_over(f"later.live_at <= app.now() and not {held('later')}")
LIVE_NOW = f"r.live_at <= app.now() and not {held('r')} and {NOT_OVER_NOW}"

# The release `r` was over, by whatever ends one (not_over), before it `could_open`. No row says that
# one was read or sent: that it could be opened for a moment is read from the times of these rows.
NEVER_OPEN = f"""
    could_open > app.now() or r.expires_at <= could_open
    or exists (select from reviews_permission p where p.id = r.permission_id
               and p.expires_at <= could_open)
    or exists (select from reviews_withdrawal w where w.permission_id = r.permission_id
               and w.created_at <= could_open)
    or exists (select from reviews_narrowing n where n.permission_id = r.permission_id
               and not n.parts @> r.parts and n.created_at <= could_open)
    or exists (select from reviews_amendment a where a.kind = 'in_error'
               and a.of_kind = 'report' and a.of_id = r.report_id and a.created_at <= could_open)
    or exists (select from reviews_release later where later.recipient_id = r.recipient_id
               and later.series = r.series and later.created_at > r.created_at
               and {could_open("later")} <= could_open)
"""


def live_releases(live: str) -> str:
    return f"""
        begin
            if app.actor_role() is distinct from 'employer_contact' then
                return;
            end if;
            return query
                select r.id from reviews_release r
                  join reviews_recipient c on c.id = r.recipient_id
                   and c.engagement_id = r.engagement_id
                  join reviews_engagement e on e.id = r.engagement_id
                   and e.organization_id = app.actor_organization()
                 where c.user_id = app.actor_id() and {live};
        end
        """


def close_invitation(not_over: str) -> str:
    return f"""
        declare ending jsonb := to_jsonb(new);
        begin
            update accounts_invitation i set withdrawn_at = app.now()
              from reviews_recipient c
             where i.id = c.invitation_id and i.accepted_at is null and i.withdrawn_at is null
               and (exists (select from reviews_permission p where p.recipient_id = c.id
                            and p.id = (ending ->> 'permission_id')::uuid)
                    or exists (select from reviews_release r where r.recipient_id = c.id
                               and r.report_id = (ending ->> 'of_id')::uuid))
               and not exists (select from reviews_release r
                               where r.recipient_id = c.id and {not_over});
            return null;
        end
        """


def reader_to_tell(live: str) -> str:
    return f"""
        begin
            if app.actor_system() is distinct from 'outbox' then
                return;
            end if;
            select c.user_id, c.invitation_id, r.expires_at into reader, invitation, expires_at
              from reviews_release r join reviews_recipient c on c.id = r.recipient_id
             where r.id = a_release and {live};
        end
        """


def check_document(opens: str, never_open: str, live: str) -> str:
    """What never could be opened is not known, whatever became of it since."""
    return f"""
        declare found_id uuid; could_open timestamptz;
        begin
            select r.id, {opens} into found_id, could_open from reviews_release r
             where (a_code is not null and r.code_hash = a_code)
                or (a_file is not null and exists (select from reviews_releasefile f
                    where f.release_id = r.id and f.file_hash = a_file));
            if found_id is null or exists (select from reviews_release r
                                           where r.id = found_id and ({never_open})) then
                return 'unknown';
            end if;
            if exists (select from reviews_release r where r.id = found_id and {live}) then
                return 'unchanged';
            end if;
            return 'over';
        end
        """


# For the two people's own pages: which releases leave something out, and which of them is held.
RELEASES_LEFT_OUT = function(
    "releases_left_out(an_engagement uuid)",
    returns="table (id uuid, held boolean)",
    definer=True,
    kind="stable",
    body=f"""
    begin
        return query
            select r.id, {held("r")} from reviews_release r
             where r.engagement_id = an_engagement and exists (select from {left_out("r")})
               and exists (select from reviews_engagementgrant own
                           where own.content_object_id = r.engagement_id
                             and own.user_id = app.actor_id()
                             and own.permission_id = app.actor_permission() and {IN_TIME});
    end
    """,
)

POLICIES = [
    redefine(
        "live_releases()",
        returns="setof uuid",
        kind="stable",
        body=live_releases(LIVE_NOW),
        before=live_releases(LIVE),
    ),
    redefine(
        "close_invitation()",
        returns="trigger",
        body=close_invitation(NOT_OVER_NOW),
        before=close_invitation(NOT_OVER),
    ),
    redefine(
        "reader_to_tell(a_release uuid, out reader uuid, out invitation uuid,"
        " out expires_at timestamptz)",
        returns="record",
        kind="stable",
        body=reader_to_tell(LIVE_NOW),
        before=reader_to_tell(LIVE),
    ),
    redefine(
        "check_document(a_code bytea, a_file bytea)",
        returns="text",
        kind="stable",
        body=check_document(could_open("r"), NEVER_OPEN, LIVE_NOW),
        before=check_document("r.live_at", "could_open > app.now()", LIVE),
    ),
    RELEASES_LEFT_OUT,
    # For the outbox: its mail is not given up while it may still go on.
    function(
        "release_is_held(a_release uuid)",
        returns="boolean",
        definer=True,
        kind="stable",
        body=f"""
        begin
            return app.actor_system() is not distinct from 'outbox'
               and exists (select from reviews_release r
                           where r.id = a_release and {held("r")} and {NOT_OVER_NOW});
        end
        """,
    ),
    # The time to accept runs from when the mail goes, however long it was held back; no longer than
    # the permission, so that a link never tells how it ended.
    function(
        "renew_invitation(a_release uuid, a_lasts interval)",
        returns="void",
        definer=True,
        body=f"""
        begin
            if app.actor_system() is distinct from 'outbox' then
                raise exception 'only the outbox sends invitations';
            end if;
            update accounts_invitation i
               set expires_at = greatest(i.expires_at, least(app.now() + a_lasts, p.expires_at))
              from reviews_release r join reviews_recipient c on c.id = r.recipient_id
              join reviews_permission p on p.id = r.permission_id
             where r.id = a_release and i.id = c.invitation_id and i.accepted_at is null
               and i.withdrawn_at is null and {LIVE_NOW};
        end
        """,
    ),
]
