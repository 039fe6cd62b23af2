"""The mail to a reader names the last day as the client signed it; part of the migration.

A release ends at an instant: the midnight after that day, where the client lives. Elsewhere that is
another day, and what is told at the moment of sending knows no zone of theirs.
"""

from django.db.migrations import RunSQL

from reviews.migrations._held import reader_to_tell
from reviews.migrations._took_its_place import LIVE
from tracker.lib.rls import function

# Of what was released before: the client's zone as it is now.
CARRY_OVER = RunSQL(
    """
    update reviews_release r
       set last_day = ((r.expires_at - interval '1 second') at time zone u.zone)::date
      from accounts_user u where u.id = r.author_id;
    """,
    RunSQL.noop,
)

BEFORE = function(
    "reader_to_tell(a_release uuid, out reader uuid, out invitation uuid,"
    " out expires_at timestamptz)",
    returns="record",
    definer=True,
    kind="stable",
    body=reader_to_tell(LIVE),
)
AFTER = function(
    "reader_to_tell(a_release uuid, out reader uuid, out invitation uuid, out last_day date)",
    returns="record",
    definer=True,
    kind="stable",
    body=f"""
    begin
        if app.actor_system() is distinct from 'outbox' then
            return;
        end if;
        select c.user_id, c.invitation_id, r.last_day into reader, invitation, last_day
          from reviews_release r join reviews_recipient c on c.id = r.recipient_id
         where r.id = a_release and {LIVE};
    end
    """,
)
POLICIES = [RunSQL(BEFORE.reverse_sql, BEFORE.sql), AFTER]
