"""The door behind the link in a reminder; part of a migration."""

from django.db.migrations import RunSQL

from tracker.lib.rls import DEFINER, function

# What a plan holds by itself when it begins with being stopped.
STEPS = '["week", "two_days", "same_day", "day_after", "three_days_after"]'

STOPPING = [
    RunSQL(
        f"grant select, insert, update (stopped_at) on reviews_reminderplan to {DEFINER};",
        f"revoke all on reviews_reminderplan from {DEFINER};",
    ),
    function(
        "stop_reminders(a_engagement uuid)",
        returns="uuid",
        definer=True,
        body=f"""
        declare stopped uuid;
        begin
            if app.actor_system() is distinct from 'stop_mails' then
                raise exception 'only a link from a mail stops mails';
            end if;
            insert into reviews_reminderplan (id, engagement_id, author_id, created_at, steps,
                                              not_on, stopped_at)
                select gen_random_uuid(), e.id, e.client_id, app.now(), '{STEPS}', '[]', app.now()
                  from reviews_engagement e where e.id = a_engagement
                on conflict (engagement_id) do update set stopped_at = app.now()
                   where reviews_reminderplan.stopped_at is null
            returning id into stopped;
            return stopped;
        end
        """,
    ),
]
