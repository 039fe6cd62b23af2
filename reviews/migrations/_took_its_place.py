"""A later release ends an earlier one only if it could ever be opened; part of the migration.

One that was taken back while it waited, by whatever ends a release, was read by nobody: the one before
it goes on, and nothing happens at the minute in which the later one would have opened. Until now it
ended the earlier one all the same (`_held.py`, NOT_OVER_NOW).
"""

from django.db.migrations import RunSQL

from reviews.migrations import _closed as closed
from reviews.migrations import _held as held
from reviews.migrations._covers import IN_TIME
from reviews.migrations._sharing import not_over
from tracker.lib.rls import function, redefine


def ended_by(release: str, moment: str) -> str:
    """Something ended it, other than a later one in its place. moment: "<= …" or "< …"."""
    return f"""
        {release}.expires_at {moment}
        or exists (select from reviews_permission p where p.id = {release}.permission_id
                   and p.expires_at {moment})
        or exists (select from reviews_withdrawal w where w.permission_id = {release}.permission_id
                   and w.created_at {moment})
        or exists (select from reviews_narrowing n where n.permission_id = {release}.permission_id
                   and not n.parts @> {release}.parts and n.created_at {moment})
        or exists (select from reviews_amendment a where a.kind = 'in_error'
                   and a.of_kind = 'report' and a.of_id = {release}.report_id
                   and a.created_at {moment})
        or exists (select from reviews_closedrelease k where k.release_id = {release}.id
                   and k.created_at {moment})
    """


def opened_by(release: str, moment: str) -> str:
    """It could be opened by that moment, if only for a time.

    What ended in the very moment in which it opens counts as opened: closing both brings neither back.
    Whether a still later one took its place before is not asked: that one ended the earlier one too.
    """
    return f"""
        exists (select from (select {held.could_open(release)} as at) opens
                 where opens.at <= {moment} and not ({ended_by(release, "< opens.at")}))
    """


NOT_OVER_YET = not_over(opened_by("later", "app.now()"))
NOT_OVER = f"not {closed.CLOSED} and {NOT_OVER_YET}"
LIVE = f"not {closed.CLOSED} and r.live_at <= app.now() and not {held.held('r')} and {NOT_OVER_YET}"
NEVER_OPEN = f"""
    could_open > app.now() or {ended_by("r", "<= could_open")}
    or exists (select from reviews_release later where later.recipient_id = r.recipient_id
               and later.series = r.series and later.created_at > r.created_at
               and {opened_by("later", "could_open")})
"""

POLICIES = [
    redefine(
        "live_releases()",
        returns="setof uuid",
        kind="stable",
        body=held.live_releases(LIVE),
        before=held.live_releases(closed.LIVE),
    ),
    redefine(
        "close_invitation()",
        returns="trigger",
        body=closed.close_invitation(NOT_OVER, closed.OR_CLOSED),
        before=closed.close_invitation(closed.NOT_OVER, closed.OR_CLOSED),
    ),
    redefine(
        "reader_to_tell(a_release uuid, out reader uuid, out invitation uuid,"
        " out expires_at timestamptz)",
        returns="record",
        kind="stable",
        body=held.reader_to_tell(LIVE),
        before=held.reader_to_tell(closed.LIVE),
    ),
    redefine(
        "check_document(a_code bytea, a_file bytea)",
        returns="text",
        kind="stable",
        body=held.check_document(held.could_open("r"), NEVER_OPEN, LIVE),
        before=held.check_document(held.could_open("r"), closed.NEVER_OPEN, closed.LIVE),
    ),
    redefine(
        "release_is_held(a_release uuid)",
        returns="boolean",
        kind="stable",
        body=closed.release_is_held(NOT_OVER),
        before=closed.release_is_held(closed.NOT_OVER),
    ),
    redefine(
        "renew_invitation(a_release uuid, a_lasts interval)",
        returns="void",
        body=closed.renew_invitation(LIVE),
        before=closed.renew_invitation(closed.LIVE),
    ),
    redefine(
        "close_releases(a_recipient uuid, a_reader uuid, a_authenticated_at timestamptz)",
        returns="void",
        body=closed.close_releases(NOT_OVER_YET),
        before=closed.close_releases(held.NOT_OVER_NOW),
    ),
    # For the two people's own pages, which say the same of each release as the doors above.
    RunSQL(held.RELEASES_LEFT_OUT.reverse_sql, held.RELEASES_LEFT_OUT.sql),
    function(
        "release_times(an_engagement uuid)",
        returns="table (id uuid, opens_at timestamptz, leaves_out boolean)",
        definer=True,
        kind="stable",
        body=f"""
        begin
            return query
                select r.id, nullif({held.could_open("r")}, 'infinity'),
                       exists (select from {held.left_out("r")})
                  from reviews_release r
                 where r.engagement_id = an_engagement
                   and exists (select from reviews_engagementgrant own
                               where own.content_object_id = r.engagement_id
                                 and own.user_id = app.actor_id()
                                 and own.permission_id = app.actor_permission() and {IN_TIME});
        end
        """,
    ),
]
