"""Row policies of the reminder plan, and the sweep's look at its own rows; part of a migration."""

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

POLICIES = [PLAN, ASKED]
